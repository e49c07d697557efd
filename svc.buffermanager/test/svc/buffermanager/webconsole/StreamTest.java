// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamTest {

    private final Numbers numbers = new Numbers();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Stream stream = new Stream(numbers, Duration.ofMillis(5), failure::set);

    /** Sends 1, 2, 3, ... */
    private static final class Numbers implements Source {

        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        final AtomicInteger samples = new AtomicInteger();
        volatile boolean broken;

        @Override
        public void begin() {
            assertEquals(begun.getAndIncrement(), ended.get(), "one turn at a time");
        }

        @Override
        public JsonObject sample() {
            if (broken) {
                throw new IllegalArgumentException("no more numbers");
            }
            return new JsonObject().put("number", samples.incrementAndGet());
        }

        @Override
        public JsonObject history() {
            return new JsonObject().put("before", "you");
        }

        @Override
        public void end() {
            ended.incrementAndGet();
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        stream.close();
    }

    private Peer join() throws Exception {
        Peer peer = new Peer(Integer.MAX_VALUE);
        Reader reader = stream.admit();
        assertNotNull(reader);
        reader.connect(peer.context());
        return peer;
    }

    private static void await(Peer peer, String text) {
        Awaitility.await(text).until(() -> peer.text.toString().contains(text));
    }

    private void awaitIdle() {
        Awaitility.await("the turn has ended").until(() -> numbers.begun.get() == numbers.ended.get());
    }

    @Test
    void samplesOnceForAllReaders() throws Exception {
        Peer first = join();
        await(first, "event: sample\ndata: {\"number\":1}\n\n");
        Peer second = join();
        await(second, "event: history\ndata: {\"before\":\"you\"}\n\nevent: sample\n");
        int seen = numbers.samples.get() + 3;
        await(first, "{\"number\":" + seen + "}");
        await(second, "{\"number\":" + seen + "}");
        assertEquals(1, numbers.begun.get());
    }

    @Test
    void restsWhileNobodyReads() throws Exception {
        assertEquals(0, numbers.begun.get());
        for (int turn = 1; turn <= 20; turn++) {
            Peer peer = join();
            await(peer, "event: sample");
            peer.gone = true;
            awaitIdle();
            assertEquals(0, stream.readers());
        }
    }

    @Test
    void admitsNoMoreThanItSays() throws Exception {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < Stream.READERS; i++) {
            peers.add(join());
        }
        assertNull(stream.admit());
        peers.getFirst().gone = true;
        Awaitility.await("there is room").until(() -> stream.readers() < Stream.READERS);
        join();
    }

    @Test
    void oneThatWasNeverConnectedMakesRoom() {
        Reader reader = stream.admit();
        stream.remove(reader);
        assertEquals(0, stream.readers());
        awaitIdle();
    }

    @Test
    void whatTheSourceThrowsSendsAllAwayAndTheNextIsServed() throws Exception {
        Peer peer = join();
        await(peer, "event: sample");
        numbers.broken = true;
        Awaitility.await("it is sent away").until(peer::isCompleted);
        Awaitility.await("it is told").until(() -> failure.get() != null);
        assertEquals("no more numbers", failure.get().getMessage());
        numbers.broken = false;
        Awaitility.await("the thread has ended").until(() -> numbers.begun.get() == numbers.ended.get());
        await(join(), "event: sample");
    }

    @Test
    void closingSendsAllAwayAndAdmitsNobody() throws Exception {
        Peer peer = join();
        await(peer, "event: sample");
        stream.close();
        assertTrue(peer.isCompleted());
        assertEquals(numbers.begun.get(), numbers.ended.get());
        assertNull(stream.admit());
    }
}

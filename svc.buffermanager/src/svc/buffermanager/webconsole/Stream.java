// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sends the same to all readers, once in each interval. One virtual thread samples and sends for all of them; it exists while
 * there is a reader.
 */
final class Stream {

    /** How many readers there are at most. */
    static final int READERS = 100;

    private static final Duration STOPPING = Duration.ofSeconds(2);

    private final Source source;
    private final Duration interval;
    private final Consumer<Exception> failed;
    /** This and what follows is guarded by this. */
    private final Set<Reader> readers = new HashSet<>();
    private Thread sampler;
    private byte[] latest;
    private boolean closed;

    /**
     * Makes a stream without readers.
     *
     * @param source what to send
     * @param interval how often
     * @param failed is told why all readers were sent away: the source has thrown
     */
    Stream(Source source, Duration interval, Consumer<Exception> failed) {
        this.source = source;
        this.interval = interval;
        this.failed = failed;
    }

    /** {@return a new reader without a connection yet; null if there are too many, or the stream has been closed} */
    synchronized Reader admit() {
        if (closed || readers.size() >= READERS) {
            return null;
        }
        Reader reader = new Reader(this::remove);
        readers.add(reader);
        if (latest != null) {
            // For the first there is nothing yet; he gets the first sample.
            reader.send(frame("history", source.history()));
            reader.send(latest);
        }
        if (sampler == null) {
            sampler = Thread.ofVirtual().name("buffers page").start(this::run);
        }
        return reader;
    }

    /** Lets go of a reader whose connection has ended, or was never made. */
    synchronized void remove(Reader reader) {
        if (readers.remove(reader) && readers.isEmpty()) {
            notifyAll();
        }
    }

    /** {@return how many readers there are, those included whose connections are still ending} */
    synchronized int readers() {
        return readers.size();
    }

    /** Sends all readers away and ends the thread. */
    void close() throws InterruptedException {
        Thread ending;
        synchronized (this) {
            closed = true;
            ending = sampler;
            notifyAll();
        }
        sendAway();
        if (ending != null) {
            ending.interrupt();
            ending.join(STOPPING);
        }
    }

    private void run() {
        try {
            do {
                turn();
            } while (isStillWanted());
        } catch (InterruptedException e) {
            // It was closed, and that has sent the readers away.
            return;
        } catch (RuntimeException e) {
            fail();
            failed.accept(e);
        }
    }

    /** Samples and sends while there are readers. */
    private void turn() throws InterruptedException {
        source.begin();
        try {
            do {
                byte[] frame = frame("sample", source.sample());
                for (Reader reader : keep(frame)) {
                    reader.send(frame);
                }
            } while (awaitNext());
        } finally {
            source.end();
        }
    }

    /** {@return whether somebody has come while the source was ending} If not, the thread is forgotten. */
    private synchronized boolean isStillWanted() {
        if (!readers.isEmpty() && !closed) {
            return true;
        }
        sampler = null;
        return false;
    }

    /** Keeps a frame for who comes. {@return who is there} */
    private synchronized List<Reader> keep(byte[] frame) {
        latest = frame;
        return List.copyOf(readers);
    }

    /** Waits for the interval's end. {@return whether there is a reader then} */
    private synchronized boolean awaitNext() throws InterruptedException {
        long end = System.nanoTime() + interval.toNanos();
        for (long left = interval.toNanos(); left > 0 && !readers.isEmpty() && !closed; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        if (readers.isEmpty() || closed) {
            latest = null;
            return false;
        }
        return true;
    }

    /** Sends all away, who come again after a while: then a new thread tries its luck. */
    private void fail() {
        synchronized (this) {
            latest = null;
            sampler = null;
        }
        sendAway();
    }

    private void sendAway() {
        List<Reader> all;
        synchronized (this) {
            all = List.copyOf(readers);
        }
        all.forEach(Reader::close);
    }

    private static byte[] frame(String event, JsonObject data) {
        return ("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }
}

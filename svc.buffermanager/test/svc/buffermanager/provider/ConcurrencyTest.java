// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;

/**
 * Many threads on one manager. What the memory holds is the witness: each holder stamps its buffer, and no stamp may change while
 * it is held.
 */
@Timeout(60)
class ConcurrencyTest {

    static final int ROUNDS = 100_000;

    interface Body {
        void run(int thread) throws Exception;
    }

    /** {@return the pool that is tested, with these bins} */
    PoolSpec spec(String... bins) {
        return ManagerFixture.spec(32, 64, bins);
    }

    private ManagerFixture with(String... bins) {
        ManagerFixture fixture = new ManagerFixture();
        fixture.publish(spec(bins));
        return fixture;
    }

    static void onThreads(int count, boolean virtual, Body body) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add((virtual ? Thread.ofVirtual() : Thread.ofPlatform()).start(() -> {
                try {
                    body.run(number);
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertNull(failure.get(), () -> "a thread failed: " + failure.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noBufferIsHeldTwice(boolean virtual) throws InterruptedException {
        try (ManagerFixture fixture = with("64x5", "128x3")) {
            onThreads(8, virtual, thread -> {
                SplittableRandom random = new SplittableRandom(thread);
                for (int i = 0; i < ROUNDS; i++) {
                    try (Buffer buffer = fixture.manager.allocate(8 + random.nextInt(120))) {
                        if (buffer.isValid()) {
                            long stamp = (long) thread << 32 | i;
                            buffer.segment().set(JAVA_LONG, 0, stamp);
                            if ((i & 63) == 0) {
                                Thread.yield();
                            }
                            assertEquals(stamp, buffer.segment().get(JAVA_LONG, 0));
                        }
                    }
                }
            });
            assertEquals(0, fixture.manager.snapshot().currBuffs);
            assertEquals(8, fixture.take(9, 1).stream().filter(Buffer::isValid).count(), "none is lost, none is made");
        }
    }

    @Test
    void noneFreeIsNeverSaidWhileOneIs() throws InterruptedException {
        int threads = 4;
        try (ManagerFixture fixture = with("64x" + threads)) {
            onThreads(threads, false, thread -> {
                for (int i = 0; i < ROUNDS; i++) {
                    Buffer buffer = fixture.manager.allocate(64);
                    assertEquals(true, buffer.isValid(), "each of " + threads + " threads holds one of " + threads + " at most");
                    buffer.close();
                }
            });
        }
    }

    @Test
    void whatAHolderWroteIsSeenByTheNextOnAnotherThread() throws InterruptedException {
        try (ManagerFixture fixture = with("64x1")) {
            Buffer first = fixture.manager.allocate(64);
            first.segment().set(JAVA_LONG, 0, 0);
            first.close();
            AtomicInteger turns = new AtomicInteger();
            onThreads(4, false, thread -> {
                while (turns.get() < ROUNDS) {
                    try (Buffer buffer = fixture.manager.allocate(64)) {
                        if (buffer.isValid()) {
                            long count = buffer.segment().get(JAVA_LONG, 0);
                            assertEquals(turns.get(), count);
                            buffer.segment().set(JAVA_LONG, 0, count + 1);
                            turns.incrementAndGet();
                        }
                    }
                }
            });
        }
    }

    @Test
    void oneOfTwoThreadsThatGiveTheSameBufferBackSucceeds() throws InterruptedException {
        try (ManagerFixture fixture = with("64x2")) {
            for (int i = 0; i < 2_000; i++) {
                Buffer buffer = fixture.manager.allocate(64);
                CountDownLatch start = new CountDownLatch(1);
                AtomicInteger refused = new AtomicInteger();
                Thread other = Thread.ofPlatform().start(() -> giveBack(buffer, start, refused));
                start.countDown();
                giveBack(buffer, start, refused);
                other.join();
                assertEquals(1, refused.get());
            }
            assertEquals(0, fixture.manager.snapshot().currBuffs);
            assertEquals(2_000, fixture.manager.snapshot().misuses);
        }
    }

    private static void giveBack(Buffer buffer, CountDownLatch start, AtomicInteger refused) {
        try {
            start.await();
            buffer.close();
        } catch (BufferMisuseException e) {
            refused.incrementAndGet();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void buffersMayBeGivenBackByAnotherThreadThanTookThem() throws InterruptedException {
        try (ManagerFixture fixture = with("64x16")) {
            BlockingQueue<Buffer> queue = new ArrayBlockingQueue<>(16);
            onThreads(2, false, thread -> {
                for (int i = 0; i < ROUNDS;) {
                    if (thread == 0) {
                        Buffer buffer = fixture.manager.allocate(64);
                        if (buffer.isValid()) {
                            buffer.segment().set(JAVA_LONG, 0, i++);
                            queue.put(buffer);
                        } else {
                            Thread.yield();
                        }
                    } else {
                        try (Buffer buffer = queue.take()) {
                            assertEquals(i++, buffer.segment().get(JAVA_LONG, 0));
                        }
                    }
                }
            });
            assertEquals(0, fixture.manager.snapshot().currBuffs);
        }
    }

    @Test
    void swapsUnderLoadFailNoCallAndLoseNothing() throws InterruptedException {
        ManagerFixture fixture = with("64x64");
        AtomicInteger running = new AtomicInteger(4);
        onThreads(5, false, thread -> {
            if (thread == 4) {
                while (running.get() > 0) {
                    fixture.publish(spec("64x64"));
                    fixture.manager.retired.all().stream().filter(Pool::isDrained).forEach(fixture.manager.retired::end);
                }
                return;
            }
            try {
                for (int i = 0; i < ROUNDS; i++) {
                    try (Buffer buffer = fixture.manager.allocate(64)) {
                        assertEquals(true, buffer.isValid(), "64 are enough for 4 threads in any pool");
                        buffer.segment().set(JAVA_LONG, 0, i);
                    }
                }
            } finally {
                running.decrementAndGet();
            }
        });
        assertEquals(0, fixture.manager.snapshot().currBuffs);
        assertEquals(0, fixture.manager.snapshot().expired);
        fixture.close();
        assertEquals(0, fixture.allocator.outstanding.size());
    }
}

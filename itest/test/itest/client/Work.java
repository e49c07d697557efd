// SPDX-License-Identifier: Apache-2.0
package itest.client;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.buffer.BufferSend;

/**
 * A component whose ports are static and mandatory: any change of them has it made anew. On four threads it takes, stamps,
 * verifies and gives back buffers. It notes its own life, and all that goes wrong, in a list that outlives it.
 */
public final class Work implements Supplier<List<String>>, LongSupplier {

    private static final int THREADS = 4;
    private static final int SIZE = 256;
    private static final List<String> NOTES = new CopyOnWriteArrayList<>();

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLongArray rounds = new AtomicLongArray(THREADS);
    private volatile boolean stopped;
    private BufferGet get;
    private BufferSend send;

    void activate() {
        NOTES.add("activated");
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().name("itest work " + i).start(() -> run(number)));
        }
    }

    void deactivate() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        NOTES.add("deactivated");
    }

    private void run(int number) {
        try {
            while (!stopped) {
                round(number * 1_000_000_007L + rounds.get(number));
                rounds.incrementAndGet(number);
            }
        } catch (Throwable e) {
            NOTES.add("failed: " + e);
        }
    }

    private void round(long stamp) {
        Buffer buffer = get.allocate(SIZE);
        if (!buffer.isValid()) {
            throw new AssertionError("there was no buffer");
        }
        buffer.segment().set(ValueLayout.JAVA_LONG, 0, stamp);
        buffer.byteBuffer().putLong(SIZE - Long.BYTES, ~stamp);
        Thread.yield();
        if (buffer.segment().get(ValueLayout.JAVA_LONG, 0) != stamp || buffer.byteBuffer().getLong(SIZE - Long.BYTES) != ~stamp) {
            throw new AssertionError("bytes of " + buffer + " are not what was written");
        }
        send.deallocate(buffer);
    }

    /** {@return what was noted so far, of all components of this class; it goes on to grow} */
    @Override
    public List<String> get() {
        return NOTES;
    }

    /** {@return how many buffers the slowest thread has given back} */
    @Override
    public long getAsLong() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < THREADS; i++) {
            least = Math.min(least, rounds.get(i));
        }
        return least;
    }
}

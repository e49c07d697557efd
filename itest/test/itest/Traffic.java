// SPDX-License-Identifier: Apache-2.0
package itest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;

/** Threads that take, write, verify and give back buffers until it is closed. Whatever goes wrong on one of them is a failure. */
final class Traffic implements AutoCloseable {

    private final BufferGet manager;
    private final int size;
    private final AtomicLongArray returned;
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** Starts it. */
    Traffic(BufferGet manager, int size, int threadCount) {
        this.manager = manager;
        this.size = size;
        returned = new AtomicLongArray(threadCount);
        for (int i = 0; i < threadCount; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().name("itest traffic " + i).start(() -> run(number)));
        }
    }

    private void run(int number) {
        try {
            while (!stopped) {
                useOne(number, returned.get(number));
                returned.incrementAndGet(number);
            }
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private void useOne(int number, long round) {
        long seed = round * threads.size() + number;
        Buffer buffer = manager.allocate(size);
        if (!buffer.isValid()) {
            throw new AssertionError("thread " + number + " got an invalid buffer in round " + round);
        }
        Use.write(buffer, seed);
        Thread.yield();
        Use.verify(buffer, seed);
        buffer.close();
    }

    /** Waits until each thread has returned a buffer that it took after this call. */
    void awaitProgress() {
        for (int i = 0; i < returned.length(); i++) {
            int number = i;
            // The buffer that is out at this moment may have been taken before.
            long goal = returned.get(number) + 2;
            Awaiting.that("thread " + number + " of the traffic goes on")
                .until(() -> returned.get(number) >= goal || !failures.isEmpty());
        }
        failIfFailed();
    }

    /** Stops the threads. Fails if anything has failed on one of them. */
    @Override
    public void close() {
        stopped = true;
        Awaiting.that("the traffic has stopped").until(() -> threads.stream().noneMatch(Thread::isAlive));
        failIfFailed();
    }

    private void failIfFailed() {
        if (!failures.isEmpty()) {
            Throwable first = failures.get(0);
            AssertionError failure = new AssertionError(failures.size() + " threads failed, the first with " + first, first);
            failures.stream().skip(1).forEach(failure::addSuppressed);
            throw failure;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the clock, in a thread that does nothing else: if that is late, all threads of this JVM are, or the whole machine. So
 * time-outs that end meanwhile say nothing of who had to keep them.
 */
final class Standstills implements AutoCloseable {

    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();
    /** From here on each is told on its own. */
    private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();

    private final Runnable look;
    private final long start = System.nanoTime();
    private final List<String> longOnes = new CopyOnWriteArrayList<>();
    private final Thread thread;
    /** Written by the thread alone. */
    private volatile long longest;
    private volatile boolean over;

    /**
     * Begins to look.
     *
     * @param look what else is to be done at each look, every 10 ms or so
     */
    Standstills(Runnable look) {
        this.look = look;
        thread = Thread.ofPlatform().daemon().name("who looks at the clock").start(this::run);
    }

    private void run() {
        long before = System.nanoTime();
        while (!over) {
            LockSupport.parkNanos(PAUSE_NANOS);
            long now = System.nanoTime();
            note(now - before, before - start);
            look.run();
            before = System.nanoTime();
        }
    }

    private void note(long nanos, long since) {
        longest = Math.max(longest, nanos);
        if (nanos >= LONG_NANOS) {
            longOnes.add("after %.1f s for %.1f s".formatted(since / 1e9, nanos / 1e9));
        }
    }

    /** {@return the longest time from one look to the next, in milliseconds} */
    long longestMillis() {
        return Duration.ofNanos(longest).toMillis();
    }

    /** {@return for people: when there was one of a second or more, and how long it was} */
    List<String> longOnes() {
        return longOnes;
    }

    /** Looks no more: the thread ends soon. */
    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
    }
}

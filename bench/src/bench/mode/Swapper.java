// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.osgi.framework.Constants;

import bench.pool.Bin;
import bench.pool.Container;
import bench.pool.Demand;
import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;

/**
 * Has a manager swap its pool in the ways that an operator has: other bins, a better allocator that comes, the bins of before,
 * the better allocator goes. A swap begins 20 ms after the one before, or when that one is done if it takes longer.
 */
final class Swapper {

    private static final String ALLOCATOR = "fw.memory.malloc";
    private static final String BETTER = "better";
    private static final List<Bin> OTHER_BINS = List.of(new Bin(256, 512), new Bin(2048, 256), new Bin(8192, 64));
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Container container;
    private final BufferManager manager;
    private final Thread thread = BenchmarkThreads.make(this::swap, "swapper");
    private volatile boolean ended;
    private volatile Throwable failure;

    /** Makes the manager and an allocator, and swaps nothing yet. */
    Swapper(Container container) {
        this.container = container;
        thread.setUncaughtExceptionHandler((_, e) -> failure = e);
        // As soon as there is a factory configuration, there is no allocator any more that has none.
        container.configure(ALLOCATOR, "present", allocator("present", 100));
        manager = container.configure(Demand.THREE_BINS, Map.of());
    }

    BufferManager manager() {
        return manager;
    }

    void start() {
        thread.start();
    }

    /** Returns when no swap is on its way. There has been one at least, or this throws. */
    void stop() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("the pool was not swapped as it should have been", failure);
        }
    }

    private void swap() {
        List<Runnable> ways = List.of(() -> container.configure(OTHER_BINS, Map.of()),
            () -> container.configure(ALLOCATOR, BETTER, allocator(BETTER, 200)),
            () -> container.configure(Demand.THREE_BINS, Map.of()),
            () -> container.delete(ALLOCATOR, BETTER));
        int next = 0;
        do {
            long start = System.nanoTime();
            long before = manager.snapshot().swaps;
            ways.get(next).run();
            next = (next + 1) % ways.size();
            while (manager.snapshot().swaps == before) {
                if (System.nanoTime() - start > TIMEOUT_NANOS) {
                    throw new IllegalStateException("swap " + (before + 1) + " has not come in "
                        + TimeUnit.NANOSECONDS.toSeconds(TIMEOUT_NANOS) + " s");
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            LockSupport.parkNanos(PERIOD_NANOS - (System.nanoTime() - start));
        } while (!ended);
    }

    private static Dictionary<String, Object> allocator(String name, int ranking) {
        return new Hashtable<>(Map.of(MemAllocator.NAME, name, Constants.SERVICE_RANKING, ranking));
    }
}

// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

import bench.pool.Demand;

/**
 * 64 virtual threads are started; each takes a buffer of 1 KiB and gives it back a thousand times, and one time in sixteen lets
 * others run while it holds it. The time is that of the whole for one buffer, and has in it what the threads themselves cost.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VirtualThreads extends PoolUnderTest {

    private static final int SIZE = 1024;
    private static final int THREADS = 64;
    private static final int TIMES = 1000;
    private static final int YIELD_MASK = 15;

    @Override
    Demand demand() {
        return Demand.of(SIZE);
    }

    /** Starts them and waits for their end. */
    @Benchmark
    @OperationsPerInvocation(THREADS * TIMES)
    public void virtualThreads() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> ends = new ArrayList<>(THREADS);
            for (int i = 0; i < THREADS; i++) {
                ends.add(threads.submit(this::takeAndGive));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    private void takeAndGive() {
        for (int i = 0; i < TIMES; i++) {
            Object buffer = buffers.take(SIZE);
            if ((i & YIELD_MASK) == 0) {
                Thread.yield();
            }
            buffers.give(buffer);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;

import bench.pool.Demand;

/** A thread takes a buffer of 1 KiB and gives it back. The time is that of a thread, for both together. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TakeGive extends PoolUnderTest {

    private static final int SIZE = 1024;

    @Override
    Demand demand() {
        return Demand.of(SIZE);
    }

    /** One thread. */
    @Benchmark
    @Threads(1)
    public void oneThread() {
        buffers.give(buffers.take(SIZE));
    }

    /** Two threads. */
    @Benchmark
    @Threads(2)
    public void twoThreads() {
        buffers.give(buffers.take(SIZE));
    }

    /** Eight threads. */
    @Benchmark
    @Threads(8)
    public void eightThreads() {
        buffers.give(buffers.take(SIZE));
    }
}

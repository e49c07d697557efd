// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

import bench.pool.Bin;
import bench.pool.Demand;

/**
 * One thread takes eight buffers of 1 KiB and gives them back, at pools of different size that have all been taken once. The time
 * is that for one buffer.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolSize extends PoolUnderTest {

    private static final int SIZE = 1024;
    private static final int WORKING_SET = 8;

    /** How many buffers the pool has. */
    @Param("1000")
    public int count;

    private final Object[] held = new Object[WORKING_SET];

    @Override
    Demand demand() {
        return Demand.of(new Bin(SIZE, count));
    }

    @Override
    void prepare() {
        Object[] all = new Object[count];
        for (int i = 0; i < count; i++) {
            all[i] = buffers.take(SIZE);
        }
        for (Object buffer : all) {
            buffers.give(buffer);
        }
    }

    /** Takes and gives back. */
    @Benchmark
    @OperationsPerInvocation(WORKING_SET)
    public void takeGive() {
        for (int i = 0; i < WORKING_SET; i++) {
            held[i] = buffers.take(SIZE);
        }
        for (int i = 0; i < WORKING_SET; i++) {
            buffers.give(held[i]);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

import bench.pool.Demand;

/** A thread takes several buffers of 1 KiB and then gives them back in the same order. The time is that for one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Hold extends PoolUnderTest {

    private static final int SIZE = 1024;
    private static final int MANY = 64;
    private static final int SOME = 32;

    private final Object[] held = new Object[MANY];
    private Object[] bulk;

    @Override
    Demand demand() {
        return Demand.of(SIZE);
    }

    @Override
    void prepare() {
        bulk = buffers.array(SOME);
    }

    /** 64, one by one. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public void hold64() {
        hold(MANY);
    }

    /** 32, one by one. */
    @Benchmark
    @OperationsPerInvocation(SOME)
    public void oneByOne32() {
        hold(SOME);
    }

    /** 32, in one call where the pool has it. */
    @Benchmark
    @OperationsPerInvocation(SOME)
    public void bulk32() {
        buffers.takeAll(SIZE, bulk);
        buffers.giveAll(bulk);
    }

    private void hold(int count) {
        for (int i = 0; i < count; i++) {
            held[i] = buffers.take(SIZE);
        }
        for (int i = 0; i < count; i++) {
            buffers.give(held[i]);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

import bench.pool.Bin;
import bench.pool.Demand;

/** One thread, at a pool of 10,000 buffers of 1 KiB, of which a share is held, here and there. The time is for one buffer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NearlyFull extends PoolUnderTest {

    private static final Bin BIN = new Bin(1024, 10_000);
    private static final int BURST = 16;
    /** Coprime to every number that is held, so that a burst has no buffer twice. */
    private static final int STEP = 617;

    /** How many of 100 are held. */
    @Param("99")
    public int held;

    private final Random random = new Random(42);
    private Object[] taken;

    @Override
    Demand demand() {
        return Demand.of(BIN);
    }

    @Override
    void prepare() {
        Object[] all = new Object[BIN.count()];
        for (int i = 0; i < all.length; i++) {
            all[i] = buffers.take(BIN.size());
        }
        Collections.shuffle(Arrays.asList(all), random);
        taken = Arrays.copyOf(all, all.length / 100 * held);
        for (int i = taken.length; i < all.length; i++) {
            buffers.give(all[i]);
        }
    }

    @Override
    void cleanUp() {
        for (Object buffer : taken) {
            buffers.give(buffer);
        }
    }

    /** Takes one and gives it back. */
    @Benchmark
    public void takeGive() {
        buffers.give(buffers.take(BIN.size()));
    }

    /** Gives back some of those that are held, and takes as many others, so that what is free is never where it was. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void churn() {
        int start = random.nextInt(taken.length);
        for (int i = 0, at = start; i < BURST; i++, at = (at + STEP) % taken.length) {
            buffers.give(taken[at]);
        }
        for (int i = 0, at = start; i < BURST; i++, at = (at + STEP) % taken.length) {
            taken[at] = buffers.take(BIN.size());
        }
    }
}

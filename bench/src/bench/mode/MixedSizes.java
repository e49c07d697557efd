// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import bench.pool.Demand;

/** One thread takes a buffer and gives it back, each time of another size. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MixedSizes extends PoolUnderTest {

    @Override
    Demand demand() {
        return Demand.mixed();
    }

    /** Small, middle and large sizes, as many of each. */
    @Benchmark
    public void mixed(Mixed sizes) {
        buffers.give(buffers.take(sizes.next()));
    }

    /** Sizes of packets: 7 of 64 bytes, 4 of 594, 1 of 1518. */
    @Benchmark
    public void imix(Imix sizes) {
        buffers.give(buffers.take(sizes.next()));
    }

    /** A thread's sizes, which come round again before the processor has learnt them by heart. */
    abstract static class Sizes {

        private final int[] sizes = new int[12 * 1024];
        private int last = sizes.length;

        /** Fills it; the same in each run. */
        Sizes() {
            Random random = new Random(42);
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = size(random);
            }
        }

        abstract int size(Random random);

        final int next() {
            last = last == 0 ? sizes.length - 1 : last - 1;
            return sizes[last];
        }
    }

    /** Sizes of all bins. */
    @State(Scope.Thread)
    public static class Mixed extends Sizes {

        @Override
        int size(Random random) {
            return switch (random.nextInt(3)) {
                case 0 -> random.nextInt(1, 65);
                case 1 -> random.nextInt(65, 1025);
                default -> random.nextInt(1025, 16385);
            };
        }
    }

    /** Sizes of packets. */
    @State(Scope.Thread)
    public static class Imix extends Sizes {

        @Override
        int size(Random random) {
            int packet = random.nextInt(12);
            return packet < 7 ? 64 : packet < 11 ? 594 : 1518;
        }
    }
}

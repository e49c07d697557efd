// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.util.List;
import java.util.function.Function;

/**
 * What a developer makes of a pool that knows no sizes when he needs several: a pool for each.
 *
 * @param <B> what the pools hand out
 */
final class SizeClasses<B> implements BufferPool<B> {

    private final int[] sizes;
    private final List<OneSizePool<B>> pools;

    private SizeClasses(List<Bin> bins, Function<Bin, OneSizePool<B>> maker) {
        sizes = bins.stream().mapToInt(Bin::size).toArray();
        pools = bins.stream().map(maker).toList();
    }

    /** {@return one pool where one size is enough, else one for each bin} */
    static <B> BufferPool<B> of(Demand demand, Function<Bin, OneSizePool<B>> maker) {
        return demand.size() > 0 ? maker.apply(demand.bin()) : new SizeClasses<>(demand.bins(), maker);
    }

    private OneSizePool<B> pool(int size) {
        for (int i = 0; i < sizes.length; i++) {
            if (size <= sizes[i]) {
                return pools.get(i);
            }
        }
        throw BufferPool.exhausted(size);
    }

    @Override
    public B take(int size) {
        return pool(size).take(size);
    }

    @Override
    public void give(B buffer) {
        pool(pools.getFirst().capacity(buffer)).give(buffer);
    }

    @Override
    public void close() {
        pools.forEach(BufferPool::close);
    }
}

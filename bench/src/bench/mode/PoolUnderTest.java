// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import bench.pool.BufferPool;
import bench.pool.Contender;
import bench.pool.Demand;

/** What all benchmarks of pools share: a pool, made before and ended afterwards. */
@State(Scope.Benchmark)
public abstract class PoolUnderTest {

    /** The label of a {@link Contender}. */
    @Param("buffermanager")
    public String pool;

    BufferPool<Object> buffers;

    /** {@return what the benchmark asks of the pool} */
    abstract Demand demand();

    /** Is called when the pool is there. */
    void prepare() {
    }

    /** Gives all buffers back that are still held. */
    void cleanUp() {
    }

    /** Makes the pool. */
    @Setup
    public final void open() {
        buffers = Contender.of(pool).open(demand());
        prepare();
    }

    /** Ends the pool. */
    @TearDown
    public final void close() {
        cleanUp();
        buffers.close();
    }
}

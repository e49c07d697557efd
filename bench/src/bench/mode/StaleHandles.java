// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Threads;

import bench.pool.Demand;
import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;
import svc.buffermanager.Handles;

/** What it costs to catch stale handles, by each of {@link Handles}: 1 KiB taken and given back. The time is for one buffer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StaleHandles extends PoolUnderTest {

    private static final int SIZE = 1024;
    private static final int MANY = 64;

    /** The name of one of {@link Handles}. */
    @Param("REUSED")
    public String handles;

    private final Object[] held = new Object[MANY];
    private long stamp;

    @Override
    Demand demand() {
        return Demand.of(SIZE).with(BufferManager.HANDLES, handles);
    }

    /** Taken and given back by one thread. */
    @Benchmark
    public void oneThread() {
        buffers.give(buffers.take(SIZE));
    }

    /** The same by two. The time is that of a thread. */
    @Benchmark
    @Threads(2)
    public void twoThreads() {
        buffers.give(buffers.take(SIZE));
    }

    /** 64 taken, then given back in the same order. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public void hold64() {
        for (int i = 0; i < MANY; i++) {
            held[i] = buffers.take(SIZE);
        }
        for (int i = 0; i < MANY; i++) {
            buffers.give(held[i]);
        }
    }

    /** Taken, written to, and given back. */
    @Benchmark
    public void use() {
        Buffer buffer = (Buffer) buffers.take(SIZE);
        buffer.segment().set(ValueLayout.JAVA_LONG, 0, stamp++);
        buffers.give(buffer);
    }
}

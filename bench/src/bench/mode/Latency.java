// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import bench.pool.Demand;

/**
 * How long one take of 1 KiB lasts, on one thread, while another takes and gives back at the same pool as fast as it can, and
 * makes garbage: so much a second, however fast the pool is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Latency extends PoolUnderTest {

    private static final int SIZE = 1024;
    private static final int HELD_BESIDE = 16;
    /** A thing of garbage, every 4 µs: 1 GB a second. */
    private static final int GARBAGE_BYTES = 4096;
    private static final int GARBAGE_NANOS = 4000;
    /** What the garbage collector has to keep for a while: 40 MB. */
    private static final int KEPT = 10_000;

    private Thread beside;
    private volatile boolean ended;
    private volatile Throwable failure;
    private Object taken;

    @Override
    Demand demand() {
        return Demand.of(SIZE);
    }

    @Override
    void prepare() {
        beside = BenchmarkThreads.make(this::load, "beside");
        beside.setUncaughtExceptionHandler((_, e) -> failure = e);
        beside.start();
    }

    @Override
    void cleanUp() {
        ended = true;
        try {
            beside.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("there was not all the load", failure);
        }
    }

    private void load() {
        Object[] held = new Object[HELD_BESIDE];
        byte[][] kept = new byte[KEPT][];
        int next = 0;
        long due = System.nanoTime();
        while (!ended) {
            for (int i = 0; i < held.length; i++) {
                held[i] = buffers.take(SIZE);
            }
            for (Object buffer : held) {
                buffers.give(buffer);
            }
            for (long now = System.nanoTime(); due - now <= 0; due += GARBAGE_NANOS) {
                kept[next] = new byte[GARBAGE_BYTES];
                next = (next + 1) % KEPT;
            }
        }
    }

    /** Takes one. */
    @Benchmark
    public void take() {
        taken = buffers.take(SIZE);
    }

    /** Gives it back, which is not measured. */
    @TearDown(Level.Invocation)
    public void giveBack() {
        buffers.give(taken);
    }
}

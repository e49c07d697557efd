// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import bench.pool.Container;
import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;

/**
 * How long one take of 1 KiB lasts, or one give, on one thread, while the manager's pool is swapped again and again, or isn't.
 * <p>
 * There is a pause before each call, long enough that JMH keeps the time of every call and drops none: a swap that would hold up
 * a call for longer than the pause can't be missed. And so the calls that meet a new pool first, or a retired one, are not one in
 * a million: at a swap every 20 ms, they are one in 330.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Swap {

    private static final int SIZE = 1024;
    /** JMH keeps 20 times for each millisecond, and would drop half of them if there were more. */
    private static final long PAUSE_NANOS = 60_000;

    /** Whether the pool is swapped. */
    @Param("true")
    public boolean swapped;

    private Container container;
    private Swapper swapper;
    private BufferManager manager;

    /** Makes the pool, and has it swapped from now on. */
    @Setup
    public void start() {
        container = new Container();
        swapper = new Swapper(container);
        manager = swapper.manager();
        if (swapped) {
            swapper.start();
        }
    }

    /** Ends both. */
    @TearDown
    public void stop() {
        if (swapped) {
            swapper.stop();
        }
        container.close();
    }

    /** Takes one. */
    @Benchmark
    public void take(Taken taken, Counted counted) {
        taken.buffer = take();
    }

    /** Gives it back: most often to the pool of the moment, which may have been swapped since. */
    @Benchmark
    public void give(Held held, Counted counted) {
        manager.deallocate(held.buffer);
    }

    private Buffer take() {
        Buffer buffer = manager.allocate(SIZE);
        if (!buffer.isValid()) {
            throw new IllegalStateException("no buffer is free, of which only one is held");
        }
        return buffer;
    }

    /** Leaves the other core to whoever swaps, and keeps this one. */
    private static void pause() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PAUSE_NANOS) {
            Thread.onSpinWait();
        }
    }

    /** The buffer that is taken; what is around that is not measured. */
    @State(Scope.Thread)
    public static class Taken {

        private Buffer buffer;

        /** Waits. */
        @Setup(Level.Invocation)
        public void await() {
            pause();
        }

        /** Gives it back. */
        @TearDown(Level.Invocation)
        public void giveBack(Swap swap) {
            swap.manager.deallocate(buffer);
        }
    }

    /** The buffer that is given back; what is before that is not measured. */
    @State(Scope.Thread)
    public static class Held {

        private Buffer buffer;

        /** Takes it, and holds it for a while. */
        @Setup(Level.Invocation)
        public void hold(Swap swap) {
            buffer = swap.take();
            pause();
        }
    }

    /** What is counted besides the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Counted {

        private long before;

        /** How often the pool was swapped, by the manager's own count. */
        public long swaps;

        /** Looks at the count before. */
        @Setup(Level.Iteration)
        public void before(Swap swap) {
            before = swap.manager.snapshot().swaps;
        }

        /** Looks at the count afterwards. */
        @TearDown(Level.Iteration)
        public void after(Swap swap) {
            swaps = swap.manager.snapshot().swaps - before;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jctools.queues.SpscArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Control;
import org.openjdk.jmh.infra.ThreadParams;

import bench.pool.Demand;

/**
 * One thread, or four, take buffers of 1 KiB and hand them to another, which gives them back. Each taker has a queue of its own
 * to the giver, so that what is measured is the pool, and not a fight over the queue.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandOver extends PoolUnderTest {

    private static final int SIZE = 1024;
    private static final int TAKERS = 4;
    private static final int SPINS = 100;
    /** What is in the queues is at most half of the bin. */
    private static final int QUEUED = 128;

    private final SpscArrayQueue<Object> single = new SpscArrayQueue<>(QUEUED);
    private final SpscArrayQueue<Object>[] queues = queues();
    private int next;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static SpscArrayQueue<Object>[] queues() {
        return Stream.generate(() -> new SpscArrayQueue<Object>(QUEUED / TAKERS)).limit(TAKERS).toArray(SpscArrayQueue[]::new);
    }

    @Override
    Demand demand() {
        return Demand.of(SIZE).byAnotherThread();
    }

    @Override
    void cleanUp() {
        single.drain(buffers::give);
        for (SpscArrayQueue<Object> queue : queues) {
            queue.drain(buffers::give);
        }
    }

    /** The only taker. */
    @Benchmark
    @Group("handOver")
    @GroupThreads(1)
    public void take(Control control) {
        put(single, control);
    }

    /** The giver to one taker. */
    @Benchmark
    @Group("handOver")
    @GroupThreads(1)
    public void give(Control control) {
        for (int spins = 0; !control.stopMeasurement; spins++) {
            Object buffer = single.poll();
            if (buffer != null) {
                buffers.give(buffer);
                return;
            }
            pause(spins);
        }
    }

    /** One of four takers. */
    @Benchmark
    @Group("fanIn")
    @GroupThreads(TAKERS)
    public void takeOneOfFour(Control control, ThreadParams thread) {
        put(queues[thread.getSubgroupThreadIndex()], control);
    }

    /** The giver to four takers, who goes round. */
    @Benchmark
    @Group("fanIn")
    @GroupThreads(1)
    public void giveForFour(Control control) {
        for (int spins = 0; !control.stopMeasurement; spins++) {
            Object buffer = queues[next].poll();
            next = (next + 1) % TAKERS;
            if (buffer != null) {
                buffers.give(buffer);
                return;
            }
            pause(spins);
        }
    }

    private void put(SpscArrayQueue<Object> queue, Control control) {
        Object buffer = buffers.take(SIZE);
        for (int spins = 0; !queue.offer(buffer); spins++) {
            if (control.stopMeasurement) {
                buffers.give(buffer);
                return;
            }
            pause(spins);
        }
    }

    /** Lets the other side go on, which may have no core. */
    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}

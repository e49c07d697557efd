// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import bench.pool.Bin;
import bench.pool.Container;
import svc.buffermanager.BufferManager;

/** From the configuration of a manager to its service, once in a JVM; and what its buffers take of the heap. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Activation {

    /** How many buffers of 1 KiB. */
    @Param("1000000")
    public int count;

    /** Whether all memory is touched. */
    @Param("false")
    public boolean prefault;

    private Container container;

    /** What is counted besides the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Heap {

        private long before;

        /** Bytes of heap that a buffer takes. */
        public double heapBytesPerBuffer;

        /** Looks at the heap before. */
        @Setup
        public void before() {
            before = used();
        }

        /** Looks at the heap afterwards. */
        @TearDown
        public void after(Activation activation) {
            heapBytesPerBuffer = (double) (used() - before) / activation.count;
        }

        private static long used() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }

    /** Starts the framework. */
    @Setup
    public void start() {
        container = new Container();
    }

    /** Stops it. */
    @TearDown
    public void stop() {
        container.close();
    }

    /** Configures the manager and waits for its service. */
    @Benchmark
    public Object activate(Heap heap) {
        return container.configure(List.of(new Bin(1024, count)), Map.of(BufferManager.PREFAULT, prefault));
    }
}

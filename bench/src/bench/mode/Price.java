// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Threads;

import bench.pool.Demand;
import svc.buffermanager.BufferManager;

/** What each of the manager's services costs that can be switched on: 1 KiB taken and given back. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Price extends PoolUnderTest {

    private static final int SIZE = 1024;

    /** What a manager can have switched on. */
    public enum Service {
        NOTHING("nothing", BufferManager.SPILL, -1),
        ACCOUNTING("accounting", BufferManager.ACCOUNTING, true),
        TRACKING_100("tracking 1 in 100", BufferManager.TRACKING, 100),
        TRACKING_ALL("tracking all", BufferManager.TRACKING, 1),
        HELD_LIMIT("held.limit 10 s", BufferManager.HELD_LIMIT, 10_000L),
        RECLAIM("reclaim", BufferManager.RECLAIM, true),
        QUOTAS("quotas", BufferManager.QUOTAS, new String[] {"*;buffers=200;bytes=1MiB"}),
        RESERVATION("a reservation", BufferManager.QUOTAS, new String[] {"com.acme.*;reserve=1024x10"}),
        WIPE("wipe", BufferManager.WIPE, true),
        GUARD("guard", BufferManager.GUARD, true);

        private final String label;
        private final String property;
        private final Object value;

        Service(String label, String property, Object value) {
            this.label = label;
            this.property = property;
            this.value = value;
        }

        /** {@return its name in tables} */
        public String label() {
            return label;
        }
    }

    /** The name of one of {@link Service}. */
    @Param("NOTHING")
    public String service;

    @Override
    Demand demand() {
        Service on = Service.valueOf(service);
        return Demand.of(SIZE).with(on.property, on.value);
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
}

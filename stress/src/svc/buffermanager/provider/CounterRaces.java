// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

import svc.buffermanager.BinDTO;

/** The telemetry is exact when all is quiet again. {@link TakeRaces.TwoUnopenedBuffers} has more of it. */
final class CounterRaces {

    private CounterRaces() {
    }

    /**
     * Guards the compare-and-set of {@code opened}, which is the high-water mark, and the states, which are the count of those
     * used.
     */
    @JCStressTest
    @Outcome(id = {"1, 1", "1, 2"}, expect = ACCEPTABLE, desc = "one is out; one was out before, or at the same time")
    @State
    public static class UsedAndHighWater extends Race {

        public UsedAndHighWater() {
            super(3);
        }

        @Actor
        public void takeAndKeep() {
            take();
        }

        @Actor
        public void takeAndGiveBack() {
            pool.giveBack(pool.take(SIZE));
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = pool.lent();
            r.r2 = pool.highWater();
        }
    }

    /** Guards the adders of {@link PooledBufferManager} and {@link Bin}: a count is not a look and then a change. */
    @JCStressTest
    @Outcome(id = "2, 2, 2", expect = ACCEPTABLE, desc = "both count")
    @State
    public static class Failures extends Race {

        public Failures() {
            super(1);
            take();
        }

        @Actor
        public void one() {
            manager.allocate(SIZE);
        }

        @Actor
        public void other() {
            manager.allocate(SIZE);
        }

        @Arbiter
        public void count(III_Result r) {
            BinDTO bin = pool.bins().getFirst();
            r.r1 = (int) manager.snapshot().noBuffs;
            r.r2 = (int) bin.spills;
            r.r3 = (int) bin.failures;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

import fw.buffer.Buffer;

/** Several buffers in one call, while another thread does the same. */
final class BulkRaces {

    private BulkRaces() {
    }

    private abstract static class TwoTakers extends Race {

        TwoTakers() {
            super(3);
        }

        final int takeTwo() {
            return pool.take(SIZE, new Buffer[2], 0, 2);
        }
    }

    /** Guards {@link Slot#change} from FREE to LENT in {@link Pool#take(int, Buffer[], int, int)}. */
    @JCStressTest
    @Outcome(id = {"2, 1, 3", "1, 2, 3"}, expect = ACCEPTABLE, desc = "each buffer is had once")
    @State
    public static class TakeFree extends TwoTakers {

        public TakeFree() {
            for (Slot slot : open(3)) {
                pool.giveBack(slot);
            }
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = takeTwo();
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = takeTwo();
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = pool.lent();
        }
    }

    /** As {@link TakeFree}, where all are opened first. */
    @JCStressTest
    @Outcome(id = {"2, 1, 3", "1, 2, 3"}, expect = ACCEPTABLE, desc = "each buffer is had once")
    @State
    public static class TakeUnopened extends TwoTakers {

        public TakeUnopened() {
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = takeTwo();
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = takeTwo();
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = pool.lent();
        }
    }

    /**
     * Guards {@link Slot#change} in {@link Pool#giveBack(Buffer[], int, int)} against the search that wants to watch the slots.
     */
    @JCStressTest
    @Outcome(id = {"0, 2, 2", "1, 1, 2", "2, 0, 2"}, expect = ACCEPTABLE, desc = "had at once, or found later")
    @State
    public static class ReturnAgainstTake extends Race {

        private final Slot[] slots = open(3);
        private final Slot[] two = {slots[1], slots[2]};

        public ReturnAgainstTake() {
            super(3);
            lendAgain(slots[2]);
            lendAgain(slots[0]);
        }

        @Actor
        public void giveBack() {
            manager.deallocate(two, 2);
        }

        @Actor
        public void take(III_Result r) {
            r.r1 = pool.take(SIZE, new Buffer[2], 0, 2);
        }

        @Arbiter
        public void takeTheRest(III_Result r) {
            r.r2 = takeAll();
            r.r3 = pool.lent() - 1;
        }
    }
}

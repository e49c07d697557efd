// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Several threads take at once: no buffer is held twice, and none is denied that is there. */
final class TakeRaces {

    private TakeRaces() {
    }

    /**
     * Guards {@link Slot#change} from FREE to LENT in {@link Pool#take(int)}: one compare-and-set, not a look and then a change.
     */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "one of the two has it")
    @State
    public static class OneFreeBuffer extends Race {

        public OneFreeBuffer() {
            super(1);
            pool.giveBack(open(1)[0]);
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = take();
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = take();
        }
    }

    /** Guards {@link Slot#change} from UNOPENED to WATCHED in {@link Bin#search}. */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "one of the two has it")
    @State
    public static class OneUnopenedBuffer extends Race {

        public OneUnopenedBuffer() {
            super(1);
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = take();
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = take();
        }
    }

    /**
     * Guards the compare-and-set of {@code opened} in {@link Bin#search}: a thread that comes late doesn't set it back. And
     * that who
     * loses a slot that both wanted to open goes on to the next.
     */
    @JCStressTest
    @Outcome(id = {"1, 2, 2, 2", "2, 1, 2, 2"}, expect = ACCEPTABLE, desc = "each has one; both count")
    @State
    public static class TwoUnopenedBuffers extends Race {

        public TwoUnopenedBuffers() {
            super(2);
        }

        @Actor
        public void one(IIII_Result r) {
            r.r1 = number(pool.take(SIZE));
        }

        @Actor
        public void other(IIII_Result r) {
            r.r2 = number(pool.take(SIZE));
        }

        @Arbiter
        public void count(IIII_Result r) {
            r.r3 = pool.lent();
            r.r4 = pool.highWater();
        }
    }

    /** As {@link OneFreeBuffer}, where the loser must go on and search. */
    @JCStressTest
    @Outcome(id = {"1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "each has one")
    @State
    public static class TwoFreeBuffers extends Race {

        public TwoFreeBuffers() {
            super(2);
            Slot[] slots = open(2);
            pool.giveBack(slots[1]);
            pool.giveBack(slots[0]);
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = number(pool.take(SIZE));
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = number(pool.take(SIZE));
        }
    }

    /** As {@link TwoUnopenedBuffers}, with a third thread that comes away with nothing. Needs three processors. */
    @JCStressTest
    @Outcome(id = {"0, 1, 2", "0, 2, 1", "1, 0, 2", "2, 0, 1", "1, 2, 0", "2, 1, 0"}, expect = ACCEPTABLE, desc = "two have one each")
    @State
    public static class ThreeForTwoBuffers extends Race {

        public ThreeForTwoBuffers() {
            super(2);
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = number(pool.take(SIZE));
        }

        @Actor
        public void another(III_Result r) {
            r.r2 = number(pool.take(SIZE));
        }

        @Actor
        public void third(III_Result r) {
            r.r3 = number(pool.take(SIZE));
        }
    }

    private static int number(Slot slot) {
        return slot == null ? 0 : slot.index + 1;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** At each moment at least one buffer is free: a thread that asks for one gets it. Which one is free changes meanwhile. */
final class ExhaustionRaces {

    private ExhaustionRaces() {
    }

    /** One slot is given back, and when that is done the other free one is taken. */
    private abstract static class FreeOneMoves extends Race {

        private Slot lent;
        private Slot free;

        FreeOneMoves(int count) {
            super(count);
        }

        FreeOneMoves(BinSpec... bins) {
            super(bins);
        }

        /** Slot 0 is lent and not watched. */
        final void start(Slot[] slots, int lentOne, int freeOne) {
            lent = slots[lentOne];
            free = slots[freeOne];
            pool.giveBack(free);
            lendAgain(slots[0]);
        }

        final void move() {
            pool.giveBack(lent);
            // As a thread whose hand is there takes it.
            free.change(Slot.FREE, Slot.LENT);
        }
    }

    /**
     * Guards the second look of {@link Bin#search}, at which a slot is had or watched: at the first, the free one has moved to
     * behind it.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "found")
    @State
    public static class WithinAGroup extends FreeOneMoves {

        public WithinAGroup() {
            super(3);
            Slot[] slots = open(3);
            lendAgain(slots[1]);
            start(slots, 1, 2);
        }

        @Actor
        public void moveIt() {
            move();
        }

        @Actor
        public void search(I_Result r) {
            r.r1 = take();
        }
    }

    /** As {@link WithinAGroup}, where the slot that is given back is watched. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "found")
    @State
    public static class WithinAGroupWatched extends FreeOneMoves {

        public WithinAGroupWatched() {
            super(3);
            start(open(3), 1, 2);
        }

        @Actor
        public void moveIt() {
            move();
        }

        @Actor
        public void search(I_Result r) {
            r.r1 = take();
        }
    }

    /**
     * Guards that {@link Bin#search} says none only after {@link FullGroups#wereAllFull}: when it has come to the second
     * group, the free
     * one has moved to the first.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "found")
    @State
    public static class FromTheSecondGroupToTheFirst extends FreeOneMoves {

        public FromTheSecondGroupToTheFirst() {
            super(34);
            start(open(34), 31, 33);
        }

        @Actor
        public void moveIt() {
            move();
        }

        @Actor
        public void search(I_Result r) {
            r.r1 = take();
        }
    }

    /** As {@link FromTheSecondGroupToTheFirst}; the slot that is given back is not watched. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "found")
    @State
    public static class FromTheSecondGroupToTheFirstUnwatched extends FreeOneMoves {

        public FromTheSecondGroupToTheFirstUnwatched() {
            super(34);
            Slot[] slots = open(34);
            lendAgain(slots[31]);
            start(slots, 31, 33);
        }

        @Actor
        public void moveIt() {
            move();
        }

        @Actor
        public void search(I_Result r) {
            r.r1 = take();
        }
    }

    /**
     * Guards the loop of {@link Pool#take(int)} over the bins: when the search has come to the second bin, the free one has
     * moved to the
     * first.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "found")
    @State
    public static class FromTheLargerBinToTheSmaller extends FreeOneMoves {

        public FromTheLargerBinToTheSmaller() {
            super(new BinSpec(SIZE, 2), new BinSpec(2 * SIZE, 2));
            start(open(4), 1, 3);
        }

        @Actor
        public void moveIt() {
            move();
        }

        @Actor
        public void search(I_Result r) {
            r.r1 = take();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A return while another thread searches: no buffer is left where no search finds it. */
final class StrandingRaces {

    private StrandingRaces() {
    }

    /**
     * Guards the counts: {@link Bin#takeFrom} takes marks away only if none was set, and notes a group as full only if none was
     * cleared, since the slots were looked at. And the compare-and-sets from LENT to FREE and from LENT to WATCHED, of which
     * one fails.
     */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "had at once, or found later")
    @State
    public static class ReturnAgainstSearch extends Race {

        private final Slot[] slots = open(2);

        public ReturnAgainstSearch() {
            super(2);
            lendAgain(slots[1]);
            lendAgain(slots[0]);
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slots[1]);
        }

        @Actor
        public void search(II_Result r) {
            r.r1 = take();
        }

        @Arbiter
        public void searchAgain(II_Result r) {
            r.r2 = take();
        }
    }

    /**
     * Guards {@link Bin#announce}, which marks a watched slot, and clears the note that its group is full. And that {@link
     * Bin#takeFrom} doesn't pass over a slot that is RETURNING, and marked, but takes it.
     */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "had at once, or found later")
    @State
    public static class WatchedReturnAgainstSearch extends Race {

        private final Slot[] slots = open(2);

        public WatchedReturnAgainstSearch() {
            super(2);
            lendAgain(slots[0]);
            searchInVain();
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slots[1]);
        }

        @Actor
        public void search(II_Result r) {
            r.r1 = take();
        }

        @Arbiter
        public void searchAgain(II_Result r) {
            r.r2 = take();
        }
    }

    /** As {@link WatchedReturnAgainstSearch}, with a neighbour in the same group that is returned at the same time. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are found")
    @State
    public static class TwoWatchedReturns extends Race {

        private final Slot[] slots = open(3);

        public TwoWatchedReturns() {
            super(3);
            lendAgain(slots[0]);
            searchInVain();
        }

        @Actor
        public void one() {
            pool.giveBack(slots[1]);
        }

        @Actor
        public void other() {
            pool.giveBack(slots[2]);
        }

        @Arbiter
        public void search(I_Result r) {
            r.r1 = takeAll();
        }
    }

    /**
     * Guards the order in {@link Pool#giveBack(Slot)}: the slot is marked before it is FREE. Else a third thread, which knows
     * the slot,
     * takes it and gives it back, unwatched now, and nobody else finds it while the mark isn't there.
     */
    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "not free yet")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "found")
    @State
    public static class MarkedBeforeItIsFree extends Race {

        private final Slot[] slots = open(2);

        public MarkedBeforeItIsFree() {
            super(2);
            lendAgain(slots[0]);
            searchInVain();
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slots[1]);
        }

        @Actor
        public void search(I_Result r) {
            boolean known = slots[1].change(Slot.FREE, Slot.LENT);
            // As a thread whose hand is there does it; this one's hand stays at slot 0.
            r.r1 = known && slots[1].change(Slot.LENT, Slot.FREE) ? take() : -1;
        }
    }

    /**
     * Guards that {@link Bin#takeFrom} takes a slot that is RETURNING as WATCHED. Else its new holder gives it back,
     * unwatched, and
     * nobody else finds it while the group is still noted as full.
     */
    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "still lent")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "found")
    @State
    public static class WatchedWhenTakenEarly extends Race {

        private final Slot[] slots = open(2);

        public WatchedWhenTakenEarly() {
            super(2);
            lendAgain(slots[0]);
            searchInVain();
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slots[1]);
        }

        @Actor
        public void search(I_Result r) {
            // As a search does it that came by before the group was noted as full.
            Slot taken = slots[1].bin.takeFrom(0, 0, false);
            if (taken == null) {
                r.r1 = -1;
            } else {
                pool.giveBack(taken);
                r.r1 = slots[0].bin.search(slots[0].index) == null ? 0 : 1; // This thread's hand knows where it is.
            }
        }
    }

    /**
     * Guards that {@link Bin#search} opens a slot as WATCHED: it has no mark, and its group may be noted as full, so its
     * first return
     * must see to both.
     */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "had at once, or found later")
    @State
    public static class FirstReturn extends Race {

        public FirstReturn() {
            super(2);
            lendAgain(open(1)[0]);
        }

        @Actor
        public void open() {
            Slot slot = pool.take(SIZE);
            if (slot != null) {
                pool.giveBack(slot);
            }
        }

        @Actor
        public void search(II_Result r) {
            r.r1 = take();
        }

        @Arbiter
        public void searchAgain(II_Result r) {
            r.r2 = take();
        }
    }

    /** Guards {@link Bin#openSpare}: a slot that is opened for others is there for them. */
    @JCStressTest
    @Outcome(id = {"1, 1", "0, 2"}, expect = ACCEPTABLE, desc = "had at once, or found later")
    @State
    public static class SpareAgainstSearch extends Race {

        private final Bin bin = open(1)[0].bin;

        public SpareAgainstSearch() {
            super(3);
        }

        @Actor
        public void open() {
            bin.openSpare();
        }

        @Actor
        public void search(II_Result r) {
            r.r1 = take();
        }

        @Arbiter
        public void searchAgain(II_Result r) {
            r.r2 = takeAll();
        }
    }
}

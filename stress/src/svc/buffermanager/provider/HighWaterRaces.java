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

/** The high-water mark begins anew while buffers are taken and given back: none is lost by that, and the mark is never too low. */
final class HighWaterRaces {

    private HighWaterRaces() {
    }

    /** Two slots that were both needed, so that neither is left as a spare. */
    private abstract static class Two extends Race {

        final Bin bin = pool.bins[0];
        final Slot[] slots = open(2);

        Two() {
            super(2);
        }

        final void giveAllBack() {
            pool.giveBack(slots[0]);
            pool.giveBack(slots[1]);
        }
    }

    /**
     * Guards that {@link ClosedSlots#close} says that it begins before it closes the first: else who takes finds nothing free, and
     * nothing closed either.
     */
    @JCStressTest
    @Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "both are had, and the mark says so")
    @State
    public static class ClearAgainstTakes extends Two {

        public ClearAgainstTakes() {
            giveAllBack();
        }

        @Actor
        public void clear() {
            bin.clearHighWater();
        }

        @Actor
        public void takeBoth(III_Result r) {
            r.r1 = take();
            r.r2 = take();
        }

        @Arbiter
        public void look(III_Result r) {
            r.r3 = bin.highWater();
        }
    }

    /** As {@link ClearAgainstTakes}, where all that was closed before has been opened again. */
    @JCStressTest
    @Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "both are had, and the mark says so")
    @State
    public static class SecondClearAgainstTakes extends Two {

        public SecondClearAgainstTakes() {
            giveAllBack();
            bin.clearHighWater();
            must(takeAll() == 2);
            giveAllBack();
        }

        @Actor
        public void clear() {
            bin.clearHighWater();
        }

        @Actor
        public void takeBoth(III_Result r) {
            r.r1 = take();
            r.r2 = take();
        }

        @Arbiter
        public void look(III_Result r) {
            r.r3 = bin.highWater();
        }
    }

    /** Guards the compare-and-sets to CLOSED and from FREE: a slot that comes home is had by one, closed or not. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "both are there, and the mark says so")
    @State
    public static class ClearAgainstReturns extends Two {

        public ClearAgainstReturns() {
            searchInVain();
        }

        @Actor
        public void clear() {
            bin.clearHighWater();
        }

        @Actor
        public void giveBack() {
            giveAllBack();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = takeAll();
            r.r2 = bin.highWater();
        }
    }

    /** As {@link ClearAgainstReturns}, of slots that nobody watches. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "both are there, and the mark says so")
    @State
    public static class ClearAgainstUnwatchedReturns extends Two {

        public ClearAgainstUnwatchedReturns() {
            lendAgain(slots[0]);
            lendAgain(slots[1]);
        }

        @Actor
        public void clear() {
            bin.clearHighWater();
        }

        @Actor
        public void giveBack() {
            giveAllBack();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = takeAll();
            r.r2 = bin.highWater();
        }
    }

    /** Guards the compare-and-set in {@link ClosedSlots#open}: who opens a slot has it alone. */
    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "one has it, and it counts once")
    @State
    public static class TwoWantTheLastThatIsClosed extends Two {

        public TwoWantTheLastThatIsClosed() {
            giveAllBack();
            bin.clearHighWater();
            must(take() == 1);
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = take();
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = take();
        }

        @Arbiter
        public void look(III_Result r) {
            r.r3 = bin.highWater() - 1;
        }
    }

    /**
     * Guards that {@link ClosedSlots#close} says that it has ended after it has closed the last, and that until then nobody notes
     * that there is none: else those that are closed after that look are never opened.
     */
    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "opened at once, or later; then there is none")
    @State
    public static class CloseAgainstOpen extends Two {

        private final ClosedSlots closed = new ClosedSlots(bin);

        public CloseAgainstOpen() {
            pool.giveBack(slots[0]);
        }

        @Actor
        public void close() {
            closed.close(0);
        }

        @Actor
        public void open(III_Result r) {
            r.r1 = closed.open() == null ? 0 : 1;
        }

        @Arbiter
        public void look(III_Result r) {
            r.r2 = closed.open() == null ? 0 : 1;
            r.r3 = closed.open() == null && closed.isNone() && closed.count() == 0 ? 1 : 0;
        }
    }

    /** Guards the compare-and-sets to CLOSED and to RETIRED: each slot is home once. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "drained at once")
    @State
    public static class ClearAgainstRetirement extends Two {

        public ClearAgainstRetirement() {
            giveAllBack();
        }

        @Actor
        public void clear() {
            bin.clearHighWater();
        }

        @Actor
        public void retire() {
            pool.retire();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = isDrained();
            r.r2 = take();
        }
    }
}

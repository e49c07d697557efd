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

/**
 * A pool is retired while it lends and takes back: it is drained exactly when all are home, and lends no more. If it is a
 * return that drains it, the manager is told, once; who retires it sees for himself. */
final class RetireRaces {

    private RetireRaces() {
    }

    private abstract static class AgainstATaker extends Race {

        private Slot taken;

        AgainstATaker(int count) {
            super(count);
        }

        final int takeAndKeep() {
            taken = pool.take(SIZE);
            return taken == null ? 0 : 1;
        }

        /**
         * Tells whether the pool is drained, now and when that buffer is home, and how often a return was said to be the last.
         */
        final void bringHome(IIII_Result r) {
            r.r2 = isDrained();
            if (taken != null) {
                pool.giveBack(taken);
            }
            r.r3 = isDrained();
            r.r4 = drainings();
        }
    }

    /**
     * Guards {@link Slot#change} from FREE, to LENT by the taker and to RETIRED by {@link Pool#retire}: one of the two has it.
     */
    @JCStressTest
    @Outcome(id = {"1, 0, 1, 1", "0, 1, 1, 0"}, expect = ACCEPTABLE, desc = "drained at once, or when it has come home")
    @State
    public static class AgainstTake extends AgainstATaker {

        public AgainstTake() {
            super(1);
            pool.giveBack(open(1)[0]);
        }

        @Actor
        public void take(IIII_Result r) {
            r.r1 = takeAndKeep();
        }

        @Actor
        public void retire() {
            pool.retire();
        }

        @Arbiter
        public void end(IIII_Result r) {
            bringHome(r);
        }
    }

    /** As {@link AgainstTake}, from UNOPENED. */
    @JCStressTest
    @Outcome(id = {"1, 0, 1, 1", "0, 1, 1, 0"}, expect = ACCEPTABLE, desc = "drained at once, or when it has come home")
    @State
    public static class AgainstOpening extends AgainstATaker {

        public AgainstOpening() {
            super(2);
        }

        @Actor
        public void take(IIII_Result r) {
            r.r1 = takeAndKeep();
        }

        @Actor
        public void retire() {
            pool.retire();
        }

        @Arbiter
        public void end(IIII_Result r) {
            bringHome(r);
        }
    }

    /** A taker that gives back first what it has. As {@link AgainstReturn}; and nothing comes out of a pool that is drained. */
    @JCStressTest
    @Outcome(id = {"1, 0, 1, 1", "0, 1, 1, 0", "0, 1, 1, 1"}, expect = ACCEPTABLE, desc = "drained at once, or when it has come home")
    @State
    public static class AgainstReturnAndTake extends AgainstATaker {

        private final Slot slot = open(1)[0];

        public AgainstReturnAndTake() {
            super(1);
        }

        @Actor
        public void giveBackAndTake(IIII_Result r) {
            pool.giveBack(slot);
            r.r1 = takeAndKeep();
        }

        @Actor
        public void retire() {
            pool.retire();
        }

        @Arbiter
        public void end(IIII_Result r) {
            bringHome(r);
        }
    }

    /** Guards {@link Slot#change} from LENT to WATCHED in {@link Pool#retire}: a return is not as usual any more. */
    @JCStressTest
    @Outcome(id = {"1, 0, 0", "1, 1, 0"}, expect = ACCEPTABLE, desc = "drained, by the one or the other; lends no more")
    @State
    public static class AgainstReturn extends Race {

        private final Slot slot = open(1)[0];

        public AgainstReturn() {
            super(1);
            lendAgain(slot);
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slot);
        }

        @Actor
        public void retire() {
            pool.retire();
        }

        @Arbiter
        public void look(III_Result r) {
            r.r1 = isDrained();
            r.r2 = drainings();
            r.r3 = take();
        }
    }

    /**
     * Guards the volatile {@code retired} of {@link Pool}: it is set before the slots are looked at, and who has made a slot
     * FREE reads it
     * again after that. One of the two sees the other.
     */
    @JCStressTest
    @Outcome(id = {"1, 0, 0", "1, 1, 0"}, expect = ACCEPTABLE, desc = "drained, by the one or the other; lends no more")
    @State
    public static class AgainstReturnOfAWatchedBuffer extends Race {

        private final Slot slot = open(1)[0];

        public AgainstReturnOfAWatchedBuffer() {
            super(1);
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slot);
        }

        @Actor
        public void retire() {
            pool.retire();
        }

        @Arbiter
        public void look(III_Result r) {
            r.r1 = isDrained();
            r.r2 = drainings();
            r.r3 = take();
        }
    }

    /** Guards the atomic count-down: of two buffers that come home last, one is the last. */
    @JCStressTest
    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "drained, said once; lends no more")
    @State
    public static class TwoLastReturns extends Race {

        private final Slot[] slots = open(2);

        public TwoLastReturns() {
            super(2);
            pool.retire();
        }

        @Actor
        public void one() {
            pool.giveBack(slots[0]);
        }

        @Actor
        public void other() {
            pool.giveBack(slots[1]);
        }

        @Arbiter
        public void look(III_Result r) {
            r.r1 = isDrained();
            r.r2 = drainings();
            r.r3 = take();
        }
    }

    /** Guards WATCHED to RETURNING, as {@link DoubleReturnRaces.OfAWatchedBuffer}: a buffer counts as home once. */
    @JCStressTest
    @Outcome(id = {"1, 0, 0", "0, 1, 0"}, expect = ACCEPTABLE, desc = "one is refused; the other buffer is still out")
    @State
    public static class DoubleReturnOfTheLastButOne extends Race {

        private final Slot[] slots = open(2);

        public DoubleReturnOfTheLastButOne() {
            super(2);
            pool.retire();
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = giveBack(slots[0]);
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = giveBack(slots[0]);
        }

        @Arbiter
        public void look(III_Result r) {
            r.r3 = isDrained();
        }
    }

    /**
     * Guards the number of a return: a thread that stands still in the middle of one, having read that the pool isn't
     * retired, doesn't
     * finish a later one, of who took the slot meanwhile.
     */
    @JCStressTest
    @Outcome(id = {"0, 1", "1, 1"}, expect = ACCEPTABLE, desc = "drained; had or not, it has come home")
    @State
    public static class AgainstAReturnThatIsOvertaken extends Race {

        private final Slot slot = open(1)[0];

        public AgainstAReturnThatIsOvertaken() {
            super(1);
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slot);
        }

        @Actor
        public void takeRetireAndGiveBack(II_Result r) {
            r.r1 = take();
            pool.retire();
            if (r.r1 == 1) {
                pool.giveBack(slot);
            }
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = isDrained();
        }
    }

    /**
     * The pool's memory is ended without waiting any longer. Guards the order in {@link Pool#expire} and in {@link
     * Homecoming#of}: just what is refused as too late is counted as expired.
     */
    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "in time; or too late, and counted")
    @State
    public static class EndAgainstReturn extends Race {

        private final Slot slot = open(1)[0];

        public EndAgainstReturn() {
            super(1);
            pool.retire();
        }

        @Actor
        public void giveBack(III_Result r) {
            r.r1 = giveBack(slot);
        }

        @Actor
        public void end(III_Result r) {
            r.r2 = endPool();
        }

        @Arbiter
        public void look(III_Result r) {
            r.r3 = isDrained();
        }
    }

    /** A spare is opened while the pool is retired: it is home all the same. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "drained")
    @State
    public static class AgainstASpare extends Race {

        private final Bin bin;

        public AgainstASpare() {
            super(2);
            Slot slot = open(1)[0];
            bin = slot.bin;
            pool.giveBack(slot);
        }

        @Actor
        public void open() {
            bin.openSpare();
        }

        @Actor
        public void retire() {
            pool.retire();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = isDrained();
            r.r2 = drainings();
        }
    }
}

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

/** A slot that holds what another JVM has left is let go while others take, or its pool is retired. */
final class HeldRaces {

    private HeldRaces() {
    }

    private abstract static class OneHeld extends Race {

        final Slot slot = pool.bins[0].slotAt(0);

        OneHeld() {
            super(1);
            pool.bins[0].hold(slot);
        }

        final int letGo(Runnable forget) {
            try {
                pool.homecoming.letGo(slot, forget);
                return 1;
            } catch (IllegalStateException e) {
                return 0;
            }
        }
    }

    /** Guards the order in {@link Homecoming#finish}: searches are told of the slot, then it is free. */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "taken at once, or later")
    @State
    public static class LetGoAgainstTake extends OneHeld {

        public LetGoAgainstTake() {
        }

        @Actor
        public void letGo() {
            letGo(() -> { });
        }

        @Actor
        public void take(II_Result r) {
            r.r1 = take();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = takeAll();
        }
    }

    /** As {@link LetGoAgainstTake}, of a slot that a search has found full. */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "taken at once, or later")
    @State
    public static class LetGoAgainstTakeOfAFullBin extends OneHeld {

        public LetGoAgainstTakeOfAFullBin() {
            searchInVain();
        }

        @Actor
        public void letGo() {
            letGo(() -> { });
        }

        @Actor
        public void take(II_Result r) {
            r.r1 = take();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = takeAll();
        }
    }

    /** Guards the compare-and-sets from HELD, to WATCHED and to RETIRED: the slot is home once, and not while it is forgotten. */
    @JCStressTest
    @Outcome(id = {"1, 0, 0", "1, 1, 1", "1, 0, 1"}, expect = ACCEPTABLE, desc = "drained once; told of at the end if it was out")
    @State
    public static class LetGoAgainstRetirement extends OneHeld {

        private int forgotten;

        public LetGoAgainstRetirement() {
        }

        @Actor
        public void letGo() {
            letGo(() -> forgotten = pool.isDrained() ? 2 : 1);
        }

        @Actor
        public void retire() {
            pool.retire();
        }

        @Arbiter
        public void look(III_Result r) {
            r.r1 = isDrained();
            r.r2 = drainings();
            r.r3 = forgotten;
        }
    }

    /**
     * Guards the order in {@link Homecoming#letGo}: a slot that could not be forgotten is held again, and then it is looked whether
     * its pool is retired.
     */
    @JCStressTest
    @Outcome(id = {"1, 0", "1, 1"}, expect = ACCEPTABLE, desc = "drained once")
    @State
    public static class LetGoInVainAgainstRetirement extends OneHeld {

        public LetGoInVainAgainstRetirement() {
        }

        @Actor
        public void letGo() {
            letGo(() -> {
                throw new IllegalStateException("not now");
            });
        }

        @Actor
        public void retire() {
            pool.retire();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = isDrained();
            r.r2 = drainings();
        }
    }
}

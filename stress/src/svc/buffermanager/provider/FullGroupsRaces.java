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

/** The marks of {@link FullGroups} by themselves. They stand in two words if there are more groups than 32. */
final class FullGroupsRaces {

    private static final int TWO_WORDS = 33;

    private FullGroupsRaces() {
    }

    /**
     * Guards the second reading of the clearings in {@link FullGroups#wereAllFull}: at each moment one of two groups is open, and
     * which one changes between the reading of the one word and of the other.
     */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "never are all full")
    @State
    public static class OpenOneMovesToAnEarlierWord {

        private final FullGroups groups = new FullGroups(TWO_WORDS);

        public OpenOneMovesToAnEarlierWord() {
            for (int group = 0; group < TWO_WORDS - 1; group++) {
                note(groups, group);
            }
        }

        @Actor
        public void move() {
            groups.clear(0);
            note(groups, TWO_WORDS - 1);
        }

        @Actor
        public void look(I_Result r) {
            r.r1 = groups.wereAllFull(TWO_WORDS) ? 1 : 0;
        }
    }

    /**
     * Guards the compare-and-set of a word in {@link FullGroups#clear} and in {@link FullGroups#set}: neither undoes the other.
     */
    @JCStressTest
    @Outcome(id = {"0, 1", "0, 2"}, expect = ACCEPTABLE, desc = "the one is open; the other is noted, or that had to give way")
    @State
    public static class ClearAgainstSet {

        private final FullGroups groups = new FullGroups(2);

        public ClearAgainstSet() {
            note(groups, 0);
        }

        @Actor
        public void clear() {
            groups.clear(0);
        }

        @Actor
        public void set() {
            note(groups, 1);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = groups.nextOpen(0, 2);
            r.r2 = groups.nextOpen(1, 2);
        }
    }

    /** Guards the same: no clearing is lost from the count. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both count")
    @State
    public static class ClearAgainstClear {

        private final FullGroups groups = new FullGroups(2);

        public ClearAgainstClear() {
            note(groups, 0);
            note(groups, 1);
        }

        @Actor
        public void one() {
            groups.clear(0);
        }

        @Actor
        public void other() {
            groups.clear(1);
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = (int) groups.clearings(0);
        }
    }

    private static void note(FullGroups groups, int group) {
        groups.set(group, groups.clearings(group));
    }
}

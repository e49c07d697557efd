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

/** The marks of {@link FreeMarks} by themselves. */
final class FreeMarksRaces {

    private FreeMarksRaces() {
    }

    /** Guards the count in {@link FreeMarks#clear}: a mark that was set since it was seen stays, even if it was there before. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "set since it was seen: it stays")
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "seen after it was set: it is gone")
    @State
    public static class SetAgainstClear {

        private final FreeMarks marks = new FreeMarks(2);

        public SetAgainstClear() {
            marks.set(1);
        }

        @Actor
        public void set() {
            marks.set(1);
        }

        @Actor
        public void clear(II_Result r) {
            long seen = marks.of(0);
            r.r1 = (int) (seen >>> 32);
            marks.clear(0, 1 << 1, seen);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = FreeMarks.isEmpty(marks.of(0)) ? 0 : 1;
        }
    }

    /** Guards the compare-and-set of {@link FreeMarks#set}: neither of two marks in a word is lost. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "both are there")
    @State
    public static class SetAgainstSet {

        private final FreeMarks marks = new FreeMarks(2);

        @Actor
        public void one() {
            marks.set(0);
        }

        @Actor
        public void other() {
            marks.set(1);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = (int) marks.of(0);
        }
    }
}

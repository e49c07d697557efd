// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

import fw.buffer.Buffer;
import stress.model.StrangeBuffer;

/** Inputs come from two threads, and one deals with them at a time. */
final class InboxRaces {

    private static final Buffer ONE = new StrangeBuffer(true, 1);

    private InboxRaces() {
    }

    /** An inbox, and who deals with what is in it as long as it has the right. */
    private abstract static class Line {

        final Inbox inbox = new Inbox();
        /** Plain: the right orders who adds. */
        int dealtWith;

        /** {@return how many inputs it dealt with} */
        final int dealIf(boolean mine) {
            int dealt = 0;
            while (mine && inbox.next()) {
                dealtWith++;
                dealt++;
            }
            return dealt;
        }
    }

    /** Guards the lock of {@link Inbox#put} and {@link Inbox#next}: each input is dealt with, by one thread, and seen by the next. */
    @JCStressTest
    @Outcome(id = {"1, 1, 2", "2, 0, 2", "0, 2, 2"}, expect = ACCEPTABLE, desc = "each, once")
    @State
    public static class PutAgainstPut extends Line {

        @Actor
        public void left(III_Result r) {
            r.r1 = dealIf(inbox.put(ONE, null, null));
        }

        @Actor
        public void right(III_Result r) {
            r.r2 = dealIf(inbox.put(ONE, null, null));
        }

        @Arbiter
        public void look(III_Result r) {
            r.r3 = dealtWith;
        }
    }

    /** Guards {@link Inbox#isMine}, which asks without the lock: who has not the right, or has let it go, is never told that he has. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "it is never told wrong")
    @State
    public static class AskAgainstPut extends Line {

        private int wrong(boolean mine) {
            int wrong = inbox.isMine() == mine ? 0 : 1;
            dealIf(mine);
            return wrong + (inbox.isMine() ? 1 : 0);
        }

        @Actor
        public void left(II_Result r) {
            r.r1 = wrong(inbox.put(ONE, null, null));
        }

        @Actor
        public void right(II_Result r) {
            r.r2 = wrong(inbox.put(ONE, null, null));
        }
    }
}

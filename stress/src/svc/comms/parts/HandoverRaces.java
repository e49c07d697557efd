// SPDX-License-Identifier: Apache-2.0
package svc.comms.parts;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import fw.buffer.Buffer;
import fw.memory.log.Log;
import stress.model.StrangeBuffer;
import svc.buffermanager.provider.Stand;
import svc.comms.FrameContext;

/** A handover has one user at a time, and what it has sent goes back once. */
final class HandoverRaces {

    private static final Log LOG = Stand.silentLog();
    private static final Buffer DATA = new StrangeBuffer(false, 1);

    private HandoverRaces() {
    }

    /** Guards {@link Handover#tryTake}: a compare-and-set, not a look and then a write. */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "one has it")
    @State
    public static class TwoTakeAUsualOne {

        private final Handover usual = new Handover(new Handovers(LOG, "race"), -1);

        @Actor
        public void one(II_Result r) {
            r.r1 = usual.tryTake() ? 1 : 0;
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = usual.tryTake() ? 1 : 0;
        }
    }

    /** Guards the order of {@link Handover#letGo} and {@link Handover#tryTake}: who has it next sees what the one before did. */
    @JCStressTest
    @Outcome(id = {"0, 0", "1, 1"}, expect = ACCEPTABLE, desc = "not yet; or with all that was done with it")
    @State
    public static class TakeAgainstLetGo {

        private final Handover usual = new Handover(new Handovers(LOG, "race"), -1);

        public TakeAgainstLetGo() {
            usual.tryTake();
        }

        @Actor
        public void letGo() {
            usual.next = 1;
            usual.letGo();
        }

        @Actor
        public void take(II_Result r) {
            r.r1 = usual.tryTake() ? 1 : 0;
            r.r2 = r.r1 == 1 ? usual.next : 0;
        }
    }

    /** Guards the count beside the list's head: a list that only looks the same, since its first is back, is told from before. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "each has another")
    @State
    public static class TakeAgainstTwoTakesAndAReturn {

        private final Handovers handovers = new Handovers(LOG, "race");
        private Handover mine;
        private Handover kept;

        public TakeAgainstTwoTakesAndAReturn() {
            Handover first = handovers.free();
            Handover second = handovers.free();
            Handover third = handovers.free();
            handovers.put(first);
            handovers.put(second);
            handovers.put(third);
        }

        @Actor
        public void take() {
            mine = handovers.free();
        }

        @Actor
        public void takeTwoAndGiveOneBack() {
            Handover back = handovers.free();
            kept = handovers.free();
            handovers.put(back);
        }

        @Arbiter
        public void look(I_Result r) {
            Handover next = handovers.free();
            r.r1 = (mine == kept ? 1 : 2) + (next == mine || next == kept ? 0 : 1);
        }
    }

    /** Guards {@link Handover#dataReturn}: of two returns of one buffer one is refused, and its sender has it back once. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "back once; one is refused")
    @State
    public static class TwoReturnsOfOneBuffer {

        private final Handovers handovers = new Handovers(LOG, "race");
        private final AtomicInteger back = new AtomicInteger();
        private final Handover handover = handovers.take(DATA, FrameContext.NONE, (_, _) -> back.incrementAndGet());

        public TwoReturnsOfOneBuffer() {
            handover.send((_, _, _) -> { }, DATA, FrameContext.NONE);
        }

        @Actor
        public void one() {
            handover.dataReturn(DATA, FrameContext.NONE);
        }

        @Actor
        public void other() {
            handover.dataReturn(DATA, FrameContext.NONE);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = back.get();
            r.r2 = (int) handovers.misuses();
        }
    }
}

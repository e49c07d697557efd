// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import fw.buffer.Buffer;
import stress.model.StrangeBuffer;

/** A frame comes back on another thread than that which sends. */
final class SentFrameRaces {

    private static final Buffer FRAME = new StrangeBuffer(true, 1);
    private static final Buffer NEXT = new StrangeBuffer(true, 2);

    private SentFrameRaces() {
    }

    /** Guards {@link SentFrame#returnedElsewhere}: one that comes back late doesn't have the next one forgotten. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "the next one is out")
    @State
    public static class ReturnAgainstTheNext {

        private final SentFrame sent = new SentFrame();

        public ReturnAgainstTheNext() {
            sent.send(FRAME);
        }

        @Actor
        public void comesBack() {
            sent.returnedElsewhere(FRAME);
        }

        @Actor
        public void sendTheNext() {
            sent.send(NEXT);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = sent.takeBack(NEXT) ? 1 : 0;
        }
    }

    /** Guards the order of {@link SentFrame#send}: who was given a frame finds it there, and has it forgotten. */
    @JCStressTest
    @Outcome(id = {"0, 1", "1, 0"}, expect = ACCEPTABLE, desc = "not given yet; or given, and no longer out")
    @State
    public static class ReturnOfWhatWasGiven {

        private final SentFrame sent = new SentFrame();
        private volatile Buffer given;

        @Actor
        public void send() {
            sent.send(FRAME);
            given = FRAME;
        }

        @Actor
        public void comesBack(II_Result r) {
            Buffer frame = given;
            if (frame != null) {
                r.r1 = 1;
                sent.returnedElsewhere(frame);
            }
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = sent.takeBack(FRAME) ? 1 : 0;
        }
    }
}

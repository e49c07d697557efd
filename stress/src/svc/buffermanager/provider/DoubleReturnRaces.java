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

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;

/** Two threads give the same buffer back at once: exactly one is refused, and the buffer is there once. */
final class DoubleReturnRaces {

    private DoubleReturnRaces() {
    }

    /** Guards {@link Slot#change} from LENT to FREE in {@link Pool#giveBack(Slot)}. */
    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "one is refused, and the buffer is there once")
    @State
    public static class OfABufferAsUsual extends Race {

        private final Slot slot = open(1)[0];

        public OfABufferAsUsual() {
            super(1);
            lendAgain(slot);
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = giveBack(slot);
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = giveBack(slot);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = takeAll();
        }
    }

    /** Guards {@link Slot#change} from WATCHED to RETURNING in {@link Pool#giveBack(Slot)}. */
    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "one is refused, and the buffer is there once")
    @State
    public static class OfAWatchedBuffer extends Race {

        private final Slot slot = open(1)[0];

        public OfAWatchedBuffer() {
            super(1);
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = giveBack(slot);
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = giveBack(slot);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = takeAll();
        }
    }

    /**
     * Guards {@link Slot#change} from LENT to FREE in {@link Pool#giveBack(Buffer[], int, int)}, and that it stops at what it
     * can't do.
     */
    @JCStressTest
    @Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "each buffer is refused once, and there once")
    @State
    public static class OfSeveralBuffers extends Race {

        private final Slot[] slots = open(3);

        public OfSeveralBuffers() {
            super(3);
            lendAgain(slots[0]);
            lendAgain(slots[2]);
        }

        @Actor
        public void one() {
            giveAllBack();
        }

        @Actor
        public void other() {
            giveAllBack();
        }

        private void giveAllBack() {
            try {
                manager.deallocate(slots, slots.length);
            } catch (BufferMisuseException e) {
                // Which of the two gets which refusals is open; that there are three is what counts.
            }
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = (int) manager.snapshot().misuses;
            r.r2 = takeAll();
        }
    }
}

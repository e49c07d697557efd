// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.III_Result;

import fw.buffer.Buffer;

/** Who guards memory looks at it while others write to what is theirs, and finds nothing that isn't there. */
final class GuardRaces {

    private static final Treatment GUARDED = new Treatment(false, true, false);
    private static final byte BYTE = 1;

    private GuardRaces() {
    }

    private abstract static class Guarded extends Race {

        final Buffer out;

        Guarded(int count) {
            super(GUARDED, new BinSpec(SIZE, count));
            out = take(manager);
            out.segment().fill(BYTE);
        }

        static Buffer take(PooledBufferManager manager) {
            return manager.allocate(SIZE);
        }

        final int takeAndWrite() {
            Buffer buffer = take(manager);
            if (!buffer.isValid()) {
                return 0;
            }
            buffer.segment().fill(BYTE);
            return 1;
        }

        final int misuses() {
            return (int) manager.snapshot().misuses;
        }
    }

    /**
     * Guards the order in {@link Homecoming#of}: the pattern is written before the slot is free. And what {@link Slot#change} says:
     * who takes it sees that.
     */
    @JCStressTest
    @Outcome(id = {"0, 0", "1, 0"}, expect = ACCEPTABLE, desc = "taken or not, nobody is blamed")
    @State
    public static class ReturnAgainstTake extends Guarded {

        public ReturnAgainstTake() {
            super(1);
        }

        @Actor
        public void giveBack() {
            out.close();
        }

        @Actor
        public void take(II_Result r) {
            r.r1 = takeAndWrite();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = misuses();
        }
    }

    /** As {@link ReturnAgainstTake}, of two that are side by side: the gap between them is looked at by both. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "nobody is blamed")
    @State
    public static class ReturnAgainstTakeBeside extends Guarded {

        public ReturnAgainstTakeBeside() {
            super(2);
        }

        @Actor
        public void giveBack() {
            out.close();
        }

        @Actor
        public void take(II_Result r) {
            r.r1 = takeAndWrite();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = misuses();
        }
    }

    /** Guards the count of loans, by which an audit knows that a slot was taken while it looked. */
    @JCStressTest
    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the audit finds nothing")
    @State
    public static class AuditAgainstTakeAndReturn extends Guarded {

        private int found;

        public AuditAgainstTakeAndReturn() {
            super(1);
            out.close();
        }

        @Actor
        public void takeAndGiveBack(III_Result r) {
            Buffer buffer = take(manager);
            buffer.segment().fill(BYTE);
            buffer.close();
            r.r1 = 1;
        }

        @Actor
        public void audit() {
            ((Guard) pool.attendants[0]).audit(_ -> found++);
        }

        @Arbiter
        public void look(III_Result r) {
            r.r2 = found;
            r.r3 = misuses();
        }
    }
}

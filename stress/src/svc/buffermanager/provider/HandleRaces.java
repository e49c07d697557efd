// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.lang.foreign.MemorySegment;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import fw.buffer.Buffer;
import svc.buffermanager.Handles;

/**
 * Handles that know whether they were given back: none is taken for another, and no memory is reached by a loan that has ended.
 */
final class HandleRaces {

    private HandleRaces() {
    }

    /** A double return while the slot is lent again: the new holder keeps it. Guards the change of {@code Loan.lent}. */
    private abstract static class Stale extends Race {

        private final Buffer buffer = manager.allocate(SIZE);
        private Buffer next;

        Stale(Handles handles) {
            super(handles);
        }

        void giveBackAndTake(III_Result r) {
            r.r1 = giveBack(buffer);
            next = manager.allocate(SIZE);
        }

        void giveBackAgain(III_Result r) {
            r.r2 = giveBack(buffer);
        }

        /** {@return 1 if who has taken the buffer has it still, or nobody could take it and it is free} */
        int look() {
            return next.isValid() ? 1 - take() : takeAll();
        }
    }

    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "one is refused, and the next holder keeps the buffer")
    @State
    public static class ARotatedHandle extends Stale {

        public ARotatedHandle() {
            super(Handles.ROTATED);
        }

        @Actor
        public void one(III_Result r) {
            giveBackAndTake(r);
        }

        @Actor
        public void other(III_Result r) {
            giveBackAgain(r);
        }

        @Arbiter
        public void look(III_Result r) {
            r.r3 = look();
        }
    }

    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "one is refused, and the next holder keeps the buffer")
    @State
    public static class AFreshHandle extends Stale {

        public AFreshHandle() {
            super(Handles.FRESH);
        }

        @Actor
        public void one(III_Result r) {
            giveBackAndTake(r);
        }

        @Actor
        public void other(III_Result r) {
            giveBackAgain(r);
        }

        @Arbiter
        public void look(III_Result r) {
            r.r3 = look();
        }
    }

    /** Guards that {@link SealedLoan#segment} and {@link SealedLoan#seal} exclude each other. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "whatever was had of the memory has ended")
    @State
    public static class ReturnAgainstSegment extends Race {

        private final Buffer buffer = manager.allocate(SIZE);
        private MemorySegment segment;

        public ReturnAgainstSegment() {
            super(Handles.SEALED);
        }

        @Actor
        public void use() {
            segment = segmentOf(buffer);
        }

        @Actor
        public void giveBack() {
            giveBack(buffer);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = hasEnded(segment);
        }
    }

    /**
     * Guards the order in {@link SealedLoan#segment} and {@link Pool#seal}: the memory of a pool that has ended is reached by
     * no loan.
     */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "whatever was had of the memory has ended")
    @State
    public static class EndAgainstSegment extends Race {

        private final Buffer buffer = manager.allocate(SIZE);
        private MemorySegment segment;

        public EndAgainstSegment() {
            super(Handles.SEALED);
            pool.retire();
        }

        @Actor
        public void use() {
            segment = segmentOf(buffer);
        }

        @Actor
        public void end() {
            pool.expire();
            pool.giveBack();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = hasEnded(segment);
            r.r2 = hasEnded(segmentOf(buffer));
        }
    }

    /**
     * Guards the order of {@code Slot.sealed} and {@link Pool#seal}: also a loan that is only just being made is found, or
     * finds the end.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "whatever was had of the memory has ended")
    @State
    public static class EndAgainstTake extends Race {

        private MemorySegment segment;

        public EndAgainstTake() {
            super(Handles.SEALED);
        }

        @Actor
        public void takeAndUse() {
            Slot slot = pool.take(SIZE);
            if (slot != null) {
                segment = segmentOf(pool.lend(slot, pool.manager.holders.nobody()));
            }
        }

        @Actor
        public void end() {
            pool.retire();
            pool.expire();
            pool.giveBack();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = segment == null ? 1 : hasEnded(segment);
        }
    }

    /** {@return null if the buffer isn't lent any more} */
    private static MemorySegment segmentOf(Buffer buffer) {
        try {
            return buffer.segment();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private static int hasEnded(MemorySegment segment) {
        if (segment == null) {
            return 1;
        }
        try {
            segment.get(JAVA_BYTE, 0);
            return 0;
        } catch (IllegalStateException e) {
            return 1;
        }
    }
}

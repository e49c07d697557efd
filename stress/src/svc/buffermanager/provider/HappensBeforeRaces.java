// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.lang.foreign.MemorySegment;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

import fw.buffer.Buffer;

/**
 * What a holder did happens-before the next one has the buffer: the bytes that he wrote, and what he set in the buffer
 * itself. One
 * thread writes, shortens the buffer and gives it back; another has it, or has nothing.
 */
final class HappensBeforeRaces {

    private static final int WRITTEN = 42;

    private HappensBeforeRaces() {
    }

    private abstract static class OneBuffer extends Race {

        final Slot[] slots = open(1);

        OneBuffer() {
            super(1);
        }

        final void write() {
            MemorySegment segment = slots[0].lend(SIZE).segment();
            segment.set(JAVA_INT, 0, WRITTEN);
            segment.set(JAVA_INT, SIZE - Integer.BYTES, WRITTEN);
            slots[0].setSize(1);
        }

        final void read(III_Result r) {
            Slot slot = pool.take(SIZE);
            if (slot == null) {
                r.r1 = r.r2 = r.r3 = -1;
            } else {
                MemorySegment segment = slot.segment();
                r.r1 = segment.get(JAVA_INT, 0);
                r.r2 = segment.get(JAVA_INT, SIZE - Integer.BYTES);
                r.r3 = slot.size();
            }
        }
    }

    /** Guards {@link Slot#change} from LENT to FREE, and its partner from FREE to LENT. */
    @JCStressTest
    @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "not free yet")
    @Outcome(id = "42, 42, 64", expect = ACCEPTABLE, desc = "all is seen")
    @State
    public static class ReturnAsUsual extends OneBuffer {

        public ReturnAsUsual() {
            lendAgain(slots[0]);
        }

        @Actor
        public void holder() {
            write();
            pool.giveBack(slots[0]);
        }

        @Actor
        public void next(III_Result r) {
            read(r);
        }
    }

    /** Guards {@link Slot#change} from WATCHED to RETURNING and on to FREE, and its partner from FREE to LENT. */
    @JCStressTest
    @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "not free yet")
    @Outcome(id = "42, 42, 64", expect = ACCEPTABLE, desc = "all is seen")
    @State
    public static class ReturnOfAWatchedBuffer extends OneBuffer {

        public ReturnOfAWatchedBuffer() {
            searchInVain();
        }

        @Actor
        public void holder() {
            write();
            pool.giveBack(slots[0]);
        }

        @Actor
        public void next(III_Result r) {
            read(r);
        }
    }

    /** Guards {@link Slot#change} from LENT to FREE in {@link Pool#giveBack(Buffer[], int, int)}. */
    @JCStressTest
    @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "not free yet")
    @Outcome(id = "42, 42, 64", expect = ACCEPTABLE, desc = "all is seen")
    @State
    public static class ReturnOfSeveral extends OneBuffer {

        public ReturnOfSeveral() {
            lendAgain(slots[0]);
        }

        @Actor
        public void holder() {
            write();
            manager.deallocate(slots, 1);
        }

        @Actor
        public void next(III_Result r) {
            read(r);
        }
    }

    /**
     * Guards {@link Slot#change} to RETIRED, the count-down of the pool and its latch: all that the holders did
     * happens-before the pool
     * is drained, after which its memory is ended.
     */
    @JCStressTest
    @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "not drained yet")
    @Outcome(id = "42, 42, 16", expect = ACCEPTABLE, desc = "all is seen, and home")
    @State
    public static class LastReturnToARetiredPool extends OneBuffer {

        private final MemorySegment memory = slots[0].segment();

        public LastReturnToARetiredPool() {
            pool.retire();
        }

        @Actor
        public void holder() {
            write();
            pool.giveBack(slots[0]);
        }

        @Actor
        public void whoEndsIt(III_Result r) {
            if (pool.isDrained()) {
                r.r1 = memory.get(JAVA_INT, 0);
                r.r2 = memory.get(JAVA_INT, SIZE - Integer.BYTES);
                r.r3 = slots[0].state();
            } else {
                r.r1 = r.r2 = r.r3 = -1;
            }
        }
    }
}

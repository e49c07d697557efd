// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.List;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.Handles;

/** Who has a buffer, and who may have one, is exact whatever threads do. */
final class OwnershipRaces {

    private static final Care ACCOUNTING = new Care(true, 0);

    private OwnershipRaces() {
    }

    private static LendingRules rules(String... quotas) {
        return new LendingRules(List.of(quotas).stream().map(QuotaSpec::parse).toList(), LendingRules.ANY);
    }

    /** Guards {@link Holder#charge}: one compare-and-set, not a look and then a change. */
    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "one gets the one that the quota lets them have")
    @State
    public static class TwoWantTheLastOfAQuota extends Race {

        private final BundleView view = viewOf(7, "a");

        public TwoWantTheLastOfAQuota() {
            super(rules("a;buffers=1"), Care.NONE, new BinSpec(SIZE, 3));
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = view.allocate(SIZE).isValid() ? 1 : 0;
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = view.allocate(SIZE).isValid() ? 1 : 0;
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = (int) view.holder.chargedBuffers();
        }
    }

    /** Guards {@link Share#take}: the last that is for all goes to one, and what is kept stays for whom it is kept. */
    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "one gets the last; the one that is kept is there")
    @State
    public static class TwoWantTheLastThatIsForAll extends Race {

        private final BundleView one = viewOf(7, "b");
        private final BundleView other = viewOf(8, "c");
        private final BundleView keeper = viewOf(9, "a");

        public TwoWantTheLastThatIsForAll() {
            super(rules("a;reserve=64x1"), Care.NONE, new BinSpec(SIZE, 2));
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = one.allocate(SIZE).isValid() ? 1 : 0;
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = other.allocate(SIZE).isValid() ? 1 : 0;
        }

        @Arbiter
        public void keeper(III_Result r) {
            r.r3 = keeper.allocate(SIZE).isValid() ? 1 : 0;
        }
    }

    /**
     * Guards that a share is given back after its slot is free, in {@link Pool#giveBack(Slot, Holder)}: else another could
     * have the share before the
     * slot is there, and take the slot that is kept.
     */
    @JCStressTest
    @Outcome(id = {"0, 1", "1, 1"}, expect = ACCEPTABLE, desc = "the one that is kept is there, whatever goes on with the one for all")
    @State
    public static class ReturnAgainstTakesOfBothKinds extends Race {

        private final BundleView one = viewOf(7, "b");
        private final BundleView keeper = viewOf(9, "a");
        private final Buffer out;

        public ReturnAgainstTakesOfBothKinds() {
            super(rules("a;reserve=64x1"), Care.NONE, new BinSpec(SIZE, 2));
            out = one.allocate(SIZE);
        }

        @Actor
        public void giveBack() {
            out.close();
        }

        @Actor
        public void takeBoth(II_Result r) {
            r.r1 = one.allocate(SIZE).isValid() ? 1 : 0;
            r.r2 = keeper.allocate(SIZE).isValid() ? 1 : 0;
        }
    }

    /** As {@link RetireRaces.EndAgainstReturn}, of a buffer that is attended: just what is refused as too late is counted. */
    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "in time; or too late, and counted")
    @State
    public static class EndAgainstReturnOfAnAttendedBuffer extends Race {

        private final Buffer buffer;

        public EndAgainstReturnOfAnAttendedBuffer() {
            super(LendingRules.NONE, ACCOUNTING, new BinSpec(SIZE, 1));
            buffer = viewOf(7, "a").allocate(SIZE);
            pool.retire();
        }

        @Actor
        public void giveBack(III_Result r) {
            r.r1 = giveBack(buffer);
        }

        @Actor
        public void end(III_Result r) {
            r.r2 = endPool();
        }

        @Arbiter
        public void look(III_Result r) {
            r.r3 = isDrained();
        }
    }

    /** A pool ends while what a stopped bundle has is taken away: of what is counted as expired, nothing is reclaimed too. */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "it is one of the two")
    @State
    public static class EndAgainstReclaim extends Race {

        private final BundleView view = viewOf(7, "a");

        public EndAgainstReclaim() {
            super(LendingRules.NONE, ACCOUNTING, new BinSpec(SIZE, 1));
            view.allocate(SIZE);
            pool.retire();
        }

        @Actor
        public void end(II_Result r) {
            pool.expire();
            r.r1 = pool.expired();
        }

        @Actor
        public void reclaim(II_Result r) {
            r.r2 = pool.quarantine.takeFrom(view.holder);
        }
    }

    /** Guards {@link Slot#attend}: of two returns of a buffer that is attended exactly one is refused, and it is counted once. */
    @JCStressTest
    @Outcome(id = {"1, 0, 1, 0", "0, 1, 1, 0"}, expect = ACCEPTABLE, desc = "one is refused")
    @State
    public static class TwoReturnsOfAnAttendedBuffer extends Race {

        private final BundleView view = viewOf(7, "a");
        private final Buffer buffer;

        public TwoReturnsOfAnAttendedBuffer() {
            super(LendingRules.NONE, ACCOUNTING, new BinSpec(SIZE, 2));
            buffer = view.allocate(SIZE);
        }

        @Actor
        public void one(IIII_Result r) {
            r.r1 = giveBack(buffer);
        }

        @Actor
        public void other(IIII_Result r) {
            r.r2 = giveBack(buffer);
        }

        @Arbiter
        public void count(IIII_Result r) {
            r.r3 = (int) view.holder.returned.sum();
            r.r4 = pool.lent();
        }
    }

    /** Guards the two changes of {@link Quarantine#takeFrom}: a buffer is given back, or taken away, and not both. */
    @JCStressTest
    @Outcome(id = {"1, 0, 0, 2", "0, 1, 1, 1"}, expect = ACCEPTABLE, desc = "it came home and is free, or it was taken away and is not")
    @State
    public static class ReclaimAgainstReturn extends Race {

        private final BundleView view = viewOf(7, "a");
        private final Buffer buffer;

        public ReclaimAgainstReturn() {
            super(LendingRules.NONE, ACCOUNTING, new BinSpec(SIZE, 2));
            buffer = view.allocate(SIZE);
        }

        @Actor
        public void giveBack(IIII_Result r) {
            r.r1 = giveBack(buffer);
        }

        @Actor
        public void reclaim(IIII_Result r) {
            r.r2 = manager.quarantine(view.holder);
        }

        @Arbiter
        public void count(IIII_Result r) {
            r.r3 = pool.quarantined();
            r.r4 = takeAll();
        }
    }

    /**
     * Guards that {@link Quarantine#takeFrom} looks at the holder between its two changes: what another bundle has taken meanwhile
     * stays with it.
     */
    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = ACCEPTABLE, desc = "it was taken away before it came home, or another has it and keeps it")
    @State
    public static class ReclaimAgainstReturnAndTake extends Race {

        private final BundleView view = viewOf(7, "a");
        private final BundleView other = viewOf(8, "b");
        private final Buffer buffer;

        public ReclaimAgainstReturnAndTake() {
            super(LendingRules.NONE, ACCOUNTING, new BinSpec(SIZE, 1));
            buffer = view.allocate(SIZE);
        }

        @Actor
        public void giveBackAndTake(III_Result r) {
            giveBack(buffer);
            Buffer next = other.allocate(SIZE);
            r.r2 = next.isValid() ? 1 : 0;
        }

        @Actor
        public void reclaim(III_Result r) {
            r.r1 = manager.quarantine(view.holder);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = pool.quarantined() + pool.lent();
        }
    }

    /** Guards {@link Homecoming#handOn}: a buffer is handed on, or taken away from who had it, and not both. */
    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 0"}, expect = ACCEPTABLE, desc = "it was handed on and stays, or was taken away and can't be handed on")
    @State
    public static class ReclaimAgainstHandOver extends Race {

        private final BundleView view = viewOf(7, "a");
        private final BundleView other = viewOf(8, "b");
        private final Buffer buffer;

        public ReclaimAgainstHandOver() {
            super(LendingRules.NONE, ACCOUNTING, new BinSpec(SIZE, 1));
            buffer = view.allocate(SIZE);
        }

        @Actor
        public void handOn(III_Result r) {
            try {
                other.adopt(buffer);
                r.r1 = 1;
            } catch (BufferMisuseException e) {
                r.r1 = 0;
            }
        }

        @Actor
        public void reclaim(III_Result r) {
            r.r2 = manager.quarantine(view.holder);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = pool.lent();
        }
    }

    /**
     * Guards that retiring counts what is quarantined once: {@link Pool#retire} sets its flag before it looks, {@link
     * Quarantine#takeFrom} looks after it.
     */
    @JCStressTest
    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "the pool is drained, and nothing is out")
    @State
    public static class ReclaimAgainstRetirement extends Race {

        private final BundleView view = viewOf(7, "a");

        public ReclaimAgainstRetirement() {
            super(LendingRules.NONE, ACCOUNTING, new BinSpec(SIZE, 2));
            view.allocate(SIZE);
        }

        @Actor
        public void retire() {
            manager.withdraw();
        }

        @Actor
        public void reclaim(III_Result r) {
            r.r1 = manager.quarantine(view.holder);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r2 = isDrained();
            r.r3 = pool.lent();
        }
    }

    /**
     * Guards {@link Slot#attend}, and that {@link Homecoming#handOn} asks for the loan: a return by the one holder is never lost,
     * whoever adopts the buffer meanwhile; and it is handed on before it comes home, or not at all.
     */
    private abstract static class ReturnAgainstHandOver extends Race {

        private final BundleView view = viewOf(7, "a");
        private final BundleView other = viewOf(8, "b");
        private final Buffer buffer;

        ReturnAgainstHandOver(Handles handles) {
            super(handles, LendingRules.NONE, ACCOUNTING, new BinSpec(SIZE, 1));
            buffer = view.allocate(SIZE);
        }

        final void home(IIII_Result r) {
            r.r1 = giveBack(buffer);
        }

        final void adopt(IIII_Result r) {
            try {
                other.adopt(buffer);
                r.r2 = 1;
            } catch (BufferMisuseException e) {
                r.r2 = 0;
            }
        }

        final void sum(IIII_Result r) {
            r.r3 = pool.lent();
            r.r4 = (int) (view.holder.given.sum() * 100 + other.holder.received.sum() * 10
                + view.holder.returned.sum() + other.holder.returned.sum());
        }
    }

    @JCStressTest
    @Outcome(id = {"1, 1, 0, 111", "1, 0, 0, 1"}, expect = ACCEPTABLE, desc = "it came home, from one or the other")
    @State
    public static class ReturnAgainstHandOverOfASlot extends ReturnAgainstHandOver {

        public ReturnAgainstHandOverOfASlot() {
            super(Handles.REUSED);
        }

        @Actor
        public void giveBack(IIII_Result r) {
            home(r);
        }

        @Actor
        public void handOn(IIII_Result r) {
            adopt(r);
        }

        @Arbiter
        public void count(IIII_Result r) {
            sum(r);
        }
    }

    @JCStressTest
    @Outcome(id = {"1, 1, 0, 111", "1, 0, 0, 1"}, expect = ACCEPTABLE, desc = "it came home, from one or the other")
    @State
    public static class ReturnAgainstHandOverOfAFreshHandle extends ReturnAgainstHandOver {

        public ReturnAgainstHandOverOfAFreshHandle() {
            super(Handles.FRESH);
        }

        @Actor
        public void giveBack(IIII_Result r) {
            home(r);
        }

        @Actor
        public void handOn(IIII_Result r) {
            adopt(r);
        }

        @Arbiter
        public void count(IIII_Result r) {
            sum(r);
        }
    }

    @JCStressTest
    @Outcome(id = {"1, 1, 0, 111", "1, 0, 0, 1"}, expect = ACCEPTABLE, desc = "it came home, from one or the other")
    @State
    public static class ReturnAgainstHandOverOfARotatedHandle extends ReturnAgainstHandOver {

        public ReturnAgainstHandOverOfARotatedHandle() {
            super(Handles.ROTATED);
        }

        @Actor
        public void giveBack(IIII_Result r) {
            home(r);
        }

        @Actor
        public void handOn(IIII_Result r) {
            adopt(r);
        }

        @Arbiter
        public void count(IIII_Result r) {
            sum(r);
        }
    }

    /** As above, while the slot goes on to somebody else: that one keeps it, whoever adopts the loan before. */
    @JCStressTest
    @Outcome(id = {"1, 1, 1", "1, 0, 1"}, expect = ACCEPTABLE, desc = "who took it after that has it")
    @State
    public static class ReturnAndTakeAgainstHandOver extends Race {

        private final BundleView view = viewOf(7, "a");
        private final BundleView other = viewOf(8, "b");
        private final BundleView next = viewOf(9, "c");
        private final Buffer buffer;
        private Buffer taken;

        public ReturnAndTakeAgainstHandOver() {
            super(Handles.FRESH, LendingRules.NONE, ACCOUNTING, new BinSpec(SIZE, 1));
            buffer = view.allocate(SIZE);
        }

        @Actor
        public void giveBackAndTake(III_Result r) {
            r.r1 = giveBack(buffer);
            taken = next.allocate(SIZE);
        }

        @Actor
        public void handOn(III_Result r) {
            try {
                other.adopt(buffer);
                r.r2 = 1;
            } catch (BufferMisuseException e) {
                r.r2 = 0;
            }
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = taken instanceof Loan loan && loan.slot.ward.holder() == next.holder ? 1 : 0;
        }
    }

    /** Guards that several that are taken one by one, under rules, are the caller's when the manager goes out of service meanwhile. */
    @JCStressTest
    @Outcome(id = {"0, 0", "1, 1", "2, 2", "3, 3"}, expect = ACCEPTABLE, desc = "so many as are out, he was told")
    @State
    public static class WithdrawAgainstSeveral extends Race {

        private final BundleView view = viewOf(7, "a");

        public WithdrawAgainstSeveral() {
            super(rules("a;buffers=3"), Care.NONE, new BinSpec(SIZE, 3));
        }

        @Actor
        public void withdraw() {
            manager.withdraw();
        }

        @Actor
        public void take(II_Result r) {
            try {
                r.r1 = view.allocate(SIZE, new Buffer[3], 3);
            } catch (IllegalStateException e) {
                r.r1 = 0;
            }
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = pool.bins[0].used();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.List;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import fw.buffer.Buffer;

/**
 * A buffer comes home while others begin to wait for one, or give up: nobody waits while there is one for him, and none gets
 * lost.
 */
final class WaitingRaces {

    private WaitingRaces() {
    }

    /** Those who wait don't park here: whether they would be woken is what is looked at. */
    private abstract static class Line extends Race {

        Line(BinSpec... bins) {
            super(bins);
        }

        final Waiter waiter(BundleView view) {
            return new Waiter(view, SIZE, Long.MAX_VALUE, Thread.currentThread());
        }

        final Waiter waiter() {
            return waiter(manager.views.nobody());
        }

        final Waiter waiting() {
            Waiter waiter = waiter();
            manager.waiters.enter(waiter);
            must(!waiter.hasEnded());
            return waiter;
        }

        /** {@return 1 if it was served, 0 if it waits or has given up} */
        static int served(Waiter waiter) {
            return waiter.slot() == null ? 0 : 1;
        }
    }

    /** One slot, which is lent and not watched. */
    private abstract static class OneLent extends Line {

        final Slot slot = open(1)[0];

        OneLent() {
            super(new BinSpec(SIZE, 1));
            lendAgain(slot);
        }
    }

    /**
     * Guards the order in {@link Waiters#enter}: he is there before a take is tried for him. And the compare-and-sets from
     * LENT to FREE and from LENT
     * to WATCHED, of which one fails.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "served, by himself or by the return")
    @State
    public static class ReturnAgainstEntry extends OneLent {

        private final Waiter waiter = waiter();

        public ReturnAgainstEntry() {
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slot);
        }

        @Actor
        public void enter() {
            manager.waiters.enter(waiter);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = served(waiter);
        }
    }

    /**
     * As {@link ReturnAgainstEntry}, of a slot that a search has had watched before anybody waited. Guards the order in
     * {@link Homecoming#finish}: who waits
     * is looked for after searches have been told of the slot; and in {@link Waiters#enter}.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "served, by himself or by the return")
    @State
    public static class WatchedReturnAgainstEntry extends OneLent {

        private final Waiter waiter = waiter();

        public WatchedReturnAgainstEntry() {
            searchInVain();
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slot);
        }

        @Actor
        public void enter() {
            manager.waiters.enter(waiter);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = served(waiter);
        }
    }

    /** Guards the count in {@link Waiters}: who finds another at serving has him look again. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both are served")
    @State
    public static class TwoReturnsTwoWaiters extends Line {

        private final Slot[] slots = open(2);
        private final Waiter first = waiting();
        private final Waiter second = waiting();

        public TwoReturnsTwoWaiters() {
            super(new BinSpec(SIZE, 2));
        }

        @Actor
        public void giveOneBack() {
            pool.giveBack(slots[0]);
        }

        @Actor
        public void giveOtherBack() {
            pool.giveBack(slots[1]);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = served(first);
            r.r2 = served(second);
        }
    }

    /**
     * As {@link TwoReturnsTwoWaiters}, with two that enter: none of them is forgotten in the stack of news, and one of them gets
     * the slot.
     */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "one is served, the other one after him")
    @State
    public static class TwoEntries extends Line {

        private final Slot slot = open(1)[0];
        private final Waiter one = waiter();
        private final Waiter other = waiter();

        public TwoEntries() {
            super(new BinSpec(SIZE, 1));
            pool.giveBack(slot);
        }

        @Actor
        public void enterOne() {
            manager.waiters.enter(one);
        }

        @Actor
        public void enterOther() {
            manager.waiters.enter(other);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = served(one);
            r.r2 = served(other);
            pool.giveBack(slot);
            must(served(one) + served(other) == 2);
        }
    }

    /**
     * Guards the compare-and-set by which a wait ends: what is handed over at the very moment at which he gives up is his, or
     * goes back.
     */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "he has it")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "he has gone, and it is free")
    @State
    public static class ReturnAgainstGivingUp extends OneLent {

        private final Waiter waiter = waiting();

        public ReturnAgainstGivingUp() {
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slot);
        }

        @Actor
        public void giveUp() {
            manager.waiters.leave(waiter, "given up");
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = served(waiter);
            r.r2 = take();
        }
    }

    /** As {@link ReturnAgainstGivingUp}: what he has no use for is the next one's. */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "he has it, or the next one does")
    @State
    public static class ReturnAgainstFirstGivingUp extends OneLent {

        private final Waiter first = waiting();
        private final Waiter second = waiting();

        public ReturnAgainstFirstGivingUp() {
        }

        @Actor
        public void giveBack() {
            pool.giveBack(slot);
        }

        @Actor
        public void giveUp() {
            manager.waiters.leave(first, "given up");
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = served(first);
            r.r2 = served(second);
        }
    }

    /** Guards the order in {@link PooledBufferManager#publish}: who waits is looked for when the new pool lends. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "served, from the new pool")
    @State
    public static class PublishAgainstEntry extends OneLent {

        private final Pool fresh = newPool(new BinSpec(SIZE, 1));
        private final Waiter waiter = waiter();

        public PublishAgainstEntry() {
        }

        @Actor
        public void publish() {
            manager.publish(fresh);
        }

        @Actor
        public void enter() {
            manager.waiters.enter(waiter);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = served(waiter);
        }
    }

    /** As {@link PublishAgainstEntry}: with no pool, nobody waits for ever. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "told that the manager is out of service")
    @State
    public static class WithdrawAgainstEntry extends OneLent {

        private final Waiter waiter = waiter();

        public WithdrawAgainstEntry() {
        }

        @Actor
        public void withdraw() {
            manager.withdraw();
        }

        @Actor
        public void enter() {
            manager.waiters.enter(waiter);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = waiter.thrown() == null ? 0 : 1;
        }
    }

    /** Guards the order in {@link Views#stop}. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "told that the bundle has stopped")
    @State
    public static class StopAgainstEntry extends OneLent {

        private final Waiter waiter = waiter(manager.views.of(manager.holders.of(7, "bundle")));

        public StopAgainstEntry() {
        }

        @Actor
        public void stop() {
            manager.views.stop(7);
        }

        @Actor
        public void enter() {
            manager.waiters.enter(waiter);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = waiter.thrown() == null ? 0 : 1;
        }
    }

    /** Two bundles and rules, by which one of them has all that it may have, and wants one more. */
    private abstract static class UnderRules extends Race {

        final BundleView view = viewOf(7, "a");
        final BundleView other = viewOf(8, "b");
        final Buffer out = view.allocate(SIZE);
        final Waiter waiter = new Waiter(view, SIZE, Long.MAX_VALUE, Thread.currentThread());

        UnderRules(String quota) {
            super(new LendingRules(List.of(QuotaSpec.parse(quota)), LendingRules.ANY), Care.NONE, new BinSpec(SIZE, 2));
            must(out.isValid() && !view.allocate(SIZE).isValid());
        }

        final int served() {
            return waiter.slot() == null ? 0 : 1;
        }
    }

    /** Guards {@link Admission#home}: a holder is no longer charged when it is looked who waits. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "served, by himself or by the return")
    @State
    public static class ReturnAgainstEntryUnderAQuota extends UnderRules {

        public ReturnAgainstEntryUnderAQuota() {
            super("a;buffers=1");
        }

        @Actor
        public void giveBack() {
            out.close();
        }

        @Actor
        public void enter() {
            manager.waiters.enter(waiter);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = served();
        }
    }

    /** Guards {@link Homecoming#giveBack}: it is looked who waits once more when the share is there, which is after the slot is. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "served, by himself or by the return")
    @State
    public static class ReturnAgainstEntryForAShare extends UnderRules {

        public ReturnAgainstEntryForAShare() {
            super("b;reserve=64x1");
        }

        @Actor
        public void giveBack() {
            out.close();
        }

        @Actor
        public void enter() {
            manager.waiters.enter(waiter);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = served();
        }
    }

    /** Guards {@link Homecoming#handOn}: when it is looked who waits, who has handed it on is no longer charged. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "served, by himself or by who hands on")
    @State
    public static class HandOverAgainstEntryUnderAQuota extends UnderRules {

        public HandOverAgainstEntryUnderAQuota() {
            super("a;buffers=1");
        }

        @Actor
        public void handOn() {
            other.adopt(out);
        }

        @Actor
        public void enter() {
            manager.waiters.enter(waiter);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = served();
        }
    }

    /** As {@link ReturnAgainstFirstGivingUp}, of what a quota lets one of the two have. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "served, by one that gives back or by himself")
    @State
    public static class GivingUpAgainstReturnUnderAQuota extends UnderRules {

        private final Waiter first = new Waiter(view, SIZE, Long.MAX_VALUE, Thread.currentThread());

        public GivingUpAgainstReturnUnderAQuota() {
            super("a;buffers=1");
            manager.waiters.enter(first);
            manager.waiters.enter(waiter);
        }

        @Actor
        public void giveBack() {
            out.close();
        }

        @Actor
        public void giveUp() {
            manager.waiters.leave(first, "given up");
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = served() + (first.slot() == null ? 0 : 1);
        }
    }
}

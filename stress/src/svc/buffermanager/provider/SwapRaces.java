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

import fw.buffer.Buffer;

/** The manager's pool is swapped, or taken out, while others take and give back: no call fails because of it. */
final class SwapRaces {

    private SwapRaces() {
    }

    private abstract static class OneFree extends Race {

        OneFree() {
            super(1);
            pool.giveBack(open(1)[0]);
        }

        /** {@return 1 if the manager lent a buffer, 0 if it had none, -1 if it is out of service} */
        final int allocate() {
            try {
                return manager.allocate(SIZE).isValid() ? 1 : 0;
            } catch (IllegalStateException e) {
                return -1;
            }
        }
    }

    /**
     * Guards the volatile {@code current} of {@link PooledBufferManager}: the new pool is in before the old one is retired,
     * and who gets
     * nothing from a pool looks whether that is still the one that lends.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "lent, from the old pool or the new one")
    @State
    public static class PublishAgainstAllocate extends OneFree {

        private final Pool fresh = newPool(new BinSpec(SIZE, 1));

        public PublishAgainstAllocate() {
        }

        @Actor
        public void allocate(I_Result r) {
            r.r1 = allocate();
        }

        @Actor
        public void publish() {
            manager.publish(fresh);
        }
    }

    /** As {@link PublishAgainstAllocate}, for several buffers, some of which may be from the one pool and some from the other. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "two are lent")
    @State
    public static class PublishAgainstBulkAllocate extends Race {

        private final Pool fresh = newPool(new BinSpec(SIZE, 2));

        public PublishAgainstBulkAllocate() {
            super(2);
        }

        @Actor
        public void allocate(I_Result r) {
            r.r1 = manager.allocate(SIZE, new Buffer[2], 2);
        }

        @Actor
        public void publish() {
            manager.publish(fresh);
        }
    }

    /**
     * As {@link PublishAgainstAllocate}: with no pool at all the manager says that it's out of service, and not that none is
     * free.
     */
    @JCStressTest
    @Outcome(id = {"1, 0", "-1, 1"}, expect = ACCEPTABLE, desc = "lent, and still out; or refused, and the pool is drained")
    @State
    public static class WithdrawAgainstAllocate extends OneFree {

        public WithdrawAgainstAllocate() {
        }

        @Actor
        public void allocate(II_Result r) {
            r.r1 = allocate();
        }

        @Actor
        public void withdraw() {
            manager.withdraw();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r2 = isDrained();
        }
    }

    /**
     * Guards {@link Pool#retire} against a return, seen from outside: the old pool comes to be drained, and nothing counts as
     * lent.
     */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "drained, and none is out")
    @State
    public static class PublishAgainstDeallocate extends Race {

        private final Pool fresh = newPool(new BinSpec(SIZE, 1));
        private final Slot slot = open(1)[0];

        public PublishAgainstDeallocate() {
            super(1);
        }

        @Actor
        public void giveBack() {
            manager.deallocate(slot);
        }

        @Actor
        public void publish() {
            manager.publish(fresh);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = isDrained();
            r.r2 = (int) manager.snapshot().currBuffs;
        }
    }
}

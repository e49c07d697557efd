// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How a retired pool gets its slots home for good: each is counted once, whoever finds it home. */
final class Drain {

    private final Pool pool;
    private final CountDownLatch drained = new CountDownLatch(1);
    /** Once retired: how many slots are not yet home for good. */
    private final AtomicInteger toCome;

    Drain(Pool pool, int slots) {
        this.pool = pool;
        toCome = new AtomicInteger(slots);
    }

    /** Looks at each slot, after the pool has been marked as retired. */
    void begin(Slot[] slots) {
        int home = 0;
        for (Slot slot : slots) {
            if (tryRetire(slot)) {
                home++;
            }
        }
        if (toCome.addAndGet(-home) == 0) {
            drained.countDown();
        }
    }

    /** {@return whether the slot is home, for good now} If it is out, who gives it back will be told. */
    private boolean tryRetire(Slot slot) {
        for (;;) {
            int state = slot.state();
            if (state == Slot.FREE || state == Slot.UNOPENED || state == Slot.QUARANTINED || state == Slot.HELD
                || state == Slot.CLOSED || Slot.isReturning(state)) {
                if (slot.change(state, Slot.RETIRED)) {
                    return true;
                }
            } else if (state != Slot.LENT || slot.change(Slot.LENT, Slot.WATCHED)) {
                return false;
            }
        }
    }

    /** One more slot is home for good, that was not when the pool was retired. */
    void comeHome() {
        if (toCome.decrementAndGet() == 0) {
            drained.countDown();
            pool.manager.drained(pool);
        }
    }

    /** {@return how many slots are not yet home for good} A moment late; all of them, until the pool is retired. */
    int toCome() {
        return toCome.get();
    }

    /** {@return whether all slots are home for good} */
    boolean isDone() {
        return drained.getCount() == 0;
    }

    /**
     * Waits until all are. If the thread is interrupted it stops waiting, and stays interrupted.
     *
     * @param nanos how long at most
     */
    void await(long nanos) {
        try {
            drained.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

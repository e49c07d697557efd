// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import svc.buffermanager.BufferManagerDTO;

/**
 * Those who wait for a buffer of a manager, and how one that comes home gets to them.
 * <p>
 * Whoever waits enters himself <em>first</em>, and then has himself served; whoever makes a buffer free, or changes from
 * which pool is lent, looks whether
 * anybody waits <em>after</em> that, and if so has all served. To serve is to try a take for each, in the order in which they
 * came. A take that fails has
 * every slot that fits {@linkplain Slot#WATCHED watched}, so each of these comes home by the way on which this is looked at.
 * Hence
 * nothing that fits lies free while somebody waits for it. If nobody waits, that costs one read on the return of a slot that
 * is watched, and
 * nothing on any other.
 * <p>
 * One thread serves at a time. Who finds another at it has that look once more, and goes on: nobody waits for another thread
 * but for a
 * buffer. Serving locks nothing, and makes nothing on the heap.
 */
final class Waiters {

    /** Who has not ended. One more before he enters, so that nobody overlooks him. */
    private final AtomicInteger waiting = new AtomicInteger();
    /** Who has come and who has gone since the last round, the newest first. */
    private final AtomicReference<Waiter> entered = new AtomicReference<>();
    private final AtomicReference<Waiter> left = new AtomicReference<>();
    /** How often somebody wanted to serve since the present round began, which counts too; 0 if nobody serves. */
    private final AtomicInteger calls = new AtomicInteger();
    private final WaitingLines lines = new WaitingLines();

    private final LongAdder waited = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

    /** {@return a duration in nanoseconds; one that is longer than a long can say is 292 years} */
    static long nanos(Duration atMost, Object manager) {
        if (atMost.isNegative()) {
            throw new IllegalArgumentException(manager + ": a wait of at most " + atMost + " is negative; give 0 or more");
        }
        try {
            return atMost.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** {@return whether nobody waits} */
    boolean isNobody() {
        return waiting.get() == 0;
    }

    /** Has this one wait from now on, behind all who do; unless he can be served at once. */
    void enter(Waiter waiter) {
        // Volatile, and before the take that is tried for him. Pairs with serve(): who makes a slot free before that take
        // looks for it
        // is found by it; who does so later finds this.
        waiting.incrementAndGet();
        waiter.view.holder.waiting.increment();
        Waiter older;
        do {
            older = entered.get();
            waiter.olderEntered = older;
        } while (!entered.compareAndSet(older, waiter));
        rounds();
    }

    /** Ends a wait from the waiter's side. {@return whether it had not ended before} */
    boolean leave(Waiter waiter, Object how) {
        if (!ends(waiter, how)) {
            return false;
        }
        Waiter older;
        do {
            older = left.get();
            waiter.olderLeft = older;
        } while (!left.compareAndSet(older, waiter));
        rounds();
        return true;
    }

    /**
     * Serves those who wait, if anybody does. Called after a slot has become free, or it has changed from what is lent, or to
     * whom.
     */
    void serve() {
        // Volatile, and after the change. Pairs with enter().
        if (waiting.get() != 0) {
            rounds();
        }
    }

    private void rounds() {
        // Pairs with the subtraction below: either this thread serves, or the one that does goes round once more, and finds what
        // this one has changed.
        if (calls.getAndIncrement() != 0) {
            return;
        }
        boolean done = false;
        try {
            int seen = 1;
            do {
                round();
                seen = calls.addAndGet(-seen);
            } while (seen != 0);
            done = true;
        } finally {
            if (!done) {
                // The stack or the heap is at its end. The next return serves those who are left.
                calls.set(0);
            }
        }
    }

    private void round() {
        // Those who have left are asked for first, and removed last: each of them has entered before, so he is in his line by
        // then.
        Waiter gone = left.getAndSet(null);
        sortIn(entered.getAndSet(null));
        while (gone != null) {
            lines.remove(gone);
            Waiter older = gone.olderLeft;
            gone.olderLeft = null;
            gone = older;
        }
        lines.admitAll();
        for (Waiter waiter = lines.firstAdmitted(); waiter != null; waiter = lines.firstAdmitted()) {
            serve(waiter);
        }
    }

    private void sortIn(Waiter newest) {
        Waiter oldest = null;
        for (Waiter waiter = newest; waiter != null;) {
            Waiter older = waiter.olderEntered;
            waiter.olderEntered = oldest;
            oldest = waiter;
            waiter = older;
        }
        while (oldest != null) {
            lines.add(oldest);
            Waiter newer = oldest.olderEntered;
            oldest.olderEntered = null;
            oldest = newer;
        }
    }

    private void serve(Waiter waiter) {
        Slot slot;
        try {
            slot = waiter.hasEnded() ? null : waiter.view.tryTake(waiter.size);
        } catch (RuntimeException | Error e) {
            // The manager is out of service, or the bundle has stopped: that is for who waits, not for who serves.
            ends(waiter, e);
            lines.remove(waiter);
            return;
        }
        if (slot == null && !waiter.hasEnded()) {
            waiter.line.refused = true;
            return;
        }
        lines.remove(waiter);
        if (slot != null && !ends(waiter, slot)) {
            // He has gone meanwhile. If somebody else couldn't have it because of that, it is watched, and this calls for a
            // round.
            waiter.view.putBack(slot);
        }
    }

    private boolean ends(Waiter waiter, Object how) {
        if (!waiter.end(how)) {
            return false;
        }
        waiting.decrementAndGet();
        waiter.view.holder.waiting.decrement();
        return true;
    }

    /** Counts one who really had to wait. He has not ended, or just now. */
    void countWait(Waiter waiter) {
        waited.increment();
        waiter.view.holder.waited.increment();
    }

    /** Counts how long one has waited who has ended. */
    void countEnd(Waiter waiter) {
        long nanos = waiter.waitedNanos();
        waitedNanos.add(nanos);
        longestNanos.accumulate(nanos);
    }

    /** Counts one who got none because his time was up. */
    void countTimeUp(Waiter waiter) {
        timedOut.increment();
        waiter.view.holder.timedOut.increment();
    }

    /** Fills in the figures of waiting. */
    void fill(BufferManagerDTO dto) {
        dto.waiting = waiting.get();
        dto.waited = waited.sum();
        dto.timedOut = timedOut.sum();
        dto.waitedNanos = waitedNanos.sum();
        dto.longestWaitNanos = longestNanos.get();
    }
}

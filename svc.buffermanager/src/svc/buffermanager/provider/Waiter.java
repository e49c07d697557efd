// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A request that waits for a buffer. It ends once: with a slot, which is the requester's from then on; with what was thrown
 * when one was to be taken for
 * it; because its time is up; or because its thread was interrupted. Whoever ends it first decides.
 */
final class Waiter {

    /** How a wait ends for which there is no slot, and nothing was thrown. */
    private enum Unserved {
        TIME_UP, INTERRUPTED
    }

    final BundleView view;
    /** How many bytes are wanted. */
    final int size;
    /** Where it was asked for, by another thread than the one that waits; null if that isn't traced. Written before it enters. */
    Trace asked;

    /**
     * The following belong to {@link Waiters}: its place in the stacks of news, and in its line; and a line, in case there is
     * none.
     */
    final WaitingLine own;
    Waiter olderEntered;
    Waiter olderLeft;
    Waiter previous;
    Waiter next;
    WaitingLine line;
    long ticket;

    private final Thread thread;
    private final long start = System.nanoTime();
    private final long nanos;
    private final AtomicReference<Object> outcome = new AtomicReference<>();

    /**
     * Makes a request that nobody knows yet.
     *
     * @param nanos how long it waits at most, from now on
     * @param thread the one that will call {@link #await}
     */
    Waiter(BundleView view, int size, long nanos, Thread thread) {
        this.view = view;
        this.size = size;
        own = new WaitingLine(view, size);
        this.nanos = nanos;
        this.thread = thread;
    }

    /**
     * Ends the wait with a slot, or with what was thrown, and wakes the thread.
     *
     * @return whether it had not ended before; if it had, nothing is done
     */
    boolean end(Object how) {
        // Volatile: pairs with itself, on the thread that serves and on the one that waits. So a slot has one owner, and all
        // that was
        // done to it before happens-before what the waiting thread does with it.
        if (!outcome.compareAndSet(null, how)) {
            return false;
        }
        if (thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
        return true;
    }

    boolean hasEnded() {
        return outcome.get() != null;
    }

    /** Ends the wait without anybody on whose thread it could; what it got goes back. */
    void giveUp(Waiters waiters) {
        if (!waiters.leave(this, Unserved.INTERRUPTED) && slot() != null) {
            view.putBack(slot());
        }
    }

    /** {@return the slot that it got, or null} */
    Slot slot() {
        return outcome.get() instanceof Slot slot ? slot : null;
    }

    /** {@return what was thrown when a slot was to be taken for it, or null} */
    Throwable thrown() {
        return outcome.get() instanceof Throwable thrown ? thrown : null;
    }

    /** {@return for how long it has been there, in nanoseconds} */
    long waitedNanos() {
        return System.nanoTime() - start;
    }

    /**
     * Waits until it has ended, on its thread, which is parked meanwhile.
     *
     * @throws InterruptedException if the thread is interrupted before it has ended; the thread is not interrupted any
     *       more then. If both come at once, it has ended, and the thread stays interrupted
     */
    void await(Waiters waiters) throws InterruptedException {
        while (!hasEnded()) {
            if (Thread.interrupted()) {
                if (waiters.leave(this, Unserved.INTERRUPTED)) {
                    throw new InterruptedException(view + ": interrupted while waiting for a buffer of " + size + " bytes");
                }
                thread.interrupt();
                return;
            }
            long left = nanos - waitedNanos();
            if (left > 0) {
                LockSupport.parkNanos(waiters, left);
            } else {
                waiters.leave(this, Unserved.TIME_UP);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Has one thread at a time deal with changes, in rounds: each round deals with all changes that were noted before it. A thread
 * that finds another at it has nothing to do: that one sees the change. The lock is held for bookkeeping only, never during a
 * round.
 * <p>
 * A thread does rounds until its own changes are dealt with, those included that it makes in the midst of a round, in a callback.
 * What others have noted meanwhile it leaves to a thread that is started for it, so that nobody is kept for ever by the changes
 * of others.
 */
public final class Turns {

    /** A round makes calls that may cause a change, and that another round. After so many, a thread is let go. */
    private static final int MOST_ROUNDS = 16;

    private final String thread;
    private final BooleanSupplier round;
    private final Runnable afterwards;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private long changes;
    private long dealtWith;
    /** Up to which change the present round, or the last, has dealt or will. */
    private long seen;
    private Thread busy;
    /** Up to which change the busy thread stays. */
    private long goal;
    private long stepStart;

    /**
     * Makes one without changes.
     *
     * @param thread the name of a thread that is started for it
     * @param round deals with all changes; or says that it hasn't, because what it began from has changed meanwhile, and wants
     *         to be done again
     * @param afterwards called by each thread that has done rounds, when it is another's turn
     */
    public Turns(String thread, BooleanSupplier round, Runnable afterwards) {
        this.thread = thread;
        this.round = round;
        this.afterwards = afterwards;
    }

    /** Runs this on a thread that lives as long as it takes, and that inherits nothing. */
    public void elsewhere(Runnable task) {
        try {
            Thread.ofPlatform().daemon().name(thread).inheritInheritableThreadLocals(false).start(task);
        } catch (OutOfMemoryError e) {
            // No thread to be had: better late than never.
            task.run();
        }
    }

    /** Notes a change. {@return its number} */
    public long note() {
        lock.lock();
        try {
            changes++;
            if (isMine()) {
                goal = changes;
            }
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the calling thread is in the midst of a round} */
    public boolean isMine() {
        lock.lock();
        try {
            return busy == Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deals with a change; or does nothing, because another thread does, or it has been done, or this thread is in the midst of
     * it.
     */
    public void settle(long change) {
        if (!begin(change)) {
            return;
        }
        boolean more = true;
        try {
            for (int rounds = 1; more; rounds++) {
                more = doRound() && rounds < MOST_ROUNDS;
            }
        } finally {
            // First of all: what comes afterwards may take long.
            if (end()) {
                elsewhere(() -> settle(Long.MAX_VALUE));
            }
            afterwards.run();
        }
    }

    private boolean begin(long change) {
        lock.lock();
        try {
            if (busy != null || dealtWith >= Math.min(change, changes)) {
                return false;
            }
            busy = Thread.currentThread();
            goal = Math.min(change, changes);
            stepStart = System.nanoTime();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether there is a change left that is this thread's} */
    private boolean doRound() {
        beginRound();
        // If it throws: to do it again is of no use until something changes.
        boolean done = true;
        try {
            done = round.getAsBoolean();
        } finally {
            endRound(done);
        }
        return dealtWith < goal;
    }

    private void beginRound() {
        lock.lock();
        try {
            seen = changes;
        } finally {
            lock.unlock();
        }
    }

    private void endRound(boolean done) {
        lock.lock();
        try {
            if (done) {
                dealtWith = seen;
                progress.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether, in the midst of a round, changes have been noted since it began} */
    public boolean hasNews() {
        lock.lock();
        try {
            return seen < changes;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether changes are left, of whomever} */
    private boolean end() {
        lock.lock();
        try {
            busy = null;
            // Who takes over has a step's time to begin.
            stepStart = System.nanoTime();
            return dealtWith < changes;
        } finally {
            lock.unlock();
        }
    }

    /** Says, in the midst of a round, that another step begins. Each has its own time. */
    public void step() {
        lock.lock();
        try {
            stepStart = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a change has been dealt with; but no longer, if the thread that is at it takes longer than this for a step. An
     * interrupt doesn't end the wait; the thread is interrupted afterwards.
     *
     * @return whether the change has been dealt with
     */
    public boolean await(long change, long stepNanos) {
        boolean interrupted = false;
        lock.lock();
        try {
            while (dealtWith < change) {
                long left = stepNanos - (System.nanoTime() - stepStart);
                if (left <= 0) {
                    return false;
                }
                try {
                    progress.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import java.util.concurrent.CountDownLatch;

import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;

/**
 * A request for a block, made on a thread of its own. Whoever wants the block waits for it no longer than the time-out. After
 * that, or when the request has been given up, the thread is interrupted, and gives a block that still comes back at once.
 */
public final class BlockRequest {

    /** What becomes of an answer that nobody waits for any more. Called on the thread of the call. */
    public interface TooLate {

        /** Gives back the block that has come. */
        void takeBack(MemoryBlock block);

        /** The allocator has answered, and what it gave has been seen to. */
        void isOver();
    }

    private final BoundAllocator allocator;
    private final BlockSpec spec;
    private final Timeout timeout;
    private final TooLate tooLate;
    private final Thread thread;
    private final CountDownLatch decided = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private MemoryBlock block;
    private MemoryUnavailableException refusal;
    /** Why nobody waits any more; or null. */
    private String givenUp;
    private boolean unanswered;

    /**
     * Makes a request that has yet to be started.
     *
     * @param timeoutNanos how long the allocator has to answer, from now on
     */
    BlockRequest(BoundAllocator allocator, BlockSpec spec, long timeoutNanos, TooLate tooLate) {
        this.allocator = allocator;
        this.spec = spec;
        this.tooLate = tooLate;
        timeout = new Timeout(timeoutNanos);
        thread = new CallThread("asks", allocator, this::run);
    }

    /** @throws MemoryUnavailableException if no thread can be had */
    public void start() {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            over.countDown();
            throw refused("no thread can be had to ask it: " + e.getMessage());
        }
    }

    /**
     * {@return the block, which is the caller's}
     *
     * @throws MemoryUnavailableException if it was refused, or didn't come in time, or the request has been given up
     */
    public MemoryBlock await() {
        boolean inTime = timeout.await(decided);
        synchronized (this) {
            if (!inTime && block == null && refusal == null) {
                unanswered = true;
                giveUp("it has not answered within " + timeout.millis()
                    + " ms; set allocator.timeout higher if it needs longer, or stop it");
            }
            if (refusal != null) {
                throw refusal;
            }
            return block;
        }
    }

    /** Has nobody wait for the answer any more, if it hasn't come. */
    synchronized void giveUp(String reason) {
        if (block == null && refusal == null) {
            givenUp = reason;
            refusal = refused(reason);
            decided.countDown();
            thread.interrupt();
        }
    }

    private MemoryUnavailableException refused(String reason) {
        return new MemoryUnavailableException(spec.memoryId(), spec.bytes(), 0, reason);
    }

    private void run() {
        MemoryBlock got = null;
        MemoryUnavailableException no = null;
        try {
            got = allocator.reserve(spec);
        } catch (MemoryUnavailableException e) {
            no = e;
        }
        boolean late = !answer(got, no);
        if (late && got != null) {
            // What gives it back is not to be disturbed by the interrupt that was for the request.
            Thread.interrupted();
            tooLate.takeBack(got);
        }
        over.countDown();
        if (late) {
            tooLate.isOver();
        }
    }

    /** {@return whether somebody waits for the answer} */
    private synchronized boolean answer(MemoryBlock got, MemoryUnavailableException no) {
        if (givenUp != null) {
            return false;
        }
        block = got;
        refusal = no;
        // Before anybody goes on: the next request may follow at once.
        over.countDown();
        decided.countDown();
        return true;
    }

    /** {@return for people, why nobody waits for the answer any more, or what for} */
    synchronized String reason() {
        return givenUp == null ? "it is being asked" : givenUp;
    }

    /** {@return whether the allocator let the time-out pass} */
    public synchronized boolean isUnanswered() {
        return unanswered;
    }

    /** {@return whether the allocator has answered} */
    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits, at most until the request's time-out has passed. {@return whether the allocator has answered} */
    boolean awaitOver() {
        return timeout.await(over);
    }

    void interrupt() {
        thread.interrupt();
    }
}

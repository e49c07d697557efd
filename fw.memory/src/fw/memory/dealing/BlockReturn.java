// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The way of a block back to its allocator, which may throw or hang. It is tried, on a thread of its own, as often as somebody
 * begins a try; one at a time.
 */
public final class BlockReturn {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Whose block it is. */
    public final BoundAllocator allocator;
    /** How many bytes it has. */
    public final long bytes;
    private final Runnable giveBack;
    /** What is under way, or was last. */
    private Try latest;
    private boolean back;
    /** Who has reported that the block is not back, and wants to be told when it is; or null. */
    private Runnable reporter;

    private static final class Try {
        private final CountDownLatch over = new CountDownLatch(1);
        private final long nanos;
        /** Of the present call: if the allocator throws and is called again, that has its own time. */
        private volatile Timeout timeout;
        private Thread thread;
        private RuntimeException refusal;

        private Try(long nanos) {
            this.nanos = nanos;
            timeout = new Timeout(nanos);
        }

        private void await() {
            Timeout present;
            do {
                present = timeout;
            } while (!present.await(over) && present != timeout);
        }
    }

    /**
     * Makes one that has not begun.
     *
     * @param giveBack gives the block back, or throws; then it may be called again
     */
    public BlockReturn(BoundAllocator allocator, long bytes, Runnable giveBack) {
        this.allocator = allocator;
        this.bytes = bytes;
        this.giveBack = giveBack;
    }

    /**
     * Begins a try, unless one is under way or the block is back.
     *
     * @param timeoutNanos how long the allocator has to answer
     * @param insistNanos for how long, if it throws, it is called again and again
     * @return whether this call began one
     */
    public synchronized boolean begin(long timeoutNanos, long insistNanos) {
        if (back || isUnderWay()) {
            return false;
        }
        Try mine = new Try(timeoutNanos);
        latest = mine;
        mine.thread = new CallThread("gives back to", allocator, () -> run(mine, insistNanos));
        allocator.dealings().add(this);
        try {
            mine.thread.start();
        } catch (OutOfMemoryError e) {
            mine.refusal = new IllegalStateException("no thread can be had for that: " + e.getMessage(), e);
            mine.over.countDown();
        }
        return true;
    }

    /** Tries once, on this thread, which is that of a call already. */
    void tryHere(long timeoutNanos) {
        Try mine = new Try(timeoutNanos);
        synchronized (this) {
            mine.thread = Thread.currentThread();
            latest = mine;
        }
        allocator.dealings().add(this);
        run(mine, 0);
    }

    private void run(Try mine, long insistNanos) {
        Timeout insisting = new Timeout(insistNanos);
        RuntimeException refusal = attempt();
        while (refusal != null && !insisting.hasPassed() && !Thread.interrupted()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            mine.timeout = new Timeout(mine.nanos);
            refusal = attempt();
        }
        Runnable told;
        synchronized (this) {
            mine.refusal = refusal;
            back = refusal == null;
            told = back ? reporter : null;
        }
        if (refusal == null) {
            allocator.dealings().remove(this);
        }
        mine.over.countDown();
        if (told != null) {
            told.run();
        }
    }

    private RuntimeException attempt() {
        try {
            giveBack.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        } catch (OutOfMemoryError e) {
            // Not of the allocator, which is seen to elsewhere: of what has to be said of the buffers that are out.
            return new IllegalStateException("the heap is full", e);
        }
    }

    /** Waits for the try that is under way, as long as it has time. {@return whether the block is back} */
    public boolean await() {
        Try mine;
        synchronized (this) {
            mine = latest;
        }
        if (mine != null) {
            mine.await();
        }
        return isBack();
    }

    /** {@return whether the block is back} */
    public synchronized boolean isBack() {
        return back;
    }

    /** {@return whether a try is under way} */
    public synchronized boolean isUnderWay() {
        return latest != null && latest.over.getCount() > 0;
    }

    /** {@return why the block is not back, for people; null if it is, or no try has come to its end or its time-out} */
    public synchronized String obstacle() {
        if (back || latest == null) {
            return null;
        }
        if (!isUnderWay()) {
            return latest.refusal.getMessage();
        }
        return latest.timeout.hasPassed() ? "it has not answered within " + latest.timeout.millis() + " ms" : null;
    }

    /**
     * Has it noted that somebody reports that the block is not back.
     *
     * @param whenBack called, on the thread of the call, when the block is back after all
     * @return what to report, for people; null if there is nothing, or it has been reported before
     */
    synchronized String report(Runnable whenBack) {
        String obstacle = reporter == null ? obstacle() : null;
        if (obstacle != null) {
            reporter = whenBack;
        }
        return obstacle;
    }

    /** Asks the call that is under way, if there is one, to come to its end. */
    public synchronized void interrupt() {
        if (isUnderWay()) {
            latest.thread.interrupt();
        }
    }
}

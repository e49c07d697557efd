// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

import fw.memory.MemoryUnavailableException;

/**
 * What is going on between a component and one allocator: requests that it has not answered, and blocks that it has not taken
 * back. One that hangs isn't asked for more, nor one that refuses to take several blocks back: so it has few of our threads, and
 * little memory that we asked for and can't use.
 */
public final class Dealings {

    /** An allocator whose service has changed is asked again though it hangs; but not more often than this. */
    public static final int MOST_UNANSWERED = 4;

    /** An allocator may throw because a block is in use, so it may keep some. */
    public static final int MOST_REFUSED = 4;

    private final List<BlockRequest> unanswered = new ArrayList<>();
    /** Not guarded by this object's monitor: they have theirs, and come and go while that is held. */
    private final Set<BlockReturn> returns = new CopyOnWriteArraySet<>();
    /** The one that has to be answered before the next; or null. */
    private BlockRequest latest;
    private String barred;
    private boolean closed;
    private int held;

    /** Has it not be asked again until its service changes. */
    synchronized void bar(String reason) {
        barred = reason;
    }

    /** Its service has changed: it may be asked again. */
    public synchronized void serviceChanged() {
        barred = null;
        unanswered.removeIf(BlockRequest::isOver);
        if (unanswered.size() < MOST_UNANSWERED) {
            latest = null;
        }
    }

    /** {@return for people, why it is not to be asked now; null if it is} */
    synchronized String reluctance() {
        if (closed) {
            return "it is not asked any more";
        }
        if (barred != null) {
            return barred;
        }
        if (latest != null && !latest.isOver()) {
            return latest.reason();
        }
        List<BlockReturn> owed = returns.stream().filter(way -> way.obstacle() != null).toList();
        if (owed.size() >= MOST_REFUSED || isOverdue()) {
            long bytes = owed.stream().mapToLong(way -> way.bytes).sum();
            return "it has not taken back " + bytes + " bytes: " + owed.getFirst().obstacle();
        }
        return null;
    }

    /**
     * {@return a request for a block, to be started}
     *
     * @throws MemoryUnavailableException if it is not to be asked now
     */
    public synchronized BlockRequest request(BoundAllocator allocator, BlockSpec spec, long timeoutNanos,
        BlockRequest.TooLate tooLate) {
        String reluctance = reluctance();
        if (reluctance != null) {
            throw new MemoryUnavailableException(spec.memoryId(), spec.bytes(), 0, reluctance);
        }
        unanswered.removeIf(BlockRequest::isOver);
        latest = new BlockRequest(allocator, spec, timeoutNanos, tooLate);
        unanswered.add(latest);
        return latest;
    }

    void add(BlockReturn way) {
        returns.add(way);
    }

    void remove(BlockReturn way) {
        returns.remove(way);
    }

    /** {@return the ways back that have begun and not come to their end} */
    public Set<BlockReturn> returns() {
        return returns;
    }

    /** A block is being asked for, or has been given and is not yet in use. */
    public synchronized void hold() {
        held++;
    }

    /** The block is in use, or on its way back; or there is none. */
    public synchronized void letGo() {
        held--;
    }

    /** {@return whether no call into it is under way, and what it gave is in use, or back} */
    synchronized boolean areOver() {
        return held == 0 && unanswered.stream().allMatch(BlockRequest::isOver) && returns.isEmpty();
    }

    /** {@return whether it has not answered in time when it was to take a block back} */
    public boolean isOverdue() {
        return returns.stream().anyMatch(way -> way.isUnderWay() && way.obstacle() != null);
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** Asks for nothing any more. Whoever waits for a block gives up. */
    public void close() {
        List<BlockRequest> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(unanswered);
        }
        left.forEach(request -> request.giveUp("it is not asked any more"));
    }

    /**
     * Waits until what was asked of it before has been answered, or the time-outs of these calls have passed; then has the
     * calls that are still under way interrupted.
     *
     * @return whether it has answered all requests, but for those that it has been blamed for before
     */
    public boolean awaitAnswers() {
        List<BlockRequest> left;
        synchronized (this) {
            left = new ArrayList<>(unanswered);
        }
        left.removeIf(BlockRequest::awaitOver);
        left.forEach(BlockRequest::interrupt);
        returns.forEach(BlockReturn::await);
        returns.forEach(BlockReturn::interrupt);
        return left.stream().allMatch(BlockRequest::isUnanswered);
    }
}

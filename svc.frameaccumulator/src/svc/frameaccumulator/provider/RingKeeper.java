// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;
import fw.memory.dealing.BlockRequest;
import fw.memory.dealing.BoundAllocator;
import fw.memory.dealing.CallThread;
import fw.memory.dealing.LiveBlocks;
import fw.memory.dealing.Refusals;
import fw.memory.dealing.Returns;
import fw.memory.dealing.Turns;
import fw.memory.log.Log;
import fw.memory.log.StateLog;
import svc.frameaccumulator.FrameAccumulator;

/**
 * Sees to it that the store has a ring from the best allocator that can give one, as configured. If none can, the ring stays
 * while its allocator is there.
 * <p>
 * It does so in rounds ({@link Turns}), one at a time, each from what is known when it begins, on the threads that change
 * configurations and bundles. Allocators are called on threads of their own, within the configured time, and without a lock: so
 * one may call back, or hang. To bring something never waits for another thread's round; to take something away does, but no
 * longer than the time-outs. Who deals with inputs never waits for any of this.
 */
final class RingKeeper {

    private static final String RING = "a ring";

    /** Before there is a configuration, nothing is called that could hang. */
    private static final long UNCONFIGURED_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Who waits for another thread's step waits this much longer than that may take: not to give up just before it's done. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** If news come all the time, a round takes what it knows after that: others wait for it. */
    private static final int MOST_DOUBTS = 3;

    private final Store store;
    private final LiveBlocks blocks;
    private final Log log;
    private final StateLog failures;
    private final Allocations allocations = new Allocations();
    private final Returns returns;
    private final Turns turns = new Turns(FrameAccumulator.PID + " settles", this::round, this::afterRounds);
    private final List<BoundAllocator> allocators = new CopyOnWriteArrayList<>();
    /** Held while a ring is put in or taken out: that is done in rounds, but not only. */
    private final Object exchange = new Object();
    /** Null when there is no ring. Written with the exchange held. */
    private volatile Tenure present;
    private volatile long swaps;
    private volatile AccumulatorSpec spec;
    private volatile boolean closed;
    /** How many rounds in a row have come to no end, because of news. A round's own. */
    private int doubts;

    RingKeeper(Store store, LiveBlocks blocks, Log log) {
        this.store = store;
        this.blocks = blocks;
        this.log = log;
        failures = new StateLog(log);
        returns = new Returns(allocations, log, this::settleAgain);
    }

    // ------------------------------------------------------------------------------------------ changes, from any thread

    /** From now on there is to be such a ring. */
    void configure(AccumulatorSpec newSpec) {
        spec = newSpec;
        settle(turns.note());
    }

    void add(ServiceReference<MemAllocator> reference, MemAllocator allocator) {
        allocators.add(new BoundAllocator(FrameAccumulator.PID, reference, allocator, blocks));
        settle(turns.note());
    }

    /** The properties of an allocator have changed: it may be better or worse, or match no more, or do better. */
    void changed(ServiceReference<MemAllocator> reference) {
        BoundAllocator changed = find(reference);
        if (changed != null) {
            changed.dealings().serviceChanged();
        }
        settle(turns.note());
    }

    private BoundAllocator find(ServiceReference<MemAllocator> reference) {
        return allocators.stream().filter(bound -> bound.reference().equals(reference)).findFirst().orElse(null);
    }

    /**
     * When this returns, the memory of that allocator is used no more. All that is from it has gone back, or the time-outs have
     * passed; or that follows, if this is called from within a call into an allocator.
     */
    void remove(ServiceReference<MemAllocator> reference) {
        BoundAllocator gone = find(reference);
        if (gone == null) {
            return;
        }
        allocators.remove(gone);
        gone.dealings().close();
        long change = turns.note();
        if (CallThread.isCurrent() || turns.isMine()) {
            // Who made the call waits for this thread, so there is no other ring before it returns.
            withdrawFrom(gone);
            turns.elsewhere(() -> release(gone, change));
        } else {
            release(gone, change);
        }
    }

    private void release(BoundAllocator gone, long change) {
        awaitSettled(change);
        withdrawFrom(gone);
        letGo(gone);
    }

    /** Gives all memory back. What is in the ring is lost. */
    void close() {
        closed = true;
        allocators.forEach(allocator -> allocator.dealings().close());
        long change = turns.note();
        replaceBy(null);
        if (CallThread.isCurrent()) {
            turns.elsewhere(() -> end(change));
        } else {
            end(change);
        }
    }

    private void end(long change) {
        if (!turns.isMine()) {
            awaitSettled(change);
        }
        allocators.forEach(this::letGo);
    }

    private void letGo(BoundAllocator gone) {
        returns.insist(List.copyOf(gone.dealings().returns()), allocatorNanos(), owner(), RING);
        if (!gone.dealings().awaitAnswers()) {
            allocations.unanswered();
            log.error(owner() + ": allocator " + gone.name()
                + " has still not answered when it was to be let go; a block that it gives later goes back to it at once");
        }
        gone.letGo();
    }

    /** Deals with a change, unless another thread does. */
    private void settle(long change) {
        if (CallThread.isCurrent()) {
            // The call may hold what the allocator needs for the next.
            turns.elsewhere(() -> turns.settle(change));
        } else {
            turns.settle(change);
        }
    }

    private void settleAgain() {
        if (!closed) {
            settle(turns.note());
        }
    }

    private void awaitSettled(long change) {
        turns.settle(change);
        turns.await(change, allocatorNanos() + GRACE_NANOS);
    }

    // ---------------------------------------------------------------------------------------------- one thread at a time

    /** {@return false if nobody could give the ring, but that may have changed meanwhile, so that another round must tell} */
    private boolean round() {
        AccumulatorSpec wanted = spec;
        if (wanted == null || closed) {
            return true;
        }
        List<BoundAllocator> known = List.copyOf(allocators);
        Refusals refusals = new Refusals("ring");
        List<BoundAllocator> candidates = known.stream().filter(bound -> wanted.allocators.match(bound.reference())).sorted()
            .toList();
        for (BoundAllocator candidate : candidates) {
            boolean moved = false;
            if (isFrom(candidate, wanted) || (moved = tryMoveTo(candidate, wanted, refusals))) {
                doubts = 0;
                serve(candidate, wanted, refusals, moved);
                return true;
            }
            if (closed) {
                return true;
            }
        }
        if (doubts < MOST_DOUBTS && (turns.hasNews() || !allocators.containsAll(known))) {
            doubts++;
            return false;
        }
        doubts = 0;
        stay(wanted, refusals);
        return true;
    }

    private boolean isFrom(BoundAllocator candidate, AccumulatorSpec wanted) {
        Tenure now = present;
        return now != null && now.allocator == candidate && now.isAlive() && now.spec.hasSameRing(wanted);
    }

    private boolean tryMoveTo(BoundAllocator candidate, AccumulatorSpec wanted, Refusals refusals) {
        candidate.dealings().hold();
        try {
            turns.step();
            Returns.retry(candidate, wanted.allocatorNanos);
            turns.step();
            Tenure next = arrange(candidate, wanted, ask(candidate, wanted));
            turns.step();
            if (publish(next)) {
                log.info(owner() + ": a ring of " + wanted.storeSize + " bytes from allocator " + candidate.name());
                return true;
            }
            returns.giveBack(next.wayBack, wanted.allocatorNanos, owner(), "a ring that came too late");
            return false;
        } catch (MemoryUnavailableException e) {
            if (!candidate.dealings().isClosed()) {
                refusals.add(candidate, e.getMessage());
            }
            return false;
        } finally {
            candidate.dealings().letGo();
        }
    }

    private MemoryBlock ask(BoundAllocator candidate, AccumulatorSpec wanted) {
        BlockRequest request = candidate.dealings().request(candidate, wanted.block(), wanted.allocatorNanos,
            new BlockRequest.TooLate() {
                @Override
                public void takeBack(MemoryBlock block) {
                    returns.giveBackHere(candidate, block, wanted.allocatorNanos, owner());
                }

                @Override
                public void isOver() {
                    settleAgain();
                }
            });
        request.start();
        try {
            return request.await();
        } finally {
            if (request.isUnanswered()) {
                allocations.unanswered();
            }
        }
    }

    private Tenure arrange(BoundAllocator candidate, AccumulatorSpec wanted, MemoryBlock block) {
        try {
            return new Tenure(candidate, wanted, block);
        } catch (RuntimeException e) {
            returns.giveBack(Returns.wayOf(candidate, block), wanted.allocatorNanos, owner(), "a block that can't be used");
            throw new MemoryUnavailableException(wanted.memoryId, wanted.storeSize, 0, "its memory can't be used: " + e, e);
        }
    }

    private void serve(BoundAllocator candidate, AccumulatorSpec wanted, Refusals refusals, boolean moved) {
        if (moved || refusals.isEmpty()) {
            failures.clear();
        }
        if (!refusals.isEmpty()) {
            say(wanted, "uses " + refusals.kind(), "uses allocator " + candidate.name() + ", since there is " + refusals);
        }
    }

    /** Keeps the ring that is there; or, if its allocator has gone, has none. */
    private void stay(AccumulatorSpec wanted, Refusals refusals) {
        Tenure now = present;
        String reason = refusals.isEmpty() ? "no allocator, of " + allocators.size() + ", that matches " + wanted.allocators
            : refusals.toString();
        if (now != null && now.isAlive() && allocators.contains(now.allocator)) {
            say(wanted, "stays " + refusals.kind(),
                "stays with its ring from allocator " + now.allocator.name() + ", since there is " + reason);
        } else {
            replaceBy(null);
            say(wanted, "none " + refusals.kind(), "takes no data, since there is " + reason);
        }
    }

    /** Says what is wrong with the state that the ring is in. {@code kind} tells it from others of this configuration. */
    private void say(AccumulatorSpec wanted, String kind, String failure) {
        failures.error(wanted.storeSize + " " + wanted.allocators + " " + kind, owner() + ": " + failure);
    }

    private void afterRounds() {
        if (closed) {
            return;
        }
        for (BoundAllocator allocator : allocators) {
            returns.await(allocator.dealings().returns(), owner(), RING);
            Returns.retry(allocator, allocatorNanos());
        }
    }

    // ------------------------------------------------------------------------------------------------------- the exchange

    /** {@return whether the store has that ring now} It hasn't if its allocator went while it was asked, or the component. */
    private boolean publish(Tenure next) {
        synchronized (exchange) {
            boolean wanted = !closed && allocators.contains(next.allocator);
            if (wanted) {
                replaceBy(next);
            }
            return wanted;
        }
    }

    private void withdrawFrom(BoundAllocator gone) {
        synchronized (exchange) {
            if (present != null && present.allocator == gone) {
                replaceBy(null);
            }
        }
    }

    /** Puts that ring in the place of the present one, whose memory is on its way back when this returns. */
    private void replaceBy(Tenure next) {
        synchronized (exchange) {
            Tenure before = present;
            store.exchange(next == null ? null : next.ring);
            present = next;
            if (before != null) {
                if (next != null) {
                    swaps++;
                }
                // Within the exchange: so whoever finds another ring, or none, finds this one among what is to come back.
                before.wayBack.begin(allocatorNanos(), 0);
            }
        }
    }

    private long allocatorNanos() {
        AccumulatorSpec now = spec;
        return now == null ? UNCONFIGURED_NANOS : now.allocatorNanos;
    }

    private String owner() {
        AccumulatorSpec now = spec;
        return "accumulator " + (now == null ? "" : now.portName);
    }

    // ------------------------------------------------------------------------------------------------------ for snapshots

    /** {@return the memory of the moment, or null} Any thread may ask. */
    Tenure present() {
        return present;
    }

    long swaps() {
        return swaps;
    }

    Allocations allocations() {
        return allocations;
    }
}

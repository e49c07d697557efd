// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import fw.memory.MemoryUnavailableException;
import fw.memory.log.Log;

/**
 * Sees to it that the store has a ring from the best allocator that can give one, as configured. If none can, the ring stays
 * while its allocator is there.
 * <p>
 * All this happens on the threads that change configurations and bundles, one at a time. Allocators are called with the lock
 * held, and may call back on the same thread: then the change is noted, and dealt with when the call returns. Who deals with
 * inputs never takes this lock.
 */
final class RingKeeper {

    private final Store store;
    private final Log log;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<BoundAllocator> allocators = new ArrayList<>();
    /** Memory that is used no more, and that could not be given back yet. */
    private final List<Tenure> owed = new ArrayList<>();
    /** Null when there is no ring. Written with the lock held. */
    private volatile Tenure present;
    private volatile long swaps;
    private AccumulatorSpec spec;
    private boolean open;
    private String lastFailure;
    private boolean settling;
    private boolean settleAgain;

    RingKeeper(Store store, Log log) {
        this.store = store;
        this.log = log;
    }

    /** From now on there is to be such a ring. */
    void configure(AccumulatorSpec newSpec) {
        lock.lock();
        try {
            spec = newSpec;
            open = true;
            lastFailure = null;
            settle();
        } finally {
            lock.unlock();
        }
    }

    void add(BoundAllocator allocator) {
        lock.lock();
        try {
            allocators.add(allocator);
            settle();
        } finally {
            lock.unlock();
        }
    }

    /** The properties of an allocator have changed: it may be better or worse, or match no more. */
    void changed() {
        lock.lock();
        try {
            settle();
        } finally {
            lock.unlock();
        }
    }

    /** When this returns, nothing of that allocator is used any more. */
    void remove(ServiceReference<MemAllocator> reference) {
        lock.lock();
        try {
            allocators.removeIf(bound -> bound.reference().equals(reference));
            settle();
            if (settling && present != null && present.allocator.reference().equals(reference)) {
                // It goes while another allocator is being asked. That one's ring will be empty.
                replaceBy(null);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives all memory back. What is in the ring is lost. */
    void close() {
        lock.lock();
        try {
            open = false;
            replaceBy(null);
            for (Tenure tenure : owed) {
                log.error("accumulator " + spec.portName + ": " + tenure.spec.storeSize
                    + " bytes could not be given back to allocator " + tenure.allocator.name());
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the memory of the moment, or null} Any thread may ask. */
    Tenure present() {
        return present;
    }

    long swaps() {
        return swaps;
    }

    private void settle() {
        settleAgain = true;
        if (settling) {
            return;
        }
        settling = true;
        try {
            while (settleAgain && open) {
                settleAgain = false;
                settleOnce();
            }
        } finally {
            settling = false;
        }
    }

    private void settleOnce() {
        if (present != null && !present.isAlive()) {
            replaceBy(null);
        }
        List<BoundAllocator> candidates = allocators.stream().filter(bound -> spec.allocators.match(bound.reference())).sorted()
            .toList();
        List<String> refusals = new ArrayList<>();
        for (BoundAllocator candidate : candidates) {
            if (isFrom(candidate) || tryMoveTo(candidate, refusals)) {
                say(refusals.isEmpty() ? null : "uses allocator " + candidate.name() + ", since there is " + reason(refusals));
                return;
            }
            if (settleAgain) {
                // What was asked has called back; all is to be looked at anew.
                return;
            }
        }
        if (present != null && allocators.contains(present.allocator)) {
            say("stays with its ring from allocator " + present.allocator.name() + ", since there is " + reason(refusals));
        } else {
            replaceBy(null);
            say("takes no data, since there is " + reason(refusals));
        }
    }

    private boolean isFrom(BoundAllocator candidate) {
        return present != null && present.allocator == candidate && present.spec.hasSameRing(spec);
    }

    private boolean tryMoveTo(BoundAllocator candidate, List<String> refusals) {
        Tenure next;
        try {
            next = new Tenure(candidate, spec);
        } catch (MemoryUnavailableException e) {
            refusals.add("no ring from allocator " + candidate.name() + ": " + e.getMessage());
            return false;
        }
        if (!open || !allocators.contains(candidate)) {
            // It has called back, and all is different now.
            giveBack(next);
            refusals.add("allocator " + candidate.name() + ", which went away while it was asked");
            return false;
        }
        replaceBy(next);
        log.info("accumulator " + spec.portName + ": a ring of " + spec.storeSize + " bytes from allocator " + candidate.name());
        return true;
    }

    private void replaceBy(Tenure next) {
        List<Tenure> ended = new ArrayList<>(owed);
        owed.clear();
        Tenure before = present;
        store.exchange(next == null ? null : next.ring);
        present = next;
        if (before != null) {
            ended.add(before);
            if (next != null) {
                swaps++;
            }
        }
        ended.forEach(this::giveBack);
    }

    private void giveBack(Tenure tenure) {
        try {
            tenure.end();
        } catch (IllegalStateException e) {
            owed.add(tenure);
            log.error("accumulator " + spec.portName + ": " + tenure.spec.storeSize
                + " bytes could not be given back to allocator " + tenure.allocator.name()
                + ", and will be tried again: " + e.getMessage());
        }
    }

    private String reason(List<String> refusals) {
        return refusals.isEmpty() ? "no allocator, of " + allocators.size() + ", that matches " + spec.allocators
            : String.join("; ", refusals);
    }

    /** Logs what is wrong with the state that the ring is in, once while that lasts. */
    private void say(String failure) {
        if (failure != null && !failure.equals(lastFailure)) {
            log.error("accumulator " + spec.portName + ": " + failure);
        }
        lastFailure = failure;
    }
}

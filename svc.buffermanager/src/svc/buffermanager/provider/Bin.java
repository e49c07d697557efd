// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import svc.buffermanager.BinDTO;

/**
 * The slots of one size, and the search for a free one when there is none where a thread looks first.
 * <p>
 * A slot that nobody has had yet is <em>opened</em> only when none of those that were opened before is free. So the number of
 * opened slots is the high-water mark, the slots in use stay few and warm, and memory that is never needed is never touched.
 */
final class Bin {

    private static final int GROUP = 1 << FullGroups.GROUP_SHIFT;

    final BinSpec spec;
    /** Which bin of the pool it is. */
    final int number;
    /** Where in the pool's memory the first slot starts, in bytes. */
    final long start;
    /** From one slot's start to the next one's, in bytes. */
    final long stride;
    /** The pool's index of the first slot. */
    final int first;

    private final Pool pool;
    private final Slot[] slots;
    private final FullGroups fullGroups;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger returns = new AtomicInteger();
    private final LongAdder spills = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /**
     * Makes a bin.
     *
     * @param slots the slots of the whole pool, into which those of this bin are put from {@code first} on
     */
    Bin(Pool pool, BinSpec spec, int number, long start, long stride, Slot[] slots, int first) {
        this.pool = pool;
        this.spec = spec;
        this.number = number;
        this.start = start;
        this.stride = stride;
        this.slots = slots;
        this.first = first;
        for (int i = 0; i < spec.count(); i++) {
            slots[first + i] = new Slot(pool, this, first + i);
        }
        fullGroups = new FullGroups(spec.count());
    }

    /**
     * Takes a slot, wherever in the bin one is free.
     * <p>
     * Null is exact: there was a moment, during this call, when no slot of the bin was free. It waits for nobody. It looks at each
     * group that isn't known to be full, and starts again if a slot came home meanwhile, but was gone when it looked.
     *
     * @param hand the pool's index of the slot to look from
     * @return a slot that is the caller's now; or null if none was free, or the pool is retired
     */
    Slot search(int hand) {
        int from = hand - first >>> FullGroups.GROUP_SHIFT;
        for (;;) {
            int end = opened.get();
            int groups = end + GROUP - 1 >>> FullGroups.GROUP_SHIFT;
            Slot slot = takeBetween(Math.min(from, groups), groups, end);
            if (slot == null) {
                slot = takeBetween(0, Math.min(from, groups), end);
            }
            if (slot != null) {
                return slot;
            }
            if (pool.isRetired()) {
                return null;
            }
            if (fullGroups.wereAllFull(groups)) {
                if (end == spec.count()) {
                    return null;
                }
                slot = open(end);
                if (slot != null) {
                    return slot;
                }
            }
        }
    }

    private Slot takeBetween(int fromGroup, int endGroup, int end) {
        for (int group = fullGroups.nextOpen(fromGroup, endGroup); group < endGroup; group = fullGroups.nextOpen(group + 1,
            endGroup)) {
            Slot slot = takeFrom(group, end);
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }

    /** Looks through a group. If none is free, has all of them watched, and notes that the group is full. */
    Slot takeFrom(int group, int end) {
        int from = first + (group << FullGroups.GROUP_SHIFT);
        int to = first + Math.min(end, group + 1 << FullGroups.GROUP_SHIFT);
        for (int i = from; i < to; i++) {
            if (slots[i].tryTake()) {
                return slots[i];
            }
        }
        long clearings = fullGroups.clearings(group);
        // Read after the clearings: what was opened before is looked at, what is opened later is watched and will be announced.
        to = first + Math.min(opened.get(), group + 1 << FullGroups.GROUP_SHIFT);
        for (int i = from; i < to; i++) {
            Slot slot = slots[i];
            for (int state = slot.state(); state != Slot.WATCHED; state = slot.state()) {
                if (state == Slot.LENT) {
                    slot.change(Slot.LENT, Slot.WATCHED);
                } else if (pool.isRetired()) {
                    return null;
                } else {
                    if (Slot.isReturning(state)) {
                        announce(slot);
                    }
                    if (slot.change(state, Slot.LENT)) {
                        return slot;
                    }
                }
            }
        }
        fullGroups.set(group, clearings);
        return null;
    }

    /** {@return how often a group was cleared, in sum} */
    long clearings() {
        return fullGroups.clearingsBefore(groups());
    }

    /** {@return whether all slots are opened, and all groups noted as full} */
    boolean isNotedFull() {
        return opened.get() == spec.count() && fullGroups.nextOpen(0, groups()) == groups();
    }

    private int groups() {
        return spec.count() + GROUP - 1 >>> FullGroups.GROUP_SHIFT;
    }

    /**
     * Takes the slot that is next to be opened, unless another thread has it. It is watched from the start, for its group may be
     * noted as full.
     */
    private Slot open(int next) {
        Slot slot = slots[first + next];
        boolean taken = slot.change(Slot.UNOPENED, Slot.WATCHED);
        // Whoever comes here sees to it that the count goes on, so that nobody waits for another.
        if (taken || slot.state() != Slot.RETIRED) {
            opened.compareAndSet(next, next + 1);
        }
        return taken ? slot : null;
    }

    /** {@return the state of a return that begins now} */
    int nextReturn() {
        return Slot.returning(returns.getAndIncrement());
    }

    /** Tells searches that a slot is about to be free. */
    void announce(Slot slot) {
        fullGroups.clear(slot.index - first >>> FullGroups.GROUP_SHIFT);
    }

    void spilled() {
        spills.increment();
    }

    void failed() {
        failures.increment();
    }

    /** {@return how many slots are lent} It looks at each that was ever opened. */
    int used() {
        int used = 0;
        for (int i = first, end = first + opened.get(); i < end; i++) {
            if (slots[i].isLent()) {
                used++;
            }
        }
        return used;
    }

    int highWater() {
        return opened.get();
    }

    BinDTO snapshot() {
        BinDTO dto = new BinDTO();
        dto.size = spec.size();
        dto.count = spec.count();
        dto.used = used();
        dto.highWater = highWater();
        dto.spills = spills.sum();
        dto.failures = failures.sum();
        return dto;
    }
}

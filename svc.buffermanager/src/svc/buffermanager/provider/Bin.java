// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import svc.buffermanager.BinDTO;

/**
 * The slots of one size, and the search for a free one when there is none where a thread looks first.
 * <p>
 * A slot that nobody has had yet is <em>opened</em> when none of those that were opened before is free. So the number of opened
 * slots is the high-water mark, the slots in use stay few and warm, and memory that is never needed is never touched. When the
 * mark begins anew, those that are free are closed ({@link ClosedSlots}). Only where threads must search often, some more are
 * opened, as spares: where all but a few slots are out, takers and givers run into each other.
 */
final class Bin {

    /** Ints in a cache line. */
    private static final int PADDING = 16;
    /** After so many searches a spare is opened. A power of two. */
    private static final int SEARCHES_FOR_A_SPARE = 64;
    /** Spares that any bin may have; a large one may have more, as a share of the slots that were needed. */
    private static final int SPARES = 16;
    private static final int SHARE_OF_SPARES = 4;
    /** A group that has more marks than these isn't kept up to date by who only looks. */
    private static final int FEW_MARKS = 8;

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
    final FreeMarks freeMarks;
    final FullGroups fullGroups;
    final AtomicInteger opened = new AtomicInteger();
    /** Of the opened ones. */
    private final ClosedSlots closed = new ClosedSlots(this);
    /** How many slots were open when none was free: so many were once out. The others that are open are spares. */
    private final AtomicInteger needed = new AtomicInteger();
    /** In the middle of it, away from all that is only read: counted without care, to know when it is time for a spare. */
    private final int[] searches = new int[2 * PADDING];
    /** One past the last slot that was held when the pool began: it may be used before it is opened. Written before that. */
    int heldEnd;
    private final LongAdder spills = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /**
     * Makes a bin.
     *
     * @param slots the slots of the whole pool, into which those of this bin are put from {@code first} on
     */
    private Bin(Pool pool, BinSpec spec, int number, long start, long stride, Slot[] slots, int first) {
        this.pool = pool;
        this.spec = spec;
        this.number = number;
        this.start = start;
        this.stride = stride;
        this.slots = slots;
        this.first = first;
        for (int i = 0; i < spec.count(); i++) {
            slots[first + i] = new PaddedSlot(pool, this, first + i);
        }
        freeMarks = new FreeMarks(spec.count());
        fullGroups = new FullGroups(groups());
    }

    /** {@return the bins of a pool, made} Their slots are put into {@code slots}, which has room for all. */
    static Bin[] arrange(Pool pool, Slot[] slots) {
        PoolSpec spec = pool.spec;
        Bin[] made = new Bin[spec.bins().size()];
        long start = spec.start();
        int index = 0;
        for (int i = 0; i < made.length; i++) {
            BinSpec bin = spec.bins().get(i);
            made[i] = new Bin(pool, bin, i, start, spec.stride(bin), slots, index);
            start += spec.stride(bin) * bin.count();
            index += bin.count();
        }
        return made;
    }

    /**
     * Takes a slot, wherever in the bin one is free.
     * <p>
     * Null is exact: there was a moment, during this call, when no slot of the bin was free. It waits for nobody. It looks at
     * each
     * marked slot, and again if meanwhile a slot came home or another search took marks away.
     *
     * @param hand the pool's index of the slot to look from
     * @return a slot that is the caller's now; or null if none was free, or the pool is retired
     */
    Slot search(int hand) {
        int from = hand - first;
        boolean spareIsDue = (++searches[PADDING] & SEARCHES_FOR_A_SPARE - 1) == 0 && isRoomForASpare();
        if (spareIsDue) {
            Slot spare = closed.open();
            if (spare != null) {
                // This one instead of one that is free: that is the spare now.
                return spare;
            }
        }
        for (boolean firstRound = true;; firstRound = false) {
            int end = opened.get();
            int groups = FreeMarks.groups(end);
            int middle = Math.min(from >>> FreeMarks.GROUP_SHIFT, groups);
            Slot slot = takeBetween(middle, groups, from, firstRound);
            if (slot == null) {
                slot = takeBetween(0, middle, from, firstRound);
            }
            if (slot != null) {
                if (spareIsDue) {
                    openSpare();
                }
                return slot;
            }
            if (pool.isRetired()) {
                return null;
            }
            long clearings = fullGroups.clearingsBefore(groups);
            if (fullGroups.wereAllFull(groups)) {
                slot = closed.open();
                if (slot == null && end < spec.count()) {
                    slot = open(end);
                }
                if (slot != null) {
                    noteNeeded();
                    return slot;
                }
                // If no group was cleared, none had a free slot all the time, so none of these was closed meanwhile.
                if (end == spec.count() && clearings == fullGroups.clearingsBefore(groups)) {
                    noteNeeded();
                    return null;
                }
            }
        }
    }

    /** @param lightly whether the first group is to be looked at lightly: most often there is a free slot close by */
    private Slot takeBetween(int fromGroup, int endGroup, int hand, boolean lightly) {
        for (int group = fullGroups.nextOpen(fromGroup, endGroup); group < endGroup; group = fullGroups.nextOpen(group + 1,
            endGroup)) {
            Slot slot = takeFrom(group, hand, lightly && group == fromGroup);
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }

    /**
     * Looks through the marked slots of a group.
     *
     * If none is free, has all of them watched, takes their marks away, and notes that the group is full.
     *
     * @param lightly not to do that if there are many
     */
    Slot takeFrom(int group, int hand, boolean lightly) {
        int base = first + (group << FreeMarks.GROUP_SHIFT);
        for (;;) {
            long clearings = fullGroups.clearings(group);
            long marks = freeMarks.of(group);
            if (FreeMarks.isEmpty(marks)) {
                fullGroups.set(group, clearings);
                return null;
            }
            for (int left = FreeMarks.from(hand, marks); left != 0; left &= left - 1) {
                Slot slot = slots[base + FreeMarks.lowest(hand, left)];
                int state = slot.state();
                if (state == Slot.FREE && slot.change(Slot.FREE, Slot.LENT)
                    || (state == Slot.UNOPENED || Slot.isReturning(state)) && takeEarly(slot, state)) {
                    return slot;
                }
            }
            if (lightly && Integer.bitCount((int) marks) > FEW_MARKS || pool.isRetired()) {
                return null;
            }
            int out = 0;
            for (int left = (int) marks; left != 0; left &= left - 1) {
                int i = Integer.numberOfTrailingZeros(left);
                if (slots[base + i].watch()) {
                    out |= 1 << i;
                }
            }
            freeMarks.clear(group, out, marks);
        }
    }

    /**
     * Takes a slot from a thread that is about to make it free, at the end of a return or as a spare. It is watched, because that
     * thread may not have cleared the note yet that the group is full.
     */
    private boolean takeEarly(Slot slot, int state) {
        if (pool.isRetired() || !slot.change(state, Slot.WATCHED)) {
            return false;
        }
        countOpened(slot, slot.index - first, true);
        return true;
    }

    /** {@return how often a group was cleared, in sum} */
    long clearings() {
        return fullGroups.clearingsBefore(groups());
    }

    /** {@return whether all slots are open, and all groups noted as full} */
    boolean isNotedFull() {
        return opened.get() == spec.count() && fullGroups.nextOpen(0, groups()) == groups() && closed.isNone();
    }

    private int groups() {
        return FreeMarks.groups(spec.count());
    }

    /**
     * Takes the slot that is next to be opened, unless another thread has it. It is watched from the start, for it has no mark.
     */
    private Slot open(int next) {
        Slot slot = slotAt(next);
        boolean taken = slot.change(Slot.UNOPENED, Slot.WATCHED);
        countOpened(slot, next, taken);
        return taken ? slot : null;
    }

    /** {@return how many slots are open, a moment late} Those that were closed when the pool was retired stay so. */
    private int open() {
        return opened.get() - closed.count();
    }

    /** There was none free: all that are open are needed. */
    private void noteNeeded() {
        int open = open();
        if (open > needed.get()) {
            needed.accumulateAndGet(open, Math::max);
        }
    }

    private boolean isRoomForASpare() {
        int out = needed.get();
        return open() - out < Math.max(SPARES, out / SHARE_OF_SPARES);
    }

    /** Has the high-water mark begin anew. One thread at a time. */
    void clearHighWater() {
        int lent = used();
        int spares = Math.clamp(open() - needed.get(), 0, Math.max(SPARES, lent / SHARE_OF_SPARES));
        closed.close(spares);
        needed.set(Math.max(lent, open() - spares));
    }

    /** Opens a slot that nobody has had yet for others to take, unless there are spares enough. */
    void openSpare() {
        int next = opened.get();
        if (next < spec.count() && isRoomForASpare()) {
            Slot slot = slotAt(next);
            // First of all: from now on a search that comes by can take it, whatever becomes of this thread.
            announce(slot);
            int returning = Slot.returning();
            boolean mine = slot.change(Slot.UNOPENED, returning);
            countOpened(slot, next, mine);
            if (mine) {
                slot.change(returning, Slot.FREE);
            }
        }
    }

    /** Whoever comes by sees to it that the count goes on, so that nobody waits for another. */
    private void countOpened(Slot slot, int next, boolean mine) {
        if (mine || slot.state() != Slot.RETIRED) {
            opened.compareAndSet(next, next + 1);
        }
    }

    /** Tells searches that a slot is about to be free. */
    void announce(Slot slot) {
        int i = slot.index - first;
        freeMarks.set(i);
        fullGroups.clear(i >>> FreeMarks.GROUP_SHIFT);
    }

    /** Has a slot that nobody has had yet not be had. */
    void hold(Slot slot) {
        slot.change(Slot.UNOPENED, Slot.HELD);
        heldEnd = Math.max(heldEnd, slot.index - first + 1);
    }

    /** {@return the pool's index of the first slot that can't be out} */
    private int usedEnd() {
        return first + Math.max(opened.get(), heldEnd);
    }

    Slot slotAt(int i) {
        return slots[first + i];
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
        for (int i = first, end = usedEnd(); i < end; i++) {
            if (slots[i].isLent()) {
                used++;
            }
        }
        return used;
    }

    /** {@return how many slots were taken away from their holders} */
    int quarantined() {
        int quarantined = 0;
        for (int i = first, end = usedEnd(); i < end; i++) {
            if (slots[i].state() == Slot.QUARANTINED) {
                quarantined++;
            }
        }
        return quarantined;
    }

    void forEachLent(Consumer<Slot> look) {
        for (int i = first, end = usedEnd(); i < end; i++) {
            if (slots[i].isLent()) {
                look.accept(slots[i]);
            }
        }
    }

    /** {@return how many of these slots of the pool, by their indices, are of this bin} */
    int among(BitSet indices) {
        return indices.get(first, first + spec.count()).cardinality();
    }

    int highWater() {
        return open();
    }

    @Override
    public String toString() {
        return "manager " + pool.spec.managerId() + ": bin " + spec;
    }

    BinDTO snapshot() {
        BinDTO dto = new BinDTO();
        dto.size = spec.size();
        dto.count = spec.count();
        dto.used = used();
        forEachLent(slot -> dto.wastedBytes += spec.size() - Math.clamp(slot.asked(), 0, spec.size()));
        dto.highWater = highWater();
        dto.spills = spills.sum();
        dto.failures = failures.sum();
        return dto;
    }
}

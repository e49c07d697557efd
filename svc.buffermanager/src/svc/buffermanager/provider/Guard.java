// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

import fw.buffer.BufferMisuseException;
import fw.memory.canary.Canary;
import fw.memory.canary.Damage;

/**
 * Finds those who write where they must not: past a buffer's end, before its start, or after it was given back. Before the first
 * slot, between two and after the last there is a gap that nobody may write to, and what is in a slot that is free nobody may
 * either. Both are filled with patterns. The gaps beside a slot are looked at when it comes home and when it is taken again, the
 * slot itself when it is taken; all that is home is looked at once more when the pool ends.
 * <p>
 * What is found is told, and repaired, so that it is told once. Who comes home with a slot that he overran is told himself; who
 * takes one gets it.
 */
final class Guard implements Attendant {

    /** What a gap has at least, in bytes. */
    static final long ZONE = 64;

    private static final long FREE_SEED = 0x66726565L;
    private static final long GAP_SEED = 0x676170L;

    private final Canary free = new Canary(FREE_SEED);
    private final Canary gaps = new Canary(GAP_SEED);
    private final MemorySegment memory;
    private final Slot[] slots;
    private final boolean wiped;

    /**
     * Fills the memory.
     *
     * @param slots in the order in which they are in memory
     * @param wiped whether who takes a slot is to find zeros in it; else he finds the pattern
     */
    Guard(MemorySegment memory, Slot[] slots, boolean wiped) {
        this.memory = memory;
        this.slots = slots;
        this.wiped = wiped;
        gaps.fill(memory, 0, memory.byteSize());
        for (Slot slot : slots) {
            free.fill(memory, slot.start(), end(slot));
        }
    }

    private static long end(Slot slot) {
        return slot.start() + slot.capacity();
    }

    @Override
    public void lent(Slot slot, Ward ward) {
        ward.loans++;
        lookAtAll(slot);
        ward.held = true;
        if (wiped) {
            change(slot, () -> memory.asSlice(slot.start(), slot.capacity()).fill((byte) 0));
        }
    }

    @Override
    public BufferMisuseException home(Slot slot, Ward ward, Holder by) {
        ward.last = ward.holder();
        ward.lastTrace = ward.trace;
        // An allocator that is no good may give memory to others that it has had back, and not end it.
        if (slot.pool.hasEnded()) {
            return null;
        }
        BufferMisuseException fault = lookBeside(slot);
        change(slot, () -> free.fill(memory, slot.start(), end(slot)));
        ward.held = false;
        return fault;
    }

    /** Whoever had it may still write to it, and has no way to know that it isn't his. */
    @Override
    public void quarantined(Slot slot, Ward ward) {
        ward.last = ward.holder();
        ward.lastTrace = ward.trace;
    }

    @Override
    public void ends(Pool pool) {
        for (Slot slot : slots) {
            // If somebody has had it, what he knows of it was noted before it was retired.
            if (slot.state() == Slot.RETIRED && (slot.ward == null || !slot.ward.held)) {
                lookAtAll(slot);
            }
        }
    }

    /**
     * Looks at each slot that nobody has, and at all gaps, while others take and give back. Repairs nothing.
     *
     * @param found is told what is wrong, for people
     */
    void audit(Consumer<String> found) {
        for (Slot slot : slots) {
            audit(slot, found);
        }
    }

    private void audit(Slot slot, Consumer<String> found) {
        try {
            int state = slot.state();
            Ward ward = slot.ward;
            int loans = ward == null ? 0 : ward.loans;
            if (isNobodys(state, ward)) {
                Damage damage = free.find(memory, slot.start(), end(slot));
                // Pairs with lent(), which counts before the holder can write, a volatile change of the state between: if
                // something of that was seen, so is the count.
                VarHandle.acquireFence();
                Ward after = slot.ward;
                if (damage != null && slot.state() == state && (after == null ? 0 : after.loans) == loans) {
                    found.accept(slot + " was written while nobody had it: " + where(slot, damage));
                }
            }
            long gap = slot.index == 0 ? 0 : end(slots[slot.index - 1]);
            Damage before = gaps.find(memory, gap, slot.start());
            if (before != null) {
                found.accept(slot + " has been written before its start, or the one before it past its end: " + where(slot, before));
            }
            Damage after = slot.index + 1 < slots.length ? null : gaps.find(memory, end(slot), memory.byteSize());
            if (after != null) {
                found.accept(slot + " has been written past its end: " + where(slot, after));
            }
        } catch (IllegalStateException e) {
            rethrowUnlessEnded(slot, e);
        }
    }

    private static boolean isNobodys(int state, Ward ward) {
        return state == Slot.FREE || state == Slot.UNOPENED || state == Slot.CLOSED
            || state == Slot.RETIRED && (ward == null || !ward.held);
    }

    private static String where(Slot slot, Damage damage) {
        return "bytes " + (damage.first() - slot.start()) + " to " + (damage.last() - slot.start())
            + ", counted from its start, now " + damage.hex();
    }

    /** Looks at a slot that nobody has, and beside it. */
    private void lookAtAll(Slot slot) {
        lookBeside(slot);
        Damage damage = find(slot, free, slot.start(), end(slot));
        if (damage != null) {
            tell(slot, slot, damage, "after it was given back");
        }
    }

    /** {@return what was wrong beside it that its holder did; null if nothing} */
    private BufferMisuseException lookBeside(Slot slot) {
        BufferMisuseException before = lookBetween(slot, slot.index);
        BufferMisuseException after = lookBetween(slot, slot.index + 1);
        return after == null ? before : after;
    }

    /**
     * Looks at the gap before a slot. Who did the damage is told by which end of the gap it is nearer to.
     *
     * @param on the one on whose account that is done
     * @param next the slot after the gap, or how many there are
     * @return what was wrong that the holder of {@code on} did; null if nothing
     */
    private BufferMisuseException lookBetween(Slot on, int next) {
        long from = next == 0 ? 0 : end(slots[next - 1]);
        long to = next == slots.length ? memory.byteSize() : slots[next].start();
        Damage damage = find(on, gaps, from, to);
        if (damage == null) {
            return null;
        }
        boolean pastTheEnd = next == slots.length || next > 0 && damage.first() - from <= to - 1 - damage.last();
        Slot culprit = slots[pastTheEnd ? next - 1 : next];
        BufferMisuseException fault = tell(culprit, on, damage, pastTheEnd ? "past its end" : "before its start");
        return culprit == on ? fault : null;
    }

    /** Tells what the holder of a slot did. Of another slot than the caller has, who that is is a hint. */
    private static BufferMisuseException tell(Slot slot, Slot on, Damage damage, String where) {
        String what = "was written " + where + ": " + where(slot, damage);
        Misuses misuses = slot.pool.manager.misuses;
        Ward ward = slot.ward;
        if (ward == null) {
            return misuses.overwritten(slot, null, null, what);
        }
        return slot == on || !slot.isLent() ? misuses.overwritten(slot, ward.last, ward.lastTrace, what)
            : misuses.overwritten(slot, ward.holder(), ward.trace, what);
    }

    private Damage find(Slot on, Canary pattern, long from, long to) {
        try {
            return pattern.find(memory, from, to) == null ? null : repair(pattern, from, to);
        } catch (IllegalStateException e) {
            rethrowUnlessEnded(on, e);
            return null;
        }
    }

    /**
     * Two that look at the same gap find the same damage: one of them tells it. {@return what was damaged; null if that has been
     * repaired}
     */
    private synchronized Damage repair(Canary pattern, long from, long to) {
        Damage damage = pattern.find(memory, from, to);
        if (damage != null) {
            pattern.fill(memory, damage.first(), damage.last() + 1);
        }
        return damage;
    }

    private static void change(Slot slot, Runnable memoryAccess) {
        try {
            memoryAccess.run();
        } catch (IllegalStateException e) {
            rethrowUnlessEnded(slot, e);
        }
    }

    /** Memory that has ended, nobody can look at, nor write to. */
    private static void rethrowUnlessEnded(Slot slot, IllegalStateException e) {
        if (slot.pool.isAlive()) {
            throw e;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import svc.buffermanager.BinDTO;

/**
 * The slots of one size.
 * <p>
 * {@link #free} counts the slots that nobody has a claim on. A taker first claims one by counting down, and then looks for a slot
 * that is his to take: as there are at least as many free slots as claims, he finds one. So "none free" is exact: it was 0 at the
 * moment of asking.
 */
final class Bin {

    final BinSpec spec;
    /** Where in the pool's memory the first slot starts, in bytes. */
    final long start;
    /** From one slot's start to the next one's, in bytes. */
    final long stride;
    /** The pool-wide index of the first slot. */
    final int firstIndex;

    private final Slot[] slots;
    private final AtomicInteger free;
    private final AtomicInteger leastFree;
    private final LongAdder spills = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /** Where to look first. A hint: a racy value costs a longer look, nothing else. */
    private int hand;

    Bin(Pool pool, BinSpec spec, long start, long stride, int firstIndex) {
        this.spec = spec;
        this.start = start;
        this.stride = stride;
        this.firstIndex = firstIndex;
        slots = new Slot[spec.count()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(pool, this, firstIndex + i);
        }
        free = new AtomicInteger(slots.length);
        leastFree = new AtomicInteger(slots.length);
    }

    /** {@return a slot that is the caller's now, or null if none was free} */
    Slot take() {
        int left = claim();
        if (left < 0) {
            return null;
        }
        if (left < leastFree.get()) {
            leastFree.accumulateAndGet(left, Math::min);
        }
        int i = hand;
        for (;;) {
            if (i >= slots.length) {
                i = 0;
            }
            Slot slot = slots[i];
            i++;
            if (slot.tryTake()) {
                hand = i;
                return slot;
            }
        }
    }

    /** {@return how many slots are left when the caller has his claim, or -1 if there was none for him} */
    private int claim() {
        for (;;) {
            int present = free.get();
            if (present == 0) {
                return -1;
            }
            if (free.compareAndSet(present, present - 1)) {
                return present - 1;
            }
        }
    }

    /** Counts a slot as free that {@link Slot#tryGiveBack} has set free just now. */
    void gaveBack(Slot slot) {
        hand = slot.index - firstIndex;
        free.incrementAndGet();
    }

    void spilled() {
        spills.increment();
    }

    void failed() {
        failures.increment();
    }

    int used() {
        return slots.length - free.get();
    }

    BinDTO snapshot() {
        BinDTO dto = new BinDTO();
        dto.size = spec.size();
        dto.count = slots.length;
        dto.used = used();
        dto.highWater = slots.length - leastFree.get();
        dto.spills = spills.sum();
        dto.failures = failures.sum();
        return dto;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The slots of a bin that were free when its high-water mark began anew, and that nobody has had since. They are opened again,
 * as if nobody had ever had them, when none of the others is free; so the mark goes on telling how many were out at a time.
 * <p>
 * Any thread may open; one at a time closes.
 */
final class ClosedSlots {

    private final Bin bin;
    /** How many there are; a moment late. */
    private final AtomicInteger count = new AtomicInteger();
    /** How often slots began to be closed, and how often that came to its end: odd while they are being closed. */
    private volatile int closings;
    /** Of these, as many as there had been when none was left. */
    private volatile int exhausted;
    /** Where the next one is likely to be. */
    private volatile int next;

    ClosedSlots(Bin bin) {
        this.bin = bin;
    }

    /** {@return how many there are, or were a moment ago} */
    int count() {
        return count.get();
    }

    /**
     * Closes slots that are free.
     *
     * @param spares how many to leave free
     */
    void close(int spares) {
        // Volatile, and before the first is closed. Pairs with open(): whoever has looked at all in the meantime notes nothing.
        closings++;
        int left = spares;
        int end = bin.opened.get();
        for (int i = 0; i < end; i++) {
            Slot slot = bin.slotAt(i);
            if (slot.state() == Slot.FREE && left-- <= 0 && slot.change(Slot.FREE, Slot.CLOSED)) {
                count.incrementAndGet();
            }
        }
        next = 0;
        // After the last was closed: whoever finds no more of them than had been exhausted before misses none.
        closings++;
    }

    /**
     * Takes one that is closed. It is watched: it has no mark.
     * <p>
     * Null is exact if no slot of the bin was free at any moment of this call: then none was closed, either, at its end.
     */
    Slot open() {
        int seen = closings;
        if (exhausted == seen) {
            return null;
        }
        // After that: what has been closed is before this.
        int end = bin.opened.get();
        int from = Math.min(next, end);
        Slot slot = open(from, end);
        if (slot == null) {
            slot = open(0, from);
        }
        if (slot == null && (seen & 1) == 0 && closings == seen) {
            exhausted = seen;
        }
        return slot;
    }

    private Slot open(int from, int end) {
        for (int i = from; i < end; i++) {
            Slot slot = bin.slotAt(i);
            if (slot.state() == Slot.CLOSED && slot.change(Slot.CLOSED, Slot.WATCHED)) {
                count.decrementAndGet();
                next = i + 1;
                return slot;
            }
        }
        return null;
    }

    /** {@return whether there is none} Exact as {@link #open} is. */
    boolean isNone() {
        if (exhausted == closings) {
            return true;
        }
        int end = bin.opened.get();
        for (int i = 0; i < end; i++) {
            if (bin.slotAt(i).state() == Slot.CLOSED) {
                return false;
            }
        }
        return true;
    }
}

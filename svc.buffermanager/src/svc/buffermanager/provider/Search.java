// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

/**
 * Finds a slot where {@link Pool#take(int)} found none at its hand: in the rest of the bin, and in larger bins. Any thread; it
 * waits for nobody.
 */
final class Search {

    private final Pool pool;
    private final Bin[] bins;
    private final Slot[] slots;
    private final BinChoice choice;
    private final int[] hands;
    private final int handShift;
    /** In so many bins a free slot is looked for, from the smallest that fits on. */
    private final int mostBins;

    Search(Pool pool, Bin[] bins, Slot[] slots, BinChoice choice, int[] hands) {
        this.pool = pool;
        this.bins = bins;
        this.slots = slots;
        this.choice = choice;
        this.hands = hands;
        handShift = Hands.rowShift(bins.length);
        mostBins = pool.spec.rules().mostBins(bins.length);
    }

    /**
     * {@return a slot of that bin or, if none is free in it, of a larger one, which is counted; or null, which is counted too
     * unless the pool is retired}
     */
    Slot counted(int smallest) {
        Slot slot = find(smallest);
        count(smallest, slot);
        return slot;
    }

    /** Counts what came of a search that began in a bin. {@code found} is null if there was none. */
    void count(int smallest, Slot found) {
        if (found != null) {
            if (found.binNumber != smallest) {
                bins[smallest].spilled();
            }
        } else if (!pool.isRetired()) {
            bins[smallest].spilled();
            bins[smallest].failed();
        }
    }

    /**
     * Takes a slot for a request that may be tried again and again: if there is none, that is not counted.
     *
     * @param size 1 or more bytes
     * @return the slot, which is the caller's; or null if none is free, or the pool is retired
     */
    Slot tryTake(int size) {
        int bin = choice.smallestFor(size);
        if (bin == BinChoice.NONE) {
            return null;
        }
        Slot slot = takeAtHand(bin);
        if (slot == null) {
            slot = find(bin);
            if (slot == null) {
                return null;
            }
            count(bin, slot);
        }
        return slot.lend(size);
    }

    /** {@return a slot of that bin, which is the caller's; null if none is free, or the pool is retired} */
    Slot takeFrom(int bin) {
        Slot slot = takeAtHand(bin);
        return slot != null ? slot : searchIn(bin);
    }

    private Slot takeAtHand(int bin) {
        int hand = Hands.mine(hands, handShift, bin);
        Slot slot = slots[hands[hand]];
        if (!slot.change(Slot.FREE, Slot.LENT)) {
            return null;
        }
        hands[hand] = slot.next;
        return slot;
    }

    private Slot searchIn(int bin) {
        int hand = Hands.mine(hands, handShift, bin);
        Slot slot = bins[bin].search(hands[hand]);
        if (slot != null) {
            hands[hand] = slot.next;
        }
        return slot;
    }

    private Slot find(int smallest) {
        int end = Math.min(bins.length, smallest + mostBins);
        do {
            for (int bin = smallest; bin < end; bin++) {
                Slot slot = searchIn(bin);
                if (slot != null) {
                    return slot;
                }
                if (pool.isRetired()) {
                    return null;
                }
            }
        } while (!pool.isRetired() && !wereAllFull(smallest, end));
        return null;
    }

    /**
     * {@return whether there was a moment, since the search of the last bin began, when all bins from this one on were full at
     * once}
     */
    private boolean wereAllFull(int smallest, int end) {
        if (smallest == end - 1) {
            return true;
        }
        long before = clearings(smallest, end);
        for (int bin = smallest; bin < end; bin++) {
            if (!bins[bin].isNotedFull()) {
                return false;
            }
        }
        return before == clearings(smallest, end);
    }

    private long clearings(int smallest, int end) {
        long sum = 0;
        for (int bin = smallest; bin < end; bin++) {
            sum += bins[bin].clearings();
        }
        return sum;
    }
}

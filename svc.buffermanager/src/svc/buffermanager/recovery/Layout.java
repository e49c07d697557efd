// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.recovery;

import java.util.Arrays;

/**
 * How the memory of one pool is laid out: a {@link Header}, two copies of a {@link SlotRecord} for each slot, and then the slots,
 * bin by bin.
 */
public final class Layout {

    final int managerId;
    final long alignment;
    final int[] sizes;
    final int[] counts;
    /** How many slots there are. */
    public final int slots;
    /** Where the first slot starts, in bytes: a multiple of the alignment. */
    public final long slotsAt;

    /**
     * Makes one, of values that have been checked.
     *
     * @param managerId whose pool it is
     * @param alignment what each slot's start is a multiple of, in bytes, a power of two
     * @param sizes of the bins, in bytes, in ascending order
     * @param counts how many slots each bin has
     */
    public Layout(int managerId, long alignment, int[] sizes, int[] counts) {
        this.managerId = managerId;
        this.alignment = alignment;
        this.sizes = sizes;
        this.counts = counts;
        slots = Arrays.stream(counts).sum();
        slotsAt = up(recordAt(slots), alignment);
    }

    private static long up(long bytes, long alignment) {
        return (bytes + alignment - 1) & -alignment;
    }

    /** {@return how many bytes all of it has} */
    public long bytes() {
        long bytes = slotsAt;
        for (int bin = 0; bin < sizes.length; bin++) {
            bytes += up(sizes[bin], alignment) * counts[bin];
        }
        return bytes;
    }

    long recordAt(int slot) {
        return Header.bytes(sizes.length) + (long) SlotRecord.BYTES * slot;
    }

    int capacity(int slot) {
        return sizes[bin(slot)];
    }

    /** {@return where the slot starts, in bytes} */
    long slotAt(int slot) {
        long start = slotsAt;
        int first = 0;
        int bin = bin(slot);
        for (int before = 0; before < bin; before++) {
            start += up(sizes[before], alignment) * counts[before];
            first += counts[before];
        }
        return start + up(sizes[bin], alignment) * (slot - first);
    }

    private int bin(int slot) {
        int bin = 0;
        for (int left = slot; left >= counts[bin]; bin++) {
            left -= counts[bin];
        }
        return bin;
    }

    /** {@return for people, the bins} */
    static String bins(int[] sizes, int[] counts) {
        StringBuilder text = new StringBuilder();
        for (int bin = 0; bin < sizes.length; bin++) {
            text.append(bin == 0 ? "" : ",").append(sizes[bin]).append('x').append(counts[bin]);
        }
        return text.toString();
    }
}

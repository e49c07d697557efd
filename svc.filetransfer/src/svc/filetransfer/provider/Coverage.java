// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.util.Arrays;

/**
 * Which bytes of a file are there: a fixed number of ranges, in ascending order; no two overlap or touch. So what others send
 * can't make it grow: {@link #add} of a range too many is refused.
 */
final class Coverage {

    /** So many holes a file may have, less one. */
    static final int MAX_RANGES = 256;

    private final long[] starts = new long[MAX_RANGES];
    private final long[] ends = new long[MAX_RANGES];
    private int count;

    void clear() {
        count = 0;
    }

    /** {@return how many bytes are there} */
    long bytes() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += ends[i] - starts[i];
        }
        return sum;
    }

    /** {@return the first byte from there on that is missing, but at most {@code to}} */
    long firstMissing(long from, long to) {
        int range = firstThatEndsAtOrAfter(from + 1);
        return range < count && starts[range] <= from ? Math.min(ends[range], to) : from;
    }

    /** {@return the first byte from there on that is there, but at most {@code to}} */
    long firstPresent(long from, long to) {
        int range = firstThatEndsAtOrAfter(from + 1);
        return range < count ? Math.clamp(starts[range], from, to) : to;
    }

    /** {@return the pieces of the first {@code size} bytes that are missing: start and end of each, in ascending order} */
    long[] missing(long size) {
        long[] pieces = new long[2 * (count + 1)];
        int length = 0;
        for (long at = firstMissing(0, size); at < size; at = firstMissing(at, size)) {
            pieces[length++] = at;
            at = firstPresent(at, size);
            pieces[length++] = at;
        }
        return Arrays.copyOf(pieces, length);
    }

    /** {@return whether {@link #add} would take this range} */
    boolean hasRoomFor(long from, long to) {
        int range = firstThatEndsAtOrAfter(from);
        return count < MAX_RANGES || range < count && starts[range] <= to;
    }

    /**
     * Says that these bytes are there. Those that overlap or touch become one range.
     *
     * @throws IllegalStateException if it has no room; nothing changes
     */
    void add(long from, long to) {
        if (from >= to) {
            return;
        }
        if (!hasRoomFor(from, to)) {
            throw new IllegalStateException("more than " + MAX_RANGES + " ranges; ask hasRoomFor before");
        }
        int first = firstThatEndsAtOrAfter(from);
        int last = first;
        long start = from;
        long end = to;
        for (; last < count && starts[last] <= to; last++) {
            start = Math.min(start, starts[last]);
            end = Math.max(end, ends[last]);
        }
        // Ranges first to last - 1 become one.
        System.arraycopy(starts, last, starts, first + 1, count - last);
        System.arraycopy(ends, last, ends, first + 1, count - last);
        count += first + 1 - last;
        starts[first] = start;
        ends[first] = end;
    }

    private int firstThatEndsAtOrAfter(long position) {
        int found = Arrays.binarySearch(ends, 0, count, position);
        return found < 0 ? -found - 1 : found;
    }
}

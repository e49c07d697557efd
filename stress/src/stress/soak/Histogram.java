// SPDX-License-Identifier: Apache-2.0
package stress.soak;

/**
 * How often something took how long, in nanoseconds: each to within a sixteenth of it, and the longest to the nanosecond. Adding
 * allocates nothing. One thread.
 */
final class Histogram {

    private static final int STEP_BITS = 4;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] counts = new long[STEPS * (Long.SIZE - STEP_BITS)];
    private long count;
    private long max;

    void add(long nanos) {
        counts[index(nanos)]++;
        count++;
        max = Math.max(max, nanos);
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        max = Math.max(max, other.max);
    }

    long count() {
        return count;
    }

    /** {@return the longest; 0 if there is none} */
    long max() {
        return max;
    }

    /** {@return what this part of all, from 0 to 1, took no longer than; 0 if there is none} */
    long quantile(double part) {
        long left = (long) Math.ceil(part * count);
        for (int i = 0; i < counts.length; i++) {
            left -= counts[i];
            if (left <= 0 && count > 0) {
                return Math.min(last(i), max);
            }
        }
        return 0;
    }

    /** Below 16 each value has a place of its own; above, each power of two has sixteen. */
    private static int index(long nanos) {
        if (nanos < STEPS) {
            return (int) Math.max(nanos, 0);
        }
        int shift = Long.SIZE - 1 - STEP_BITS - Long.numberOfLeadingZeros(nanos);
        return STEPS * shift + (int) (nanos >>> shift);
    }

    /** {@return the greatest value that has this place} */
    private static long last(int index) {
        int shift = Math.max(0, index / STEPS - 1);
        return ((index - (long) STEPS * shift + 1) << shift) - 1;
    }
}

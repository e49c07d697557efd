// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

/**
 * Where each thread looks first in each bin: at the slot that it gave back or found last, which is most likely free, and
 * warm. They
 * are an array of the pool's indices of slots; what is known about its form is here.
 * <p>
 * Threads are spread over rows by their ids; what is written in a row is two cache lines or more away from the next row's, so
 * that
 * threads of different rows don't disturb each other. There are no thread-locals: the rows die with the pool. All is a hint.
 * Threads that share a row, and write at the same time, cost each other a search and nothing else, so these are plain
 * accesses; an
 * int is never torn.
 * <p>
 * It is no object of its own because each load before the pool's slot is found costs time.
 */
final class Hands {

    /** Ints in 128 bytes: a cache line and the one that the processor fetches along with it. */
    private static final int PADDING = 32;

    private Hands() {
    }

    /** {@return the hands for these bins, each at its bin's first slot} */
    static int[] of(Bin[] bins) {
        int rows = Integer.highestOneBit(Math.clamp(Runtime.getRuntime().availableProcessors(), 4, 64)) * 8;
        int rowShift = rowShift(bins.length);
        int[] hands = new int[rows << rowShift];
        for (int row = 0; row < rows; row++) {
            for (Bin bin : bins) {
                hands[at(hands, rowShift, row, bin.number)] = bin.first;
            }
        }
        return hands;
    }

    /** {@return how long a row is, in ints, as a shift} */
    static int rowShift(int bins) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(bins + PADDING - 1);
    }

    /** {@return which hand is the calling thread's for a bin} */
    static int mine(int[] hands, int rowShift, int bin) {
        return at(hands, rowShift, (int) Thread.currentThread().threadId(), bin);
    }

    private static int at(int[] hands, int rowShift, int row, int bin) {
        // The array's length is a power of two: in this form the compiler needs no other check of the index.
        return (row << rowShift) + PADDING + bin & hands.length - 1;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

/**
 * Where each thread looks first in each bin: at the slot that it gave back or found last, which is most likely free, and warm.
 * <p>
 * Threads are spread over rows by their ids; a row is two cache lines or more of its own, so that threads of different rows don't
 * disturb each other. There are no thread-locals: the rows die with the pool. All is a hint. Threads that share a row, and write
 * at the same time, cost each other a search and nothing else, so these are plain accesses; an int is never torn.
 */
final class Hands {

    /** Ints in 128 bytes: a cache line and the one that the processor fetches along with it. */
    private static final int PADDING = 32;

    private final int[] hands;
    private final int rowShift;
    private final int rowMask;

    Hands(Bin[] bins) {
        int rows = Integer.highestOneBit(Math.clamp(Runtime.getRuntime().availableProcessors(), 4, 64)) * 8;
        int rowLength = Math.max(PADDING, Integer.highestOneBit(bins.length * 2 - 1));
        rowMask = rows - 1;
        rowShift = Integer.numberOfTrailingZeros(rowLength);
        // Padding before, for the array's own header and whatever lies in front of it; and behind.
        hands = new int[(rows * rowLength) + 2 * PADDING];
        for (int row = 0; row < rows; row++) {
            for (Bin bin : bins) {
                hands[at(row, bin.number)] = bin.first;
            }
        }
    }

    private int at(int row, int bin) {
        return PADDING + (row << rowShift) + bin;
    }

    /** {@return which hand is the calling thread's for a bin} */
    int of(int bin) {
        return at((int) Thread.currentThread().threadId() & rowMask, bin);
    }

    /** {@return the pool's index of a slot of that hand's bin} */
    int get(int hand) {
        return hands[hand];
    }

    void set(int hand, int slot) {
        hands[hand] = slot;
    }
}

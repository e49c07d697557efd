// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.DemandDTO;

/**
 * How many buffers of which size were lent at each look, and how many requests failed. Sizes fall into classes: eight to each
 * doubling. Looks exclude each other; a failure is counted by any thread.
 */
final class Demand {

    /** Classes to a doubling, as a shift. */
    private static final int SHIFT = 3;
    private static final int CLASSES = classOf(Integer.MAX_VALUE) + 1;

    private final AtomicLongArray failed = new AtomicLongArray(CLASSES);
    /** The largest size of each class that failed, or was lent at a look. */
    private final AtomicIntegerArray largest = new AtomicIntegerArray(CLASSES);
    private final long[] sum = new long[CLASSES];
    /** Of the squares, which may be more than a long can hold. */
    private final double[] squares = new double[CLASSES];
    private final long[] most = new long[CLASSES];
    private long looks;

    /** {@return which class a size is of, 1 or more bytes} Sizes up to 16 have one each. */
    static int classOf(int size) {
        int lower = size - 1;
        int shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(lower) - SHIFT - 1);
        return (shift << SHIFT) + (lower >>> shift);
    }

    /** A request for so many bytes has failed. */
    void failed(int size) {
        int of = classOf(size);
        failed.incrementAndGet(of);
        note(of, size);
    }

    private void note(int of, int size) {
        if (size > largest.get(of)) {
            largest.accumulateAndGet(of, size, Math::max);
        }
    }

    /** Counts what is lent of these pools at this moment, and fills in the figures. */
    synchronized void look(List<Pool> pools, BufferManagerDTO dto) {
        int[] lent = new int[CLASSES];
        for (Pool pool : pools) {
            pool.forEachLent(slot -> {
                int size = slot.asked();
                // Not yet written by who has just taken it for the first time.
                if (size > 0) {
                    int of = classOf(size);
                    lent[of]++;
                    note(of, size);
                }
            });
        }
        looks++;
        for (int i = 0; i < CLASSES; i++) {
            sum[i] += lent[i];
            squares[i] += (double) lent[i] * lent[i];
            most[i] = Math.max(most[i], lent[i]);
        }
        dto.looks = looks;
        dto.demand = figures();
    }

    private List<DemandDTO> figures() {
        List<DemandDTO> figures = new ArrayList<>();
        for (int i = 0; i < CLASSES; i++) {
            if (largest.get(i) > 0) {
                DemandDTO dto = new DemandDTO();
                dto.size = largest.get(i);
                dto.mean = (double) sum[i] / looks;
                dto.variance = Math.max(0, squares[i] / looks - dto.mean * dto.mean);
                dto.most = most[i];
                dto.failed = failed.get(i);
                figures.add(dto);
            }
        }
        return figures;
    }

    /** Begins anew. */
    synchronized void clear() {
        looks = 0;
        for (int i = 0; i < CLASSES; i++) {
            failed.set(i, 0);
            largest.set(i, 0);
            sum[i] = 0;
            squares[i] = 0;
            most[i] = 0;
        }
    }
}

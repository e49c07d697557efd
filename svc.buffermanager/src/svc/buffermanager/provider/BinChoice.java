// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;

/**
 * Chooses the smallest bin for a size. The first four bins are told apart by comparisons that the processor predicts: measured,
 * that is faster than a loop, and than a table, whose load would stand in the way of all that comes after. Beyond these it
 * halves.
 */
final class BinChoice {

    /** No bin is large enough. A constant, and not how many bins there are: that would have to be loaded with each take. */
    static final int NONE = -1;

    private final int limit0;
    private final int limit1;
    private final int limit2;
    private final int limit3;
    private final int[] limits;

    BinChoice(List<BinSpec> bins) {
        limits = bins.stream().mapToInt(BinSpec::size).toArray();
        limit0 = limit(0);
        limit1 = limit(1);
        limit2 = limit(2);
        limit3 = limit(3);
    }

    /** {@return the size of a bin; of one that isn't there, less than anybody asks for} */
    private int limit(int bin) {
        return bin < limits.length ? limits[bin] : 0;
    }

    /** {@return which bin; or NONE} */
    int smallestFor(int size) {
        if (size <= limit0) {
            return 0;
        }
        if (size <= limit1) {
            return 1;
        }
        if (size <= limit2) {
            return 2;
        }
        return size <= limit3 ? 3 : smallestBeyond(size);
    }

    private int smallestBeyond(int size) {
        int low = 4;
        int high = limits.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (limits[middle] < size) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < limits.length ? low : NONE;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.ArrayList;
import java.util.List;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.DemandDTO;

/**
 * Proposes bins from what was lent at a time, by the size that was asked for. Sizes that are next to each other are put together
 * into bins so that all of them take the least memory, each large enough that a request finds it used up with a chance that is
 * given. That larger bins help out isn't counted on.
 */
final class Advisor {

    private static final int MOST_BINS = 8;
    /** A bin more must save so much of the memory. */
    private static final double WORTH_A_BIN = 0.05;
    private static final double WORST_CHANCE = 0.5;
    private static final int HALVINGS = 40;

    private final List<DemandDTO> demand;
    private final long looks;
    private final long alignment;

    Advisor(BufferManagerDTO dto) {
        demand = dto.demand;
        looks = Math.max(1, dto.looks);
        alignment = Math.max(1, dto.alignment);
    }

    /** {@return the bins that take the least memory; empty if nothing was asked for} */
    List<PlannedBin> propose(double chance) {
        int sizes = demand.size();
        // By how many bins, and up to which size.
        long[][] least = new long[MOST_BINS + 1][sizes + 1];
        int[][] from = new int[MOST_BINS + 1][sizes + 1];
        for (int bins = 1; bins <= MOST_BINS; bins++) {
            for (int end = 1; end <= sizes; end++) {
                least[bins][end] = Long.MAX_VALUE;
                for (int start = bins == 1 ? 0 : end - 1; start >= 0; start--) {
                    long bytes = least[bins - 1][start] + bin(start, end, chance).bytes();
                    if ((start > 0) == (bins > 1) && bytes < least[bins][end]) {
                        least[bins][end] = bytes;
                        from[bins][end] = start;
                    }
                }
                if (least[bins][end] == Long.MAX_VALUE) {
                    // There are not so many sizes.
                    least[bins][end] = least[bins - 1][end];
                    from[bins][end] = -1;
                }
            }
        }
        int bins = 1;
        for (int more = 2; more <= MOST_BINS; more++) {
            if (least[more][sizes] < least[bins][sizes] * (1 - WORTH_A_BIN)) {
                bins = more;
            }
        }
        List<PlannedBin> plan = new ArrayList<>();
        for (int end = sizes; end > 0; bins--) {
            if (from[bins][end] >= 0) {
                plan.addFirst(bin(from[bins][end], end, chance));
                end = from[bins][end];
            }
        }
        return plan;
    }

    /** {@return the least chance, from that on which is given, whose bins take no more than so many bytes} */
    double chanceWithin(long budget, double chance) {
        if (bytes(propose(chance)) <= budget) {
            return chance;
        }
        double good = WORST_CHANCE;
        double bad = chance;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(good * bad);
            if (bytes(propose(middle)) <= budget) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }

    /** {@return the bins of today, as they would do} */
    List<PlannedBin> today(List<BinDTO> bins) {
        List<PlannedBin> today = new ArrayList<>();
        int start = 0;
        for (BinDTO bin : bins) {
            int end = start;
            while (end < demand.size() && demand.get(end).size <= bin.size) {
                end++;
            }
            today.add(new PlannedBin(bin.size, bin.count, stride(bin.size) * bin.count, occupancy(start, end).exceeds(bin.count),
                waste(start, end, bin.size)));
            start = end;
        }
        return today;
    }

    static long bytes(List<PlannedBin> bins) {
        return bins.stream().mapToLong(PlannedBin::bytes).sum();
    }

    private PlannedBin bin(int start, int end, double chance) {
        Occupancy occupancy = occupancy(start, end);
        long count = Math.max(1, occupancy.countFor(chance));
        for (DemandDTO line : demand.subList(start, end)) {
            count = Math.max(count, line.most);
        }
        int size = demand.get(end - 1).size;
        return new PlannedBin(size, (int) count, stride(size) * count, occupancy.exceeds((int) count), waste(start, end, size));
    }

    /**
     * As seen, and a margin for how few looks there were. Bursts are taken to come in all sizes at once: the worst that they
     * can.
     */
    private Occupancy occupancy(int start, int end) {
        double mean = 0;
        double variance = 0;
        double bursts = 0;
        for (DemandDTO line : demand.subList(start, end)) {
            mean += line.mean;
            variance += Math.min(line.variance, line.mean);
            bursts += Math.sqrt(Math.max(0, line.variance - line.mean));
        }
        variance += bursts * bursts;
        double margin = 2 * Math.sqrt(variance / looks);
        return new Occupancy(mean + margin, variance + margin);
    }

    private double waste(int start, int end, int size) {
        return demand.subList(start, end).stream().mapToDouble(line -> line.mean * (size - line.size)).sum();
    }

    private long stride(int size) {
        return (size + alignment - 1) / alignment * alignment;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who may have how much of a pool.
 *
 * @param quotas the first one whose pattern is for a bundle holds for it
 * @param spill how many bins beyond the smallest that fits a request may go to; {@link #ANY}
 */
record LendingRules(List<QuotaSpec> quotas, int spill) {

    /** To any larger bin, as F´ does. */
    static final int ANY = -1;
    /** Anybody may have anything. */
    static final LendingRules NONE = new LendingRules(List.of(), ANY);

    /** What is counted by holder in one word: more pools than one may be counted there at a time. */
    private static final long MOST_SLOTS = 1L << 22;
    private static final long MOST_BYTES = 1L << 38;

    LendingRules {
        if (spill < ANY) {
            throw new IllegalArgumentException("spill " + spill
                + " is less than -1; give -1 for any larger bin, or how many bins");
        }
    }

    /** {@return the checked form of a configuration} Throws IllegalArgumentException that names what is wrong in it. */
    static LendingRules of(ManagerConfiguration configuration) {
        return new LendingRules(Arrays.stream(configuration.quotas()).map(QuotaSpec::parse).toList(),
            PoolSpec.read("spill", configuration::spill));
    }

    /** Refuses, by IllegalArgumentException, what a pool with these bins can't keep. */
    void check(List<BinSpec> bins) {
        if (quotas.isEmpty()) {
            return;
        }
        long slots = bins.stream().mapToLong(BinSpec::count).sum();
        long bytes = bins.stream().mapToLong(bin -> (long) bin.count() * bin.size()).sum();
        if (slots > MOST_SLOTS || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("quotas hold for pools of at most " + MOST_SLOTS + " buffers and " + MOST_BYTES
                + " bytes, and this has " + slots + " and " + bytes + "; make more managers of it, or give no quotas");
        }
        for (QuotaSpec quota : quotas) {
            for (BinSpec reserved : quota.reserved()) {
                if (bins.stream().noneMatch(bin -> bin.size() == reserved.size())) {
                    throw new IllegalArgumentException("quota '" + quota + "': " + reserved
                        + " is reserved, and there is no bin of " + reserved.size() + " bytes; give one of " + bins);
                }
            }
        }
        for (BinSpec bin : bins) {
            long sum = quotas.stream().mapToLong(quota -> reserved(quota, bin)).sum();
            if (sum > bin.count()) {
                String parts = quotas.stream().filter(quota -> reserved(quota, bin) > 0)
                    .map(quota -> reserved(quota, bin) + " for " + quota)
                    .collect(Collectors.joining(", "));
                throw new IllegalArgumentException("bin " + bin + ": " + sum + " are reserved (" + parts
                    + "), and it has " + bin.count() + "; reserve fewer, or make it larger");
            }
        }
    }

    /** {@return in how many bins a free slot is looked for, from the smallest that fits on, where there are so many} */
    int mostBins(int bins) {
        return spill == ANY ? bins : (int) Math.min(bins, spill + 1L);
    }

    /** {@return how many buffers of a bin a quota keeps} */
    static long reserved(QuotaSpec quota, BinSpec bin) {
        return quota.reserved().stream().filter(reserved -> reserved.size() == bin.size()).mapToLong(BinSpec::count).sum();
    }

    // By hand, as in PoolSpec.
    @Override
    public boolean equals(Object other) {
        return other instanceof LendingRules rules && rules.quotas.equals(quotas) && rules.spill == spill;
    }

    @Override
    public int hashCode() {
        return 31 * quotas.hashCode() + spill;
    }
}

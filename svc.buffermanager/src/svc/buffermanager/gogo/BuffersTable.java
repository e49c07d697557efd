// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;

/** Buffer managers as text: for each its figures in a line, and below it a line for each bin. */
final class BuffersTable {

    private static final int BAR = 20;

    private BuffersTable() {
    }

    static String of(List<BufferManagerDTO> managers) {
        if (managers.isEmpty()) {
            return "no buffer manager is in service";
        }
        return managers.stream().sorted(Comparator.comparingInt(manager -> manager.managerId)).map(BuffersTable::of)
            .collect(Collectors.joining("\n")).stripTrailing();
    }

    private static String of(BufferManagerDTO manager) {
        TextTable line = new TextTable("manager", "allocator", "bytes", "lent", "of", "high", "none", "empty", "misuse", "swaps",
            "drain", "expired");
        line.row(manager.managerId, manager.allocator, manager.poolBytes, manager.currBuffs, manager.totalBuffs, manager.hiBuffs,
            manager.noBuffs, manager.emptyBuffs, manager.misuses, manager.swaps, manager.retiring, manager.expired);
        TextTable bins = new TextTable("size", "count", "used", "high", "spills", "failures", "");
        for (BinDTO bin : manager.bins) {
            bins.row(bin.size, bin.count, bin.used, bin.highWater, bin.spills, bin.failures, bar(bin));
        }
        return line.indented(0) + bins.indented(2);
    }

    /**
     * {@return the bin's use: {@code #} what is lent, {@code -} from there to the high-water mark} One buffer shows, and so does
     * one that is free.
     */
    static String bar(BinDTO bin) {
        int used = part(bin.used, bin.count);
        int high = Math.max(used, part(bin.highWater, bin.count));
        return "[" + "#".repeat(used) + "-".repeat(high - used) + ".".repeat(BAR - high) + "]";
    }

    private static int part(int some, int all) {
        if (some <= 0) {
            return 0;
        }
        return some >= all ? BAR : Math.clamp((long) some * BAR / all, 1, BAR - 1);
    }
}

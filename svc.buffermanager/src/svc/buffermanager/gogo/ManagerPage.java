// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.Comparator;
import java.util.List;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.HolderDTO;

/** All that is known of one manager, as text: its bins, who has what, and what is out of the ordinary. */
final class ManagerPage {

    private static final int BAR = 20;

    private ManagerPage() {
    }

    static String of(String name, BufferManagerDTO dto, int width) {
        StringBuilder text = new StringBuilder("manager " + name + "\n");
        text.append("  lent ").append(dto.currBuffs).append(" of ").append(dto.totalBuffs).append(" buffers, at most ")
            .append(dto.hiBuffs).append("; requests that found none: ").append(dto.noBuffs).append('\n');
        text.append("  memory ").append(dto.poolBytes).append(" bytes from allocator ").append(dto.allocator)
            .append(", identifier ").append(dto.memoryId).append(dto.guarded ? ", guarded" : "").append("; swaps ")
            .append(dto.swaps).append('\n');
        text.append("  accounting ").append(dto.accounting ? "on" : "off").append(", tracking ")
            .append(dto.tracking == 0 ? "off" : dto.tracking == 1 ? "on" : "one in " + dto.tracking).append('\n');
        text.append('\n').append(bins(dto.bins).text(2, width));
        text.append('\n').append(holders(dto).text(2, width));
        List<String> amiss = Amiss.of(dto);
        if (!amiss.isEmpty()) {
            text.append('\n');
            amiss.forEach(line -> text.append("  ! ").append(line).append('\n'));
        }
        return text.toString().stripTrailing();
    }

    private static TextTable bins(List<BinDTO> bins) {
        TextTable table = new TextTable("size", "count", "used", "high", "failures", "spills", "wasted", "use");
        for (BinDTO bin : bins) {
            table.row(bin.size, bin.count, bin.used, bin.highWater, bin.failures, bin.spills, bin.wastedBytes, Bar.of(bin, BAR));
        }
        return table;
    }

    /** By bin, if there are few: else the table is wide, and says little. */
    private static TextTable holders(BufferManagerDTO dto) {
        boolean quotas = dto.holders.stream().anyMatch(holder -> holder.quotaBuffers != HolderDTO.NO_LIMIT
            || holder.quotaBytes != HolderDTO.NO_LIMIT);
        TextTable table = quotas ? new TextTable("holder", "lent", "bytes", "oldest", "by bin", "failed", "quota", "denied")
            : new TextTable("holder", "lent", "bytes", "oldest", "by bin", "failed");
        Comparator<HolderDTO> byBytes = Comparator.comparingLong(holder -> holder.outstandingBytes);
        dto.holders.stream().sorted(byBytes.reversed()).forEach(holder -> {
            String name = name(holder);
            String oldest = Age.of(holder.oldestNanos);
            if (quotas) {
                table.row(name, holder.outstanding, holder.outstandingBytes, oldest, byBin(holder), holder.failed,
                    limit(holder.quotaBuffers) + "/" + limit(holder.quotaBytes), holder.denied);
            } else {
                table.row(name, holder.outstanding, holder.outstandingBytes, oldest, byBin(holder), holder.failed);
            }
        });
        return table;
    }

    private static String name(HolderDTO holder) {
        return holder.bundleId == HolderDTO.NO_BUNDLE ? holder.symbolicName
            : holder.symbolicName + " (" + holder.bundleId + (holder.stopped ? ", stopped)" : ")");
    }

    private static String byBin(HolderDTO holder) {
        return String.join("+", holder.outstandingByBin.stream().map(String::valueOf).toList());
    }

    private static String limit(long limit) {
        return limit == HolderDTO.NO_LIMIT ? "any" : Long.toString(limit);
    }
}

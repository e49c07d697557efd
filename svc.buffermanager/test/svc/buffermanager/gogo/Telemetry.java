// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.List;
import java.util.Map;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.HolderDTO;

/** Figures of managers, made up. */
final class Telemetry {

    private Telemetry() {
    }

    static BufferManagerDTO manager(int id, BinDTO... bins) {
        BufferManagerDTO dto = new BufferManagerDTO();
        dto.managerId = id;
        dto.allocator = "malloc";
        dto.bins = List.of(bins);
        dto.holders = List.of();
        dto.demand = List.of();
        dto.misusesByKind = Map.of();
        for (BinDTO bin : bins) {
            dto.totalBuffs += bin.count;
            dto.currBuffs += bin.used;
            dto.hiBuffs += bin.highWater;
            dto.poolBytes += (long) bin.size * bin.count;
        }
        return dto;
    }

    static BinDTO bin(int size, int count, int used, int highWater) {
        BinDTO bin = new BinDTO();
        bin.size = size;
        bin.count = count;
        bin.used = used;
        bin.highWater = highWater;
        return bin;
    }

    static HolderDTO holder(long bundleId, String name, long buffers, long bytes, long oldestNanos, Integer... byBin) {
        HolderDTO dto = new HolderDTO();
        dto.bundleId = bundleId;
        dto.symbolicName = name;
        dto.outstanding = buffers;
        dto.outstandingBytes = bytes;
        dto.oldestNanos = oldestNanos;
        dto.outstandingByBin = List.of(byBin);
        dto.quotaBuffers = HolderDTO.NO_LIMIT;
        dto.quotaBytes = HolderDTO.NO_LIMIT;
        return dto;
    }
}

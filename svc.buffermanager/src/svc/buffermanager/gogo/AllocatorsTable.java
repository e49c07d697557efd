// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.Comparator;
import java.util.List;

import fw.memory.AllocatorDTO;
import fw.memory.IdentifierDTO;

/** Allocators as a table, the best first: a line each, and a line for each identifier that has memory of it. */
final class AllocatorsTable {

    private static final Comparator<AllocatorLine> BEST_FIRST = Comparator.comparingInt(AllocatorLine::ranking).reversed()
        .thenComparingLong(AllocatorLine::serviceId);

    private AllocatorsTable() {
    }

    static String of(List<AllocatorLine> allocators) {
        if (allocators.isEmpty()) {
            return "no allocator is registered";
        }
        TextTable table = new TextTable("allocator", "types", "ranking", "limit", "blocks", "bytes");
        allocators.stream().sorted(BEST_FIRST).forEach(allocator -> add(allocator, table));
        return table.indented(0).stripTrailing();
    }

    private static void add(AllocatorLine allocator, TextTable table) {
        AllocatorDTO usage = allocator.usage();
        if (usage == null) {
            table.row(allocator.name(), allocator.types(), allocator.ranking(), allocator.failure() == null ? "it told nothing"
                : allocator.failure(), "", "");
            return;
        }
        table.row(allocator.name(), allocator.types(), allocator.ranking(), usage.limitBytes == AllocatorDTO.NO_LIMIT ? "none"
            : usage.limitBytes,
            usage.blocks, usage.bytes);
        for (IdentifierDTO identifier : usage.identifiers) {
            table.row("  identifier " + identifier.identifier, "", "", "", identifier.blocks, identifier.bytes);
        }
    }
}

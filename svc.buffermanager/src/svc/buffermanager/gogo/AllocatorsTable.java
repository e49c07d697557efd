// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import fw.memory.AllocatorDTO;
import fw.memory.IdentifierDTO;
import svc.buffermanager.BufferManagerDTO;

/** Allocators as a table, the best first: a line each, and a line for each identifier that has memory of it. */
final class AllocatorsTable {

    private static final Comparator<AllocatorLine> BEST_FIRST = Comparator.comparingInt(AllocatorLine::ranking).reversed()
        .thenComparingLong(AllocatorLine::serviceId);

    private AllocatorsTable() {
    }

    /** @param users who uses an allocator for which identifier, by service id; others than managers don't tell */
    static String of(List<AllocatorLine> allocators, List<BufferManagerDTO> users, int width) {
        if (allocators.isEmpty()) {
            return "no allocator is registered";
        }
        TextTable table = new TextTable("allocator", "types", "ranking", "limit", "blocks", "bytes", "used by");
        allocators.stream().sorted(BEST_FIRST).forEach(allocator -> add(allocator, users, table));
        return table.text(0, width).stripTrailing();
    }

    private static void add(AllocatorLine allocator, List<BufferManagerDTO> users, TextTable table) {
        AllocatorDTO usage = allocator.usage();
        if (usage == null) {
            table.row(allocator.name(), allocator.types(), allocator.ranking(), allocator.failure() == null ? "it told nothing"
                : allocator.failure(), "", "", "");
            return;
        }
        table.row(allocator.name(), allocator.types(), allocator.ranking(), usage.limitBytes == AllocatorDTO.NO_LIMIT ? "none"
            : usage.limitBytes,
            usage.blocks, usage.bytes, users(users, user -> user.allocatorServiceId == allocator.serviceId()));
        for (IdentifierDTO identifier : usage.identifiers) {
            table.row("  identifier " + identifier.identifier, "", "", "", identifier.blocks, identifier.bytes,
                users(users, allocator.serviceId(), identifier.identifier));
        }
    }

    /** If nobody lends from it now: those who have buffers of a pool before out, whose memory that then is. */
    private static String users(List<BufferManagerDTO> all, long allocator, int identifier) {
        String present = users(all, user -> user.allocatorServiceId == allocator && user.memoryId == identifier);
        if (!present.isEmpty()) {
            return present;
        }
        String before = users(all, user -> user.retiring > 0 && user.memoryId == identifier);
        return before.isEmpty() ? "" : before + " before";
    }

    private static String users(List<BufferManagerDTO> all, Predicate<BufferManagerDTO> wanted) {
        return all.stream().filter(user -> user.allocator != null).filter(wanted).map(user -> "manager " + user.managerId)
            .collect(Collectors.joining(", "));
    }
}

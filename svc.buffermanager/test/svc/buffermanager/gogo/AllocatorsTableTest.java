// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import fw.memory.AllocatorDTO;
import fw.memory.IdentifierDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import svc.buffermanager.BufferManagerDTO;

class AllocatorsTableTest {

    @Test
    void showsTheBestFirstWithItsIdentifiers() {
        AllocatorLine arena = line("arena", 10, -10, usage(1 << 20));
        AllocatorLine malloc = line("malloc", 11, 100, usage(AllocatorDTO.NO_LIMIT, identifier(7, 1, 64),
            identifier(100, 2, 3145728)));

        assertEquals("""
            allocator         types   ranking    limit  blocks    bytes  used by
            malloc            SYSTEM      100     none       3  3145792  manager 1, manager 2
              identifier 7                                   1       64  manager 1
              identifier 100                                 2  3145728
            arena             SYSTEM      -10  1048576       0        0""",
            AllocatorsTable.of(List.of(arena, malloc), List.of(user(1, 11, 7), user(2, 11, 8), user(3, 12, 7)), 90));
    }

    @Test
    void tellsWhoseOldPoolHasItsMemory() {
        BufferManagerDTO moved = user(1, 11, 100);
        moved.retiring = 2;
        AllocatorLine arena = line("arena", 10, 0, usage(AllocatorDTO.NO_LIMIT, identifier(100, 1, 64), identifier(7, 1, 64)));

        List<String> lines = AllocatorsTable.of(List.of(arena), List.of(moved, user(2, 11, 7)), 90).lines().toList();

        assertTrue(lines.get(2).endsWith("manager 1 before"), lines.get(2));
        assertTrue(lines.get(3).endsWith("64"), lines.get(3));
    }

    @Test
    void putsTheEarlierRegisteredOfOneRankingFirst() {
        String text = AllocatorsTable.of(List.of(line("later", 12, 0, usage(1)), line("earlier", 11, 0, usage(1))),
            List.of(), 80);

        assertEquals("earlier", text.lines().skip(1).findFirst().orElseThrow().split(" ")[0]);
    }

    @Test
    void saysThatThereIsNoAllocator() {
        assertEquals("no allocator is registered", AllocatorsTable.of(List.of(), List.of(), 80));
    }

    @Test
    void showsWhatAnAllocatorThrowsInsteadOfItsUsage() {
        AllocatorLine broken = AllocatorLine.of(Map.of("service.id", 12L), new Telling(null));

        assertEquals("service-12", broken.name());
        assertEquals("java.lang.IllegalStateException: broken", broken.failure());
        assertEquals(2, AllocatorsTable.of(List.of(broken), List.of(), 80).lines().count());
    }

    @Test
    void readsOneTypeAndSeveral() {
        assertEquals("SYSTEM", types(Map.of("service.id", 1L, MemAllocator.TYPE, "SYSTEM")));
        assertEquals("A,B", types(Map.of("service.id", 1L, MemAllocator.TYPE, new String[] {"A", "B"})));
        assertEquals("A,B", types(Map.of("service.id", 1L, MemAllocator.TYPE, List.of("A", "B"))));
        assertEquals("", types(Map.of("service.id", 1L)));
    }

    private static BufferManagerDTO user(int managerId, long allocator, int memoryId) {
        BufferManagerDTO dto = new BufferManagerDTO();
        dto.managerId = managerId;
        dto.allocator = "any";
        dto.allocatorServiceId = allocator;
        dto.memoryId = memoryId;
        return dto;
    }

    private static String types(Map<String, Object> properties) {
        return AllocatorLine.of(properties, new Telling(usage(1))).types();
    }

    private static AllocatorLine line(String name, long serviceId, int ranking, AllocatorDTO usage) {
        Map<String, Object> properties = Map.of("service.id", serviceId, "service.ranking", ranking, MemAllocator.NAME, name,
            MemAllocator.TYPE, "SYSTEM");
        return AllocatorLine.of(properties, new Telling(usage));
    }

    private static AllocatorDTO usage(long limit, IdentifierDTO... identifiers) {
        AllocatorDTO usage = new AllocatorDTO();
        usage.limitBytes = limit;
        usage.identifiers = List.of(identifiers);
        for (IdentifierDTO identifier : identifiers) {
            usage.blocks += identifier.blocks;
            usage.bytes += identifier.bytes;
        }
        return usage;
    }

    private static IdentifierDTO identifier(int id, long blocks, long bytes) {
        IdentifierDTO identifier = new IdentifierDTO();
        identifier.identifier = id;
        identifier.blocks = blocks;
        identifier.bytes = bytes;
        return identifier;
    }

    /** Tells this usage, or throws if it has none. */
    private record Telling(AllocatorDTO told) implements MemAllocator {

        @Override
        public MemoryBlock allocate(int identifier, long size, long alignment) {
            throw new AssertionError("a face allocates nothing");
        }

        @Override
        public void deallocate(MemoryBlock block) {
            throw new AssertionError("a face gives nothing back");
        }

        @Override
        public AllocatorDTO usage() {
            if (told == null) {
                throw new IllegalStateException("broken");
            }
            return told;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory.guard;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import fw.memory.BlockInUseException;
import fw.memory.BlockedRead;
import fw.memory.DivisibleContract;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;
import fw.memory.ledger.MemorySource;

class GuardedArenasTest extends DivisibleContract {

    @Override
    protected MemorySource source() {
        return new GuardedArenas(log.log());
    }

    @SuppressWarnings("restricted") // This is what the zones are there for.
    private static void write(MemorySegment memory, long offset) {
        MemorySegment.ofAddress(memory.address() + offset).reinterpret(1).set(JAVA_BYTE, 0, (byte) 0);
    }

    private List<String> errors() {
        return log.lines("error");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 64, 8192})
    void aWriteBesideABlockIsToldWhenItIsGivenBack(long alignment) {
        MemoryBlock block = allocator.allocate(7, 100, alignment);
        assertEquals(0, block.segment().address() % alignment);
        write(block.segment(), -1);
        write(block.segment(), 100);
        write(block.segment(), GuardedArenas.ZONE + 99);
        assertEquals(List.of(), errors());
        allocator.deallocate(block);
        assertEquals(2, errors().size(), errors().toString());
        assertTrue(errors().get(0).contains("block of identifier 7, 100 bytes, was written before its start: bytes -1 to -1,"
            + " counted from its start, now 00;"), errors().get(0));
        assertTrue(errors().get(1).contains("was written past its end: bytes 100 to 4195,"), errors().get(1));
    }

    @Test
    void aBlockThatIsWrittenAllOverIsWhole() {
        MemoryBlock block = allocator.allocate(7, 100, 1);
        block.segment().fill((byte) 1);
        allocator.deallocate(block);
        assertEquals(List.of(), errors());
    }

    @Test
    void holdsNoZerosThatSomebodyCouldRelyOn() {
        byte[] content = allocator.allocate(7, 1000, 1).segment().toArray(JAVA_BYTE);
        for (byte value : content) {
            assertFalse(value == 0);
        }
    }

    @Test
    void aBlockThatCantBeGivenBackYetIsToldOfOnce() throws Exception {
        MemoryBlock block = allocator.allocate(7, 100, 1);
        write(block.segment(), 100);
        try (BlockedRead _ = new BlockedRead(block)) {
            assertThrows(BlockInUseException.class, () -> allocator.deallocate(block));
        }
        allocator.deallocate(block);
        assertEquals(1, errors().size(), errors().toString());
    }

    @Test
    void refusesWhatLeavesNoRoomForZones() {
        assertThrows(MemoryUnavailableException.class, () -> allocator.allocate(7, Long.MAX_VALUE - 64, 64));
        assertThrows(MemoryUnavailableException.class, () -> allocator.allocate(7, 1, 1L << 62));
    }
}

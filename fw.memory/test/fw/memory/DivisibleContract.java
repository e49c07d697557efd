// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import fw.memory.ledger.LedgerAllocator;

/**
 * What the allocators do whose blocks are nothing but memory: they give less where there is less, and many under one identifier.
 */
public abstract class DivisibleContract extends AllocatorContract {

    @Test
    void givesWhatTheLimitLeaves() {
        LedgerAllocator limited = new LedgerAllocator("limited", 100, source(), log.log());
        limited.allocate(1, 60, 16);

        MemoryBlock rest = limited.allocate(2, 60, 64);

        assertEquals(40, rest.size());
        assertEquals(0, rest.segment().address() % 64);
        assertEquals(100, limited.usage().bytes);
        assertEquals(0, assertThrows(MemoryUnavailableException.class, () -> limited.allocate(3, 1, 16)).available());
        limited.stop();
    }

    @Test
    void givesOneByteIfThatIsAllThatIsLeft() {
        LedgerAllocator limited = new LedgerAllocator("limited", 1, source(), log.log());
        assertEquals(1, limited.allocate(1, Long.MAX_VALUE - 16, 16).size());
        limited.stop();
    }

    @Test
    void givesSeveralBlocksUnderOneIdentifier() {
        MemoryBlock first = allocator.allocate(4, 100, 16);
        MemoryBlock second = allocator.allocate(4, 200, 16);

        assertEquals(List.of("4: 2, 300"), byIdentifier());
        allocator.deallocate(first);
        assertTrue(second.isAlive());
        assertOutstanding(1, 200);
    }

    @Test
    void isNeverRecoverable() {
        allocator.deallocate(allocator.allocate(4, 100, 16));
        assertEquals(false, allocator.allocate(4, 100, 16).recoverable());
    }

    @ParameterizedTest
    @CsvSource({"536870912, 16", "1, 536870912"})
    @EnabledOnOs(OS.LINUX)
    void givesTheAddressesBackToTheSystem(long size, long alignment) throws IOException {
        long before = addressSpace();
        MemoryBlock block = allocator.allocate(1, size, alignment);
        long during = addressSpace();
        allocator.deallocate(block);
        long after = addressSpace();

        // Other threads of this JVM map a little meanwhile: so half of what is taken must show.
        long half = (size + alignment) / 2;
        assertTrue(during - before > half, () -> before + " bytes before, " + during + " while there is a block");
        assertTrue(after - before < half, () -> before + " bytes before, " + after + " after a block was given back");
    }

    /** {@return how many bytes of addresses the process has mapped} */
    private static long addressSpace() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmSize:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElseThrow();
        }
    }
}

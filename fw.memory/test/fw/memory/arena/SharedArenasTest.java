// SPDX-License-Identifier: Apache-2.0
package fw.memory.arena;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.ValueLayout;
import java.util.List;

import org.junit.jupiter.api.Test;

import fw.memory.AllocatorDTO;
import fw.memory.DivisibleContract;
import fw.memory.ForkedJvm;
import fw.memory.MemoryBlock;
import fw.memory.RecordingLog;
import fw.memory.ledger.LedgerAllocator;
import fw.memory.ledger.MemorySource;

class SharedArenasTest extends DivisibleContract {

    @Override
    protected MemorySource source() {
        return new SharedArenas();
    }

    @Test
    void isFilledWithZeros() {
        assertArrayEquals(new byte[4096], allocator.allocate(1, 4096, 16).segment().toArray(ValueLayout.JAVA_BYTE));
    }

    static final class TakeAndGiveBack {
        public static void main(String[] arguments) {
            LedgerAllocator allocator =
                    new LedgerAllocator("arena", AllocatorDTO.NO_LIMIT, new SharedArenas(), new RecordingLog().log());
            MemoryBlock block = allocator.allocate(1, 100, 4096);
            block.segment().fill((byte) 1);
            System.out.println(block);
            allocator.deallocate(block);
            System.out.println(block);
        }
    }

    @Test
    void needsNoNativeAccess() throws Exception {
        try (ForkedJvm denied = ForkedJvm.start(List.of(ForkedJvm.NO_NATIVE_ACCESS), TakeAndGiveBack.class)) {
            assertEquals(List.of("block of identifier 1, 100 bytes", "block of identifier 1, 100 bytes, ended"),
                    denied.awaitEnd());
        }
    }
}

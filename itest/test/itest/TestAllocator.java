// SPDX-License-Identifier: Apache-2.0
package itest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import fw.memory.AllocatorDTO;
import fw.memory.IdentifierDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;

/** An allocator whose blocks are as good or bad as the test wants, and which keeps count. */
final class TestAllocator implements MemAllocator {

    /** How it answers a request. */
    enum Manner {
        /** As it should. */
        GOOD,
        /** Throws an exception. */
        THROWS_EXCEPTION,
        /** Throws an error. */
        THROWS_ERROR,
        /** Returns null. */
        RETURNS_NULL,
        /** Gives a byte less. */
        GIVES_LESS,
        /** Gives an address that is aligned for 8 bytes only, another one each time. */
        MISALIGNS,
        /** As it should; but throws when it is given a block back. */
        REFUSES_RETURN
    }

    volatile Manner manner;
    final AtomicInteger requests = new AtomicInteger();
    private final Map<MemoryBlock, Arena> outstanding = new ConcurrentHashMap<>();

    TestAllocator(Manner manner) {
        this.manner = manner;
    }

    @Override
    public MemoryBlock allocate(int identifier, long size, long alignment) {
        int request = requests.incrementAndGet();
        return switch (manner) {
            case GOOD, REFUSES_RETURN -> block(identifier, size, alignment, 0);
            case THROWS_EXCEPTION -> throw new IllegalArgumentException("no memory on Sundays");
            case THROWS_ERROR -> throw new NoClassDefFoundError("gone/With/The/Wind");
            case RETURNS_NULL -> null;
            case GIVES_LESS -> block(identifier, size - 1, alignment, 0);
            case MISALIGNS -> block(identifier, size, alignment, 8 + 16 * request);
        };
    }

    private MemoryBlock block(int identifier, long size, long alignment, long shift) {
        Arena arena = Arena.ofShared();
        MemorySegment segment = arena.allocate(size + shift, alignment).asSlice(shift);
        MemoryBlock block = new MemoryBlock(identifier, segment, false);
        outstanding.put(block, arena);
        return block;
    }

    @Override
    public void deallocate(MemoryBlock block) {
        if (manner == Manner.REFUSES_RETURN) {
            throw new IllegalArgumentException("no returns on Sundays");
        }
        outstanding.remove(block).close();
    }

    @Override
    public AllocatorDTO usage() {
        AllocatorDTO usage = new AllocatorDTO();
        usage.name = "test";
        usage.limitBytes = AllocatorDTO.NO_LIMIT;
        usage.identifiers = new ArrayList<>();
        for (MemoryBlock block : outstanding.keySet()) {
            IdentifierDTO part = new IdentifierDTO();
            part.identifier = block.identifier();
            part.blocks = 1;
            part.bytes = block.size();
            usage.identifiers.add(part);
            usage.blocks++;
            usage.bytes += block.size();
        }
        return usage;
    }
}

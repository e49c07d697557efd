// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.Arena;
import java.util.IdentityHashMap;
import java.util.Map;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;

/** Memory from the JDK's arenas, of an allocator that can be told to refuse. */
final class RefusingAllocator implements MemAllocator {

    private final Map<MemoryBlock, Arena> reserved = new IdentityHashMap<>();
    private boolean refuses;

    /** Has the next call refused. */
    void refuseOnce() {
        refuses = true;
    }

    /** {@return how many bytes are reserved} */
    long bytes() {
        return reserved.keySet().stream().mapToLong(MemoryBlock::size).sum();
    }

    @Override
    public MemoryBlock allocate(int identifier, long size, long alignment) {
        if (isRefused()) {
            throw new MemoryUnavailableException(identifier, size, 0, "it was told to refuse");
        }
        Arena arena = Arena.ofShared();
        MemoryBlock block = new MemoryBlock(identifier, arena.allocate(size, alignment), false);
        reserved.put(block, arena);
        return block;
    }

    @Override
    public void deallocate(MemoryBlock block) {
        if (isRefused()) {
            throw new IllegalStateException("it was told to refuse");
        }
        reserved.remove(block).close();
    }

    private boolean isRefused() {
        boolean refused = refuses;
        refuses = false;
        return refused;
    }

    @Override
    public AllocatorDTO usage() {
        throw new UnsupportedOperationException("a pool doesn't ask for it");
    }
}

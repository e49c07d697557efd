// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;

/**
 * Memory for a great many short-lived pools, which never has to be given back: each block is a piece of a larger one, and that
 * goes when nobody can reach it any more. It is all zero.
 */
final class PiecesAllocator implements MemAllocator {

    private static final long CHUNK = 1 << 16;

    private MemorySegment rest = MemorySegment.NULL;

    @Override
    public synchronized MemoryBlock allocate(int identifier, long size, long alignment) {
        if (rest.byteSize() < size) {
            rest = Arena.ofAuto().allocate(Math.max(CHUNK, size), alignment);
        }
        MemorySegment piece = rest.asSlice(0, size);
        rest = rest.asSlice(size);
        return new MemoryBlock(identifier, piece, false);
    }

    @Override
    public void deallocate(MemoryBlock block) {
        // Whoever holds a piece keeps it.
    }

    @Override
    public AllocatorDTO usage() {
        throw new UnsupportedOperationException("a pool doesn't ask for it");
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;

/**
 * An allocator whose one block holds what it held when it was given last, as a file does: {@code fw.memory.mmap} with a
 * directory.
 */
final class KeepingAllocator implements MemAllocator {

    private final Map<MemoryBlock, Arena> outstanding = new HashMap<>();
    /** What the file holds while it is not mapped; null if there is none. */
    private byte[] file;

    /** {@return one with the content that this has now, as if the JVM had died at this moment} */
    synchronized KeepingAllocator afterDeath() {
        KeepingAllocator next = new KeepingAllocator();
        next.file = content();
        return next;
    }

    /** {@return what the file holds now} */
    synchronized byte[] content() {
        return outstanding.isEmpty() ? file : outstanding.keySet().iterator().next().segment().toArray(ValueLayout.JAVA_BYTE);
    }

    /** Changes the file while it is not mapped. */
    synchronized void change(Consumer<byte[]> change) {
        change.accept(file);
    }

    synchronized boolean isMapped() {
        return !outstanding.isEmpty();
    }

    @Override
    public synchronized MemoryBlock allocate(int identifier, long size, long alignment) {
        if (isMapped()) {
            throw new MemoryUnavailableException(identifier, size, 0, "is in use already");
        }
        if (file != null && file.length != size) {
            throw new MemoryUnavailableException(identifier, size, file.length, "has " + file.length + " bytes");
        }
        Arena arena = Arena.ofShared();
        MemorySegment memory = arena.allocate(size, alignment);
        boolean found = file != null;
        if (found) {
            memory.copyFrom(MemorySegment.ofArray(file));
        }
        MemoryBlock block = new MemoryBlock(identifier, memory, found);
        outstanding.put(block, arena);
        return block;
    }

    @Override
    public synchronized void deallocate(MemoryBlock block) {
        file = block.segment().toArray(ValueLayout.JAVA_BYTE);
        outstanding.remove(block).close();
    }

    @Override
    public AllocatorDTO usage() {
        throw new UnsupportedOperationException("the manager doesn't ask for it");
    }
}

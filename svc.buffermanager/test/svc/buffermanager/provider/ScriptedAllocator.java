// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;

/** An allocator that does what a test wants while it is called, and gives something else than it should. */
final class ScriptedAllocator implements MemAllocator {

    final AtomicInteger requests = new AtomicInteger();
    /** What it was given back, whether or not it took it. */
    final List<MemoryBlock> takenBack = new CopyOnWriteArrayList<>();
    volatile Runnable whileAllocating = () -> { };
    volatile Runnable whileDeallocating = () -> { };
    volatile UnaryOperator<MemoryBlock> giving = UnaryOperator.identity();
    private final TestAllocator blocks = new TestAllocator();

    @Override
    public MemoryBlock allocate(int identifier, long size, long alignment) {
        requests.incrementAndGet();
        whileAllocating.run();
        return giving.apply(blocks.allocate(identifier, size, alignment));
    }

    @Override
    public void deallocate(MemoryBlock block) {
        takenBack.add(block);
        whileDeallocating.run();
        blocks.deallocate(block);
    }

    int outstanding() {
        synchronized (blocks) {
            return blocks.outstanding.size();
        }
    }

    @Override
    public AllocatorDTO usage() {
        throw new UnsupportedOperationException("the manager doesn't ask for it");
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;

/** A ring's memory, from when it was reserved until it has been given back: whose it is, and for which configuration. */
final class Tenure {

    final BoundAllocator allocator;
    final AccumulatorSpec spec;
    final Ring ring;
    private final MemoryBlock block;

    /**
     * Reserves memory for a ring.
     *
     * @throws MemoryUnavailableException if it can't be had. Nothing is left outstanding
     */
    Tenure(BoundAllocator allocator, AccumulatorSpec spec) {
        this.allocator = allocator;
        this.spec = spec;
        block = allocator.reserve(spec.memoryId, spec.storeSize);
        ring = new Ring(block.segment().asSlice(0, spec.storeSize), spec.maxFrameSize);
    }

    boolean isAlive() {
        return block.isAlive();
    }

    /**
     * Gives the memory back.
     *
     * @throws IllegalStateException if that didn't work and it has not ended; this may be called again
     */
    void end() {
        if (block.isAlive()) {
            allocator.giveBack(block);
        }
    }
}

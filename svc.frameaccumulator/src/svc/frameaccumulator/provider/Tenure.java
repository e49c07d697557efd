// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import fw.memory.MemoryBlock;
import fw.memory.dealing.BlockReturn;
import fw.memory.dealing.BoundAllocator;
import fw.memory.dealing.Returns;

/** A ring's memory, from when it was given until it has gone back: whose it is, and for which configuration. */
final class Tenure {

    final BoundAllocator allocator;
    final AccumulatorSpec spec;
    final Ring ring;
    /** How its memory goes back. */
    final BlockReturn wayBack;
    private final MemoryBlock block;

    /** Makes an empty ring in that block of the allocator. */
    Tenure(BoundAllocator allocator, AccumulatorSpec spec, MemoryBlock block) {
        this.allocator = allocator;
        this.spec = spec;
        this.block = block;
        wayBack = Returns.wayOf(allocator, block);
        ring = new Ring(block.segment().asSlice(0, spec.storeSize), spec.maxFrameSize);
    }

    boolean isAlive() {
        return block.isAlive();
    }
}

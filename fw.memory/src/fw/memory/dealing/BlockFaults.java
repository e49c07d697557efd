// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import java.lang.foreign.MemorySegment;

import fw.memory.MemoryBlock;

/** What can be wrong with a block that is alive. */
final class BlockFaults {

    private BlockFaults() {
    }

    /** {@return for people, why a pool can't live in the block; null if it can} */
    static String of(MemoryBlock block, long size, long alignment) {
        MemorySegment segment = block.segment();
        if (!segment.isNative()) {
            return "its block is on the heap; it must be native memory";
        }
        if (segment.address() == 0) {
            return "its block is at address 0, where no memory is";
        }
        if (segment.byteSize() < size) {
            return "its block has " + segment.byteSize() + " bytes only";
        }
        if ((segment.address() & alignment - 1) != 0) {
            return "its block's address is not a multiple of " + alignment;
        }
        if (segment.isReadOnly()) {
            return "its block is read-only";
        }
        // The thread of this call may be the one that it is confined to.
        if (!segment.isAccessibleBy(Thread.ofPlatform().unstarted(() -> { }))) {
            return "its block is confined to one thread";
        }
        return null;
    }
}

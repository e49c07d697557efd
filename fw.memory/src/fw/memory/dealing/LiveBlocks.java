// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import java.util.HashMap;
import java.util.Map;

import fw.memory.MemoryBlock;

/**
 * The blocks that the components of a bundle have, all of them together: so one that an allocator gives twice, or memory that is
 * in two blocks, is found out, whichever of them it was given to.
 * <p>
 * A block whose memory has ended is in nobody's way, whether or not it has been given back.
 */
public class LiveBlocks {

    private final Map<MemoryBlock, BoundAllocator> givers = new HashMap<>();

    /** Makes one that knows of no block. */
    public LiveBlocks() {
    }

    /**
     * Notes a block, unless its memory is in one that is noted already.
     *
     * @return null; or, for people, what it overlaps
     */
    synchronized String enter(MemoryBlock block, BoundAllocator allocator) {
        for (Map.Entry<MemoryBlock, BoundAllocator> entry : givers.entrySet()) {
            MemoryBlock other = entry.getKey();
            if (other.isAlive() && other.segment().asOverlappingSlice(block.segment()).isPresent()) {
                return other + ", of allocator " + entry.getValue().name();
            }
        }
        givers.put(block, allocator);
        return null;
    }

    /** Strikes out a block that has been given back. */
    synchronized void leave(MemoryBlock block) {
        givers.remove(block);
    }

    /** Strikes out what an allocator that goes has not taken back: it is not to be kept for that. */
    synchronized void leaveAllOf(BoundAllocator allocator) {
        givers.values().removeIf(giver -> giver == allocator);
    }

    /** {@return whether it is noted, and its memory hasn't ended} */
    synchronized boolean has(MemoryBlock block) {
        return givers.containsKey(block) && block.isAlive();
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import fw.memory.MemoryUnavailableException;

/**
 * Where memory comes from: the one thing in which allocators differ. It keeps no books; whoever calls it has checked the
 * arguments and the limit. Any thread may call it at any time; no lock is held then.
 */
public interface MemorySource {

    /**
     * Reserves memory for one block.
     *
     * @param identifier the entity that asks, 0 or greater
     * @param size how many bytes, 1 or more; {@code size + alignment} does not overflow
     * @param alignment what the address must be a multiple of, in bytes: a power of two
     * @return exactly {@code size} bytes at such an address, which nobody else holds
     * @throws MemoryUnavailableException if that can't be had; nothing is reserved then
     */
    Reservation reserve(int identifier, long size, long alignment);

    /**
     * {@return whether a block that is smaller than was asked for is of use: if not, a request that exceeds the limit is refused
     * as a whole}
     */
    default boolean divisible() {
        return true;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;

import fw.buffer.BufferMisuseException;

/**
 * Fills the memory of each buffer that comes home with zeros, all of it: no byte of one holder gets to the next, nor to who has
 * the memory after the pool. What a holder writes who has kept a buffer for longer than its pool lived is not wiped.
 */
final class Wipe implements Attendant {

    private final MemorySegment memory;

    /** Wipes all of it: what was there before may be an earlier pool's. */
    Wipe(MemorySegment memory) {
        this.memory = memory.fill((byte) 0);
    }

    @Override
    public void lent(Slot slot, Ward ward) {
        // It was wiped when it came home.
    }

    @Override
    public BufferMisuseException home(Slot slot, Ward ward, Holder by) {
        // An allocator that is no good may give memory to others that it has had back, and not end it.
        if (!slot.pool.hasEnded()) {
            wipe(slot.whole(), slot.pool);
        }
        return null;
    }

    @Override
    public void ends(Pool pool) {
        wipe(memory, pool);
    }

    private static void wipe(MemorySegment part, Pool of) {
        try {
            part.fill((byte) 0);
        } catch (IllegalStateException e) {
            if (of.isAlive()) {
                throw e;
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A loan whose segments and ByteBuffers end with it: they are of an arena of its own.
 * <p>
 * Of its own is the memory too, as much as the slot has. An arena over the slot's memory would not keep that: a pool whose memory
 * must go, while a channel is at work in this arena, would leave the channel in memory that is somebody else's.
 */
final class SealedLoan extends Loan {

    private Arena arena;
    private MemorySegment whole;
    private MemorySegment part;
    private ByteBuffer bytes;

    SealedLoan(Slot slot) {
        super(slot);
    }

    @Override
    public synchronized MemorySegment segment() {
        checkLent();
        int from = slot.offset();
        int length = slot.size();
        slot.pool.checkBounds(slot, from, length);
        if (whole == null) {
            arena = Arena.ofShared();
            whole = arena.allocate(slot.capacity(), slot.pool.spec.alignment());
            // Asked for after the pool can find this loan. Pairs with Pool.seal(): if this is too early to see that the pool has
            // ended, the pool seals the loan.
            if (slot.pool.hasEnded()) {
                seal();
            }
        }
        if (part == null || part.byteSize() != length || part.address() != whole.address() + from) {
            part = whole.asSlice(from, length);
            bytes = null;
        }
        return part;
    }

    @Override
    public synchronized ByteBuffer byteBuffer() {
        MemorySegment segment = segment();
        if (bytes == null || segment != part) {
            bytes = segment.asByteBuffer();
        }
        return bytes.clear().order(ByteOrder.BIG_ENDIAN);
    }

    @Override
    synchronized void seal() {
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }

    /**
     * Takes the loan away from its holder. {@return whether he can't reach its memory any more: not if a channel is at work in
     * it}
     */
    synchronized boolean end() {
        // Who gives it back at this moment, and has begun to, ends the memory himself; but when is not known.
        if (!takeBack()) {
            return false;
        }
        try {
            seal();
        } catch (IllegalStateException inUse) {
            return false;
        }
        return true;
    }

    /**
     * As {@link #seal}; but if a channel is at work in the memory, that stays until the buffer is given back. It is in nobody's
     * way.
     */
    void sealUnlessInUse() {
        try {
            seal();
        } catch (IllegalStateException inUse) {
            // Who gives the buffer back is told, by giveBack().
        }
    }
}

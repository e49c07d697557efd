// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A loan whose segments and ByteBuffers end with it: they are of an arena of its own, over the slot's memory.
 * <p>
 * The arena is no part of the pool's, so it must be closed before the pool's memory goes: else a segment would reach memory that is
 * somebody else's by then. {@link Pool#seal} sees to it.
 */
final class SealedLoan extends Loan {

    private Arena arena;
    private MemorySegment whole;
    private MemorySegment part;
    private ByteBuffer bytes;

    /**
     * Makes sure that there can be loans of this kind.
     *
     * @throws IllegalArgumentException if there can't, for people
     */
    static void check() {
        try {
            sealed(MemorySegment.NULL, Arena.global());
        } catch (IllegalCallerException e) {
            throw new IllegalArgumentException("handles SEALED needs native access, which this JVM denies: start it with "
                + "--enable-native-access=ALL-UNNAMED, or give FRESH", e);
        }
    }

    SealedLoan(Slot slot) {
        super(slot);
    }

    @Override
    public synchronized MemorySegment segment() {
        checkLent();
        int from = slot.offset();
        int length = slot.size();
        if (whole == null) {
            arena = Arena.ofShared();
            whole = sealed(slot.pool.slice(slot, 0, slot.capacity()), arena);
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

    /** Restricted, since a segment outlives the memory it is over if nobody takes care; who does is said above. */
    @SuppressWarnings("restricted")
    private static MemorySegment sealed(MemorySegment memory, Arena arena) {
        return memory.reinterpret(arena, null);
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
}

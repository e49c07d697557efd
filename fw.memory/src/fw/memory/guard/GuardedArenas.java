// SPDX-License-Identifier: Apache-2.0
package fw.memory.guard;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import fw.memory.MemoryUnavailableException;
import fw.memory.canary.Canary;
import fw.memory.ledger.MemorySource;
import fw.memory.ledger.Reservation;
import fw.memory.log.Log;

/**
 * Takes each block from a shared arena of its own, with a zone before it and one after it that nobody may write to. They are
 * looked at when the block is given back. The block itself is filled with a pattern: who reads what he has not written is not
 * lucky.
 */
final class GuardedArenas implements MemorySource {

    /** What each zone has at least, in bytes: a page of most systems, so that who is off by a whole record is caught too. */
    static final long ZONE = 4096;

    private static final long CONTENT_SEED = 0x626C6F636BL;
    private static final long ZONE_SEED = 0x7A6F6E65L;

    private final Log log;
    private final Canary content = new Canary(CONTENT_SEED);
    private final Canary zones = new Canary(ZONE_SEED);

    GuardedArenas(Log log) {
        this.log = log;
    }

    @Override
    public Reservation reserve(int identifier, long size, long alignment) {
        long before = Math.max(ZONE, alignment);
        if (size > Long.MAX_VALUE - 2 * ZONE - 2 * alignment || alignment > Long.MAX_VALUE / 4) {
            throw unavailable(identifier, size, "there is no room for guard zones beside it", null);
        }
        Arena arena = Arena.ofShared();
        try {
            MemorySegment all = arena.allocate(before + size + ZONE, alignment);
            zones.fill(all, 0, before);
            content.fill(all, before, before + size);
            zones.fill(all, before + size, all.byteSize());
            return new GuardedBlock(identifier, all, all.asSlice(before, size), arena, zones, log);
        } catch (OutOfMemoryError e) {
            arena.close();
            throw unavailable(identifier, size, "the JDK's arena: " + e.getMessage(), e);
        }
    }

    private static MemoryUnavailableException unavailable(int identifier, long size, String reason, Throwable cause) {
        return new MemoryUnavailableException(identifier, size, 0, reason + "; ask for less, or stop fw.memory.guard", cause);
    }
}

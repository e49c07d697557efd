// SPDX-License-Identifier: Apache-2.0
package fw.memory.guard;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import fw.memory.canary.Canary;
import fw.memory.canary.Damage;
import fw.memory.ledger.Reservation;
import fw.memory.log.Log;

/** A block between two zones. */
final class GuardedBlock implements Reservation {

    private final int identifier;
    private final MemorySegment all;
    private final MemorySegment block;
    private final Arena arena;
    private final Canary zones;
    private final Log log;

    /** @param block the part of {@code all}, which is the arena's only memory, that is between the zones */
    GuardedBlock(int identifier, MemorySegment all, MemorySegment block, Arena arena, Canary zones, Log log) {
        this.identifier = identifier;
        this.all = all;
        this.block = block;
        this.arena = arena;
        this.zones = zones;
        this.log = log;
    }

    @Override
    public MemorySegment segment() {
        return block;
    }

    @Override
    public void end() {
        long start = block.address() - all.address();
        look("before its start", 0, start, start);
        look("past its end", start + block.byteSize(), all.byteSize(), start);
        arena.close();
    }

    /** Repairs what it tells, since {@link #end} may be called again. */
    private void look(String where, long from, long to, long start) {
        Damage damage = zones.find(all, from, to);
        if (damage != null) {
            zones.fill(all, from, to);
            log.error("block of identifier " + identifier + ", " + block.byteSize() + " bytes, was written " + where + ": bytes "
                + (damage.first() - start) + " to " + (damage.last() - start) + ", counted from its start, now "
                + damage.hex() + "; whoever has that identifier writes by address, in native code or a reinterpreted segment");
        }
    }
}

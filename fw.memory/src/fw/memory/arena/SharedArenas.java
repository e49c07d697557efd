// SPDX-License-Identifier: Apache-2.0
package fw.memory.arena;

import java.lang.foreign.Arena;

import fw.memory.MemoryUnavailableException;
import fw.memory.ledger.ArenaReservation;
import fw.memory.ledger.MemorySource;
import fw.memory.ledger.Reservation;

/**
 * Takes each block from a shared arena of its own. The JDK fills it with zeros: so a block costs time in proportion to its size,
 * and all its pages are really there from the start.
 */
final class SharedArenas implements MemorySource {

    @Override
    public Reservation reserve(int identifier, long size, long alignment) {
        Arena arena = Arena.ofShared();
        try {
            return new ArenaReservation(arena.allocate(size, alignment), arena);
        } catch (OutOfMemoryError e) {
            arena.close();
            throw new MemoryUnavailableException(identifier, size, 0,
                    "the JDK's arena: " + e.getMessage() + "; ask for less, or give the process more", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * Memory that lives as long as a shared arena, which holds nothing else.
 *
 * @param segment the memory
 * @param arena what ends it
 */
public record ArenaReservation(MemorySegment segment, Arena arena) implements Reservation {

    /**
     * Puts memory that was just taken from the C library under an arena of its own.
     *
     * @param start the address that the C library gave
     * @param size how many bytes there are
     * @param release gives the memory back to the C library; called once, when the arena is closed, or at once if this method
     *         throws
     * @return the memory under the arena
     */
    @SuppressWarnings("restricted") // Only here a bare address gets its size: the one that the C library has just given it.
    public static ArenaReservation of(MemorySegment start, long size, Consumer<MemorySegment> release) {
        Arena arena = Arena.ofShared();
        try {
            return new ArenaReservation(start.reinterpret(size, arena, release), arena);
        } catch (Throwable e) {
            arena.close();
            release.accept(start);
            throw e;
        }
    }

    @Override
    public void end() {
        arena.close();
    }
}

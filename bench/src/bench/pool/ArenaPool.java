// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * No pool: an arena for each buffer.
 *
 * @param shared whether another thread may close it than opened it
 */
record ArenaPool(boolean shared) implements BufferPool<ArenaPool.Memory> {

    /** A segment, and the arena that frees it. */
    record Memory(Arena arena, MemorySegment segment) {
    }

    @Override
    public Memory take(int size) {
        Arena arena = shared ? Arena.ofShared() : Arena.ofConfined();
        return new Memory(arena, arena.allocate(size));
    }

    @Override
    public void give(Memory buffer) {
        buffer.arena.close();
    }

    @Override
    public void close() {
        // There is no pool to end.
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import java.lang.foreign.MemorySegment;

/** Memory that a source has reserved for one block, and the way to end it. */
public interface Reservation {

    /** {@return the memory, exactly as much as was asked for} */
    MemorySegment segment();

    /** {@return whether it may still hold what it held before} */
    default boolean recoverable() {
        return false;
    }

    /**
     * Ends the memory's lifetime and gives it back. Called until it has succeeded once, by one thread at a time, with no lock
     * held.
     *
     * @throws IllegalStateException if the operating system is at work in the memory. It is still alive then, and nothing has
     *         changed
     * @throws RuntimeException if the memory's lifetime has ended, but something else went wrong on the way; the message says
     *         what is left
     */
    void end();
}

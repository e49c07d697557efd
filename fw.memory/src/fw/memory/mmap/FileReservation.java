// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import java.lang.foreign.MemorySegment;

import fw.memory.ledger.Reservation;

/**
 * A mapped file, reserved for one block.
 *
 * @param file the file
 * @param claim what keeps this JVM from opening it again
 */
record FileReservation(MappedFile file, FileClaim claim) implements Reservation {

    @Override
    public MemorySegment segment() {
        return file.segment();
    }

    @Override
    public boolean recoverable() {
        return file.found();
    }

    @Override
    public void end() {
        try {
            file.close();
        } finally {
            if (!file.arena().scope().isAlive()) {
                claim.close();
            }
        }
    }
}

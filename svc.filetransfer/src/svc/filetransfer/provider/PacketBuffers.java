// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.util.concurrent.atomic.AtomicReference;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import svc.comms.parts.Event;

/**
 * The buffers of a downlink, which takes one for each packet. So it follows when the pool is swapped. One that was returned is
 * kept until the next was taken: so a file that has begun has at least one, however many others take from the pool.
 */
final class PacketBuffers {

    private final Event misuse;
    private final AtomicReference<Buffer> spare = new AtomicReference<>();

    PacketBuffers(Event misuse) {
        this.misuse = misuse;
    }

    /** {@return a valid buffer with this capacity at least; null if there is none} */
    Buffer take(BufferGet pool, int capacity) {
        Buffer buffer = null;
        if (pool != null) {
            try {
                buffer = pool.allocate(capacity);
            } catch (RuntimeException | LinkageError e) {
                // The pool is stopping, or it is no good: it has none.
                buffer = null;
            }
        }
        if (buffer != null && buffer.isValid()) {
            if (buffer.capacity() >= capacity) {
                dropSpare();
                return buffer;
            }
            giveBack(buffer);
        }
        Buffer kept = spare.getAndSet(null);
        if (kept != null && !kept.isValid()) {
            giveBack(kept);
            return null;
        }
        return kept;
    }

    /** Takes a buffer back, and keeps it if there is none kept. Who calls this has {@link #dropSpare} called afterwards. */
    void keep(Buffer buffer) {
        if (!spare.compareAndSet(null, buffer)) {
            giveBack(buffer);
        }
    }

    /** Gives the kept buffer back to the pool. */
    void dropSpare() {
        Buffer kept = spare.getAndSet(null);
        if (kept != null) {
            giveBack(kept);
        }
    }

    void giveBack(Buffer buffer) {
        try {
            buffer.close();
        } catch (IllegalStateException e) {
            if (misuse.occurs()) {
                misuse.warn(e.getMessage());
            }
        }
    }
}

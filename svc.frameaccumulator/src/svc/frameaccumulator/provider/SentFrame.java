// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.concurrent.atomic.AtomicReference;

import fw.buffer.Buffer;

/** The frame that was handed on last, until it comes back; and of how many of its bytes the CRC-32 is known, and which. */
final class SentFrame {

    private final AtomicReference<Buffer> buffer = new AtomicReference<>();
    private int crcBytes;
    private int crc;

    /** Notes what is known of the frame that is sent next; a negative number of bytes if nothing is. */
    void note(int knownBytes, int knownCrc) {
        crcBytes = knownBytes;
        crc = knownCrc;
    }

    void send(Buffer frame) {
        // Pairs with the get in returnedElsewhere: who was given the frame finds it here.
        buffer.setRelease(frame);
    }

    /** For the thread that sends, while it does. {@return whether the CRC-32 of so many of its bytes is known to be this} */
    boolean hasCrc32(Buffer frame, int count, int expected) {
        return buffer.getPlain() == frame && crcBytes == count && crc == expected;
    }

    /** For the thread that sends, while it does. A buffer has come back. */
    void returnedHere(Buffer frame) {
        if (buffer.getPlain() == frame) {
            // No compare-and-set: only this thread puts another frame here, and who returns this one too returns it twice.
            buffer.setPlain(null);
        }
    }

    /** A buffer has come back, on any thread. */
    void returnedElsewhere(Buffer frame) {
        if (buffer.get() == frame) {
            // Fails if the next frame is here by now.
            buffer.compareAndSet(frame, null);
        }
    }

    /** {@return whether the frame was still out; it is the caller's then} For the thread that sends. */
    boolean takeBack(Buffer frame) {
        return buffer.compareAndSet(frame, null);
    }
}

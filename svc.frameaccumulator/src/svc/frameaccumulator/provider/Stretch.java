// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import svc.frameaccumulator.RingView;

/** Bytes that are searched for frames: those in the ring, or those of an input. For one thread at a time. */
abstract class Stretch implements RingView {

    /** Instead of a number of bytes. */
    private static final int UNKNOWN = -1;

    private int frame;
    /** Of how many of the first bytes the CRC-32 is known. */
    private int crcBytes = UNKNOWN;
    private int crc;

    /** {@return how many more bytes there is room for} */
    abstract int free();

    /** {@return whether its memory is there} */
    abstract boolean isAlive();

    /** Takes the first bytes off, at most {@link #size()}. */
    abstract void skip(int count);

    /** Computes the CRC-32 of bytes that are there. */
    abstract int computeCrc32(int index, int count);

    @Override
    public final int crc32(int index, int count) {
        int value = computeCrc32(index, count);
        if (index == 0) {
            crcBytes = count;
            crc = value;
        }
        return value;
    }

    /** Drops the first bytes, at most {@link #size()}. */
    final void drop(int count) {
        skip(count);
        frame = 0;
        crcBytes = UNKNOWN;
    }

    /** {@return how large the frame is that is known to begin with the first byte; 0 if none is known to} */
    final int frame() {
        return frame;
    }

    /** Notes that a frame of so many bytes begins with the first byte. */
    final void noteFrame(int frameSize) {
        frame = frameSize;
    }

    /** Has the frame that was noted last go along with its CRC-32, as far as a detector asked for that. */
    final void tell(SentFrame sent) {
        sent.note(crcBytes, crc);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.comms.parts;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

import fw.buffer.Buffer;

/**
 * Access to a buffer that costs no heap, whatever its bounds are. A buffer keeps the view that it gave last, and makes a new one
 * for other bounds. Frames and packets have different ones each time: so all components here ask for the view of the whole slot.
 */
public final class WholeSlot {

    private WholeSlot() {
    }

    /**
     * {@return the bytes of the buffer's whole slot, big-endian, with position and limit around what the buffer holds} Absolute
     * access counts from the slot's start. It is the buffer's own, and changes with the next call.
     *
     * @throws IllegalStateException if the buffer is not lent, or its memory has ended
     */
    public static ByteBuffer bytes(Buffer buffer) {
        int offset = buffer.offset();
        int end = offset + buffer.size();
        if (offset != 0) {
            buffer.advance(-offset);
        }
        buffer.setSize(buffer.capacity());
        try {
            return buffer.byteBuffer().limit(end).position(offset);
        } finally {
            buffer.setSize(end);
            if (offset != 0) {
                buffer.advance(offset);
            }
        }
    }

    /**
     * {@return the memory of the buffer's whole slot} It is the same one each time, as long as nobody asks with other bounds. The
     * buffer has its bounds again afterwards.
     *
     * @throws IllegalStateException if the buffer is not lent, or its memory has ended
     */
    public static MemorySegment segment(Buffer buffer) {
        int offset = buffer.offset();
        int size = buffer.size();
        if (offset == 0 && size == buffer.capacity()) {
            return buffer.segment();
        }
        if (offset != 0) {
            buffer.advance(-offset);
        }
        buffer.setSize(buffer.capacity());
        try {
            return buffer.segment();
        } finally {
            buffer.setSize(offset + size);
            if (offset != 0) {
                buffer.advance(offset);
            }
        }
    }

    /**
     * Moves both ends of a buffer.
     *
     * @param offset from the slot's start, 0 to the capacity
     * @param size 0 to what is left from there
     * @throws IllegalStateException if the buffer is not lent
     */
    public static void setBounds(Buffer buffer, int offset, int size) {
        int move = offset - buffer.offset();
        if (move > buffer.size()) {
            buffer.setSize(move);
        }
        buffer.advance(move).setSize(size);
    }
}

// SPDX-License-Identifier: Apache-2.0
package stress.model;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads and writes the real memory of a buffer, through its segment or its ByteBuffer. If all is well, the answers are as {@link
 * BufferModel#touch} has them. Where there are no bytes, none are accessed: what that does in memory that has ended is the JDK's.
 */
final class Memory {

    private Memory() {
    }

    static String write(BufferModel buffer, byte[] data, boolean throughSegment) {
        if (throughSegment) {
            MemorySegment segment = buffer.real.segment();
            if (segment.byteSize() > 0) {
                MemorySegment.copy(MemorySegment.ofArray(data), 0, segment, 0, segment.byteSize());
            }
        } else {
            ByteBuffer bytes = buffer.real.byteBuffer();
            if (bytes.hasRemaining()) {
                bytes.put(data);
            }
        }
        buffer.slot.write(buffer.offset(), data);
        return data.length + " bytes";
    }

    static String read(BufferModel buffer, boolean throughSegment) {
        byte[] data = throughSegment ? throughSegment(buffer) : throughByteBuffer(buffer);
        if (data.length != buffer.size()) {
            return data.length + " bytes";
        }
        int wrong = buffer.slot.firstWrong(buffer.offset(), data);
        return wrong < 0 ? data.length + " bytes" : "byte " + wrong + " is not as it was written: " + data[wrong];
    }

    private static byte[] throughSegment(BufferModel buffer) {
        MemorySegment segment = buffer.real.segment();
        long alignment = buffer.slot.pool.arrangement.alignment();
        must((segment.address() - buffer.offset()) % alignment == 0, "the slot's address is no multiple of " + alignment);
        must(buffer.real.segment() == segment, "the same call again gives another segment");
        return segment.byteSize() > 0 ? segment.toArray(JAVA_BYTE) : new byte[0];
    }

    private static byte[] throughByteBuffer(BufferModel buffer) {
        buffer.real.byteBuffer().position(buffer.size()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer bytes = buffer.real.byteBuffer();
        must(bytes.position() == 0 && bytes.limit() == buffer.size() && bytes.order() == ByteOrder.BIG_ENDIAN, bytes + ", "
            + bytes.order());
        must(buffer.real.byteBuffer() == bytes, "the same call again gives another ByteBuffer");
        byte[] data = new byte[bytes.remaining()];
        if (data.length > 0) {
            bytes.get(data);
        }
        return data;
    }

    /** Touches the byte after the last. */
    static String readBeyond(BufferModel buffer, boolean throughSegment) {
        byte beyond = throughSegment ? buffer.real.segment().get(JAVA_BYTE, buffer.size())
            : buffer.real.byteBuffer().get(buffer.size());
        return "read " + beyond;
    }

    private static void must(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}

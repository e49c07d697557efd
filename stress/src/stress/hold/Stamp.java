// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a holder writes all over a buffer: bytes that nobody else writes, and that differ from place to place. They are
 * written through
 * the segment and read through the ByteBuffer, so that both faces of the buffer must be the same memory.
 *
 * @param number no two stamps have the same
 */
public record Stamp(long number) {

    private static final ValueLayout.OfLong WORD = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long word(int index) {
        long word = (number + index) * STEP;
        return word ^ word >>> 32;
    }

    private byte tail(int index) {
        return (byte) (word(index) >>> 56);
    }

    /** Writes it. */
    public void writeTo(MemorySegment memory) {
        int size = Math.toIntExact(memory.byteSize());
        int words = size / Long.BYTES;
        for (int i = 0; i < words; i++) {
            memory.set(WORD, (long) i * Long.BYTES, word(i));
        }
        for (int at = words * Long.BYTES; at < size; at++) {
            memory.set(JAVA_BYTE, at, tail(at));
        }
    }

    /** {@return where the first bytes are that aren't as they were written, at most seven bytes before them; or -1} */
    public int firstWrong(ByteBuffer memory) {
        int size = memory.capacity();
        int words = size / Long.BYTES;
        for (int i = 0; i < words; i++) {
            if (memory.getLong(i * Long.BYTES) != word(i)) {
                return i * Long.BYTES;
            }
        }
        for (int at = words * Long.BYTES; at < size; at++) {
            if (memory.get(at) != tail(at)) {
                return at;
            }
        }
        return -1;
    }
}

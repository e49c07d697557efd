// SPDX-License-Identifier: Apache-2.0
package stress.recovery;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Bytes that say themselves what they should be: a number, and what follows from that and the length. */
final class Content {

    /** The number alone. */
    static final int LEAST = Long.BYTES;

    private static final ValueLayout.OfLong NUMBER = ValueLayout.JAVA_LONG_UNALIGNED;

    private Content() {
    }

    static void write(MemorySegment memory, long number) {
        memory.set(NUMBER, 0, number);
        for (long i = LEAST; i < memory.byteSize(); i++) {
            memory.set(ValueLayout.JAVA_BYTE, i, byteAt(number, memory.byteSize(), i));
        }
    }

    static long number(MemorySegment memory) {
        return memory.get(NUMBER, 0);
    }

    /** {@return whether each byte is as the number and the length say} */
    static boolean isWhole(MemorySegment memory) {
        if (memory.byteSize() < LEAST) {
            return false;
        }
        long number = number(memory);
        for (long i = LEAST; i < memory.byteSize(); i++) {
            if (memory.get(ValueLayout.JAVA_BYTE, i) != byteAt(number, memory.byteSize(), i)) {
                return false;
            }
        }
        return true;
    }

    private static byte byteAt(long number, long length, long i) {
        long mixed = (number * 31 + length) * 0x9E3779B97F4A7C15L + i * 0xC2B2AE3D27D4EB4FL;
        return (byte) (mixed >>> 56);
    }
}

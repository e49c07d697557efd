// SPDX-License-Identifier: Apache-2.0
package fw.memory.canary;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * A pattern that depends on the place: so it is told from what was copied from elsewhere, even if that was such a pattern too. It
 * repeats itself after a prime number of bytes, which no distance between two places of interest is a multiple of. No byte of it
 * is 0 or 255, which are what is written most often.
 * <p>
 * It doesn't change; any thread may use it. To fill and to look take about as long as to copy and to compare memory, and no heap
 * unless there is damage. All methods throw {@link IllegalStateException} if the memory has ended, or ends meanwhile.
 */
public final class Canary {

    private static final int PERIOD = 4099;
    private static final int MOST_SHOWN = 16;

    /** Two periods, so that at each place a whole period follows. */
    private final MemorySegment pattern;

    /** @param seed tells patterns apart; the same seed makes the same one */
    public Canary(long seed) {
        byte[] bytes = new byte[2 * PERIOD];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < PERIOD; i++) {
            bytes[i] = (byte) random.nextInt(1, 255);
            bytes[PERIOD + i] = bytes[i];
        }
        pattern = MemorySegment.ofArray(bytes);
    }

    /** Fills memory with the pattern. Offsets are in bytes, {@code to} is the first one after. */
    public void fill(MemorySegment memory, long from, long to) {
        for (long at = from; at < to; at += PERIOD) {
            MemorySegment.copy(pattern, at % PERIOD, memory, at, Math.min(PERIOD, to - at));
        }
    }

    /** {@return what is not as {@link #fill} left it between these offsets; null if all is} */
    public Damage find(MemorySegment memory, long from, long to) {
        long first = firstDamaged(memory, from, to);
        if (first < 0) {
            return null;
        }
        long last = to - 1;
        while (last > first && isWhole(memory, last)) {
            last--;
        }
        byte[] shown = memory.asSlice(first, Math.min(MOST_SHOWN, last + 1 - first)).toArray(JAVA_BYTE);
        return new Damage(first, last, HexFormat.ofDelimiter(" ").formatHex(shown));
    }

    private long firstDamaged(MemorySegment memory, long from, long to) {
        for (long at = from; at < to; at += PERIOD) {
            long length = Math.min(PERIOD, to - at);
            long found = MemorySegment.mismatch(memory, at, at + length, pattern, at % PERIOD, at % PERIOD + length);
            if (found >= 0) {
                return at + found;
            }
        }
        return -1;
    }

    private boolean isWhole(MemorySegment memory, long at) {
        return memory.get(JAVA_BYTE, at) == pattern.get(JAVA_BYTE, at % PERIOD);
    }
}

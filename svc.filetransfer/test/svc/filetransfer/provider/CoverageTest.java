// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Held against a bit for each byte. */
class CoverageTest {

    private final Coverage coverage = new Coverage();

    @RepeatedTest(20)
    void answersAsASetOfBitsDoes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        BitSet bits = new BitSet();
        for (int i = 0; i < 300; i++) {
            int from = random.nextInt(1000);
            int to = from + random.nextInt(1 + random.nextInt(50));
            assertEquals(Math.min(bits.nextClearBit(from), to), coverage.firstMissing(from, to));
            if (!bits.get(from)) {
                int next = bits.nextSetBit(from);
                assertEquals(next < 0 ? to : Math.min(next, to), coverage.firstPresent(from, to));
            }
            assertTrue(coverage.hasRoomFor(from, to));
            coverage.add(from, to);
            bits.set(from, to);
            assertEquals(bits.cardinality(), coverage.bytes());
        }
    }

    @Test
    void refusesARangeTooManyAndTakesOneThatTouches() {
        for (int i = 0; i < Coverage.MAX_RANGES; i++) {
            coverage.add(10 * i, 10 * i + 1);
        }
        assertEquals(Coverage.MAX_RANGES, coverage.bytes());
        assertThrows(IllegalStateException.class, () -> coverage.add(5, 6));
        assertEquals(Coverage.MAX_RANGES, coverage.bytes());
        coverage.add(1, 2);
        coverage.add(9, 10);
        assertEquals(Coverage.MAX_RANGES + 2, coverage.bytes());
        assertEquals(2, coverage.firstMissing(0, 100));
        coverage.add(0, 10 * Coverage.MAX_RANGES);
        assertEquals(10 * Coverage.MAX_RANGES, coverage.bytes());
    }

    @Test
    void reachesToTheGreatestOffsets() {
        coverage.add(0xFFFF_FFF0L, 0xFFFF_FFFFL);
        assertEquals(0xFFFF_FFFFL, coverage.firstMissing(0xFFFF_FFF5L, 0xFFFF_FFFFL));
        assertEquals(0, coverage.firstMissing(0, 0xFFFF_FFFFL));
        assertEquals(0xFFFF_FFF0L, coverage.firstPresent(0, 0xFFFF_FFFFL));
        coverage.clear();
        assertEquals(0, coverage.bytes());
    }

    @Test
    void tellsWhatIsMissing() {
        assertArrayEquals(new long[] {0, 100}, coverage.missing(100));
        coverage.add(10, 20);
        coverage.add(50, 60);
        assertArrayEquals(new long[] {0, 10, 20, 50, 60, 100}, coverage.missing(100));
        coverage.add(60, 100);
        coverage.add(0, 10);
        assertArrayEquals(new long[] {20, 50}, coverage.missing(100));
        coverage.add(20, 50);
        assertArrayEquals(new long[0], coverage.missing(100));
    }

    @Test
    void tellsOfAsManyPiecesAsThereCanBe() {
        for (int i = 0; i < Coverage.MAX_RANGES; i++) {
            coverage.add(10 * i + 1, 10 * i + 2);
        }
        assertEquals(2 * (Coverage.MAX_RANGES + 1), coverage.missing(10_000).length);
        assertArrayEquals(new long[0], coverage.missing(0));
    }
}

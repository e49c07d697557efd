// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {

    private static final int LENGTH = 16;
    private static final byte[] TEN = {1, 2, -3, 4, 5, -6, 7, 8, 9, -10};

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private Ring ring(int length) {
        return new Ring(arena.allocate(length), length);
    }

    /** A ring that holds the ten bytes, the first of them at this index of its memory. */
    private Ring beginningAt(int index) {
        Ring ring = ring(LENGTH);
        append(ring, new byte[index]);
        ring.drop(index);
        append(ring, TEN);
        return ring;
    }

    private static void append(Ring ring, byte[] bytes) {
        ring.append(MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void readsTheSameWhereverItBegins(int index) {
        Ring ring = beginningAt(index);
        ByteBuffer expected = ByteBuffer.wrap(TEN);
        assertEquals(10, ring.size());
        assertEquals(6, ring.free());
        for (int i = 0; i < 10; i++) {
            assertEquals(TEN[i], ring.get(i));
        }
        for (int i = 0; i < 9; i++) {
            assertEquals(expected.getShort(i), ring.getShort(i));
        }
        for (int i = 0; i < 7; i++) {
            assertEquals(expected.getInt(i), ring.getInt(i));
        }
        for (int from = 0; from <= 10; from++) {
            for (int count = 0; count <= 10 - from; count++) {
                CRC32 crc = new CRC32();
                crc.update(TEN, from, count);
                assertEquals((int) crc.getValue(), ring.crc32(from, count));
            }
        }
        byte[] copy = new byte[10];
        ring.peek(MemorySegment.ofArray(copy), 10);
        assertArrayEquals(TEN, copy);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10, 15, 16, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void readsNothingThatIsNotThere(int index) {
        Ring ring = beginningAt(9);
        assertThrows(IndexOutOfBoundsException.class, () -> ring.get(index));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.getShort(index));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.getInt(index));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.crc32(index, 1));
    }

    @Test
    void readsNoNumberThatIsThereInPartOnly() {
        Ring ring = beginningAt(9);
        assertThrows(IndexOutOfBoundsException.class, () -> ring.getShort(9));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.getInt(7));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.crc32(0, 11));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.crc32(4, -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 16, 40})
    void takesOverWhatIsInAnother(int length) {
        Ring next = ring(length);
        Ring before = beginningAt(12);
        before.noteFrame(8);
        next.fillFrom(before);
        assertEquals(10, next.size());
        assertEquals(8, next.frame());
        byte[] copy = new byte[10];
        next.peek(MemorySegment.ofArray(copy), 10);
        assertArrayEquals(TEN, copy);
    }

    @Test
    void forgetsAFrameThatIsLargerThanTheNextOneAllows() {
        Ring next = new Ring(arena.allocate(LENGTH), 7);
        Ring before = beginningAt(12);
        before.noteFrame(8);
        next.fillFrom(before);
        assertEquals(10, next.size());
        assertEquals(0, next.frame());
    }

    @Test
    void forgetsTheFrameThatWasNotedWhenItsFirstByteIsDropped() {
        Ring ring = beginningAt(3);
        ring.noteFrame(8);
        ring.drop(1);
        assertEquals(0, ring.frame());
    }

    @Test
    void staysAsItWasIfTheSourceCanNotBeRead() {
        Ring ring = beginningAt(14);
        Arena other = Arena.ofShared();
        MemorySegment gone = other.allocate(6);
        other.close();
        assertThrows(IllegalStateException.class, () -> ring.append(gone, 0, 6));
        assertEquals(10, ring.size());
    }

    @Test
    void readsNoMemoryThatHasEnded() {
        Ring ring = beginningAt(0);
        arena.close();
        assertThrows(IllegalStateException.class, () -> ring.get(0));
        assertThrows(IllegalStateException.class, () -> ring.crc32(0, 4));
    }
}

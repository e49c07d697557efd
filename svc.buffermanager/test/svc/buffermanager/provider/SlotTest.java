// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;

class SlotTest {

    private final ManagerFixture fixture = ManagerFixture.withAlignment(64, "100x2");
    private final Buffer buffer = fixture.manager.allocate(40);

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void memoryIsBoundedToWhatItHolds() {
        MemorySegment segment = buffer.segment();
        segment.set(JAVA_BYTE, 39, (byte) 1);
        assertThrows(IndexOutOfBoundsException.class, () -> segment.set(JAVA_BYTE, 40, (byte) 1));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.byteBuffer().put(40, (byte) 1));
    }

    @Test
    void byteBufferIsDirectBigEndianAndOverTheSameBytes() {
        ByteBuffer bytes = buffer.byteBuffer();
        assertTrue(bytes.isDirect());
        assertEquals(ByteOrder.BIG_ENDIAN, bytes.order());
        bytes.putShort(0, (short) 0x1234);
        assertEquals(0x12, buffer.segment().get(JAVA_BYTE, 0));
    }

    @Test
    void memoryIsTheSameObjectWhileItsBoundsAreTheSame() {
        MemorySegment segment = buffer.segment();
        ByteBuffer bytes = buffer.byteBuffer();
        bytes.order(ByteOrder.LITTLE_ENDIAN).position(5).limit(7);
        assertSame(segment, buffer.segment());
        assertSame(bytes, buffer.byteBuffer());
        assertEquals(List.of(0, 40, ByteOrder.BIG_ENDIAN), List.of(bytes.position(), bytes.limit(), bytes.order()));
        buffer.setSize(39);
        assertEquals(39, buffer.segment().byteSize());
        assertEquals(39, buffer.byteBuffer().capacity());
    }

    @Test
    void advanceMovesTheStartAndBack() {
        long address = buffer.segment().address();
        buffer.advance(10);
        assertEquals(List.of(10, 30, 100), List.of(buffer.offset(), buffer.size(), buffer.capacity()));
        assertEquals(address + 10, buffer.segment().address());
        buffer.segment().set(JAVA_BYTE, 0, (byte) 7);
        assertEquals(7, buffer.byteBuffer().get(0));
        buffer.advance(-10);
        assertEquals(7, buffer.segment().get(JAVA_BYTE, 10));
        assertEquals(List.of(0, 40), List.of(buffer.offset(), buffer.size()));
    }

    @Test
    void sameSizeAtAnotherOffsetIsOtherMemory() {
        long first = buffer.segment().address();
        ByteBuffer bytes = buffer.byteBuffer();
        buffer.advance(1).setSize(40);
        assertEquals(first + 1, buffer.segment().address());
        assertNotEquals(MemorySegment.ofBuffer(bytes).address(), MemorySegment.ofBuffer(buffer.byteBuffer()).address());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 41, Integer.MAX_VALUE})
    void refusesToAdvanceOutOfRange(int bytes) {
        String message = refusal(() -> buffer.advance(bytes));
        assertTrue(message.contains("advance by " + bytes), message);
        assertEquals(List.of(0, 40), List.of(buffer.offset(), buffer.size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 101, Integer.MAX_VALUE})
    void refusesASizeBeyondTheCapacity(int size) {
        String message = refusal(() -> buffer.setSize(size));
        assertTrue(message.contains("size " + size) && message.contains("0 to 100"), message);
        assertEquals(40, buffer.size());
    }

    @Test
    void growsToItsCapacityFromItsOffset() {
        buffer.advance(30).setSize(70);
        assertEquals(70, buffer.segment().byteSize());
        refusal(() -> buffer.setSize(71));
    }

    private static String refusal(Executable call) {
        BufferMisuseException refusal = assertThrows(BufferMisuseException.class, call);
        assertEquals(BufferMisuseException.Kind.OUT_OF_RANGE, refusal.kind());
        return refusal.getMessage();
    }

    @Test
    void isAlignedAndNeverOverlapsItsNeighbour() {
        Buffer neighbour = fixture.manager.allocate(100);
        assertEquals(0, buffer.segment().address() % 64);
        assertEquals(0, neighbour.segment().address() % 64);
        buffer.setSize(100).segment().fill((byte) 1);
        assertEquals(TestAllocator.FILL, neighbour.segment().get(JAVA_BYTE, 0));
    }

    @Test
    void isUnusableAfterItWasGivenBack() {
        buffer.close();
        assertFalse(buffer.isValid());
        assertEquals(List.of(0, 0, 100), List.of(buffer.size(), buffer.offset(), buffer.capacity()));
        for (Runnable use : List.<Runnable>of(buffer::segment, buffer::byteBuffer, () -> buffer.setSize(1),
            () -> buffer.advance(0), buffer::close)) {
            assertEquals(BufferMisuseException.Kind.NOT_LENT, assertThrows(BufferMisuseException.class, use::run).kind());
        }
        assertEquals(5, fixture.manager.snapshot().misuses);
    }

    @Test
    void startsAtItsSlotWithItsNewSizeWhenItIsLentAgain() {
        buffer.advance(20).setSize(3);
        buffer.close();
        Buffer again = fixture.manager.allocate(55);
        assertSame(buffer, again, "one slot is taken again before a fresh one, while it is warm");
        assertEquals(List.of(0, 55), List.of(again.offset(), again.size()));
    }

    @Test
    void closingTheInvalidBufferIsNoEvent() {
        try (Buffer invalid = fixture.manager.allocate(101)) {
            assertFalse(invalid.isValid());
            assertEquals(Buffer.NO_CONTEXT, invalid.context());
            assertThrows(BufferMisuseException.class, invalid::segment);
        }
        assertEquals(0, fixture.manager.snapshot().emptyBuffs);
    }

    @Test
    void accessThrowsWhenItsMemoryHasEnded() {
        MemorySegment segment = buffer.segment();
        MemorySegment slice = segment.asSlice(3, 4);
        ByteBuffer bytes = buffer.byteBuffer();
        fixture.close();
        assertFalse(buffer.isValid());
        assertThrows(IllegalStateException.class, () -> segment.get(JAVA_BYTE, 0));
        assertThrows(IllegalStateException.class, () -> slice.set(JAVA_BYTE, 0, (byte) 1));
        assertThrows(IllegalStateException.class, () -> bytes.get(0));
        assertThrows(IllegalStateException.class, () -> buffer.segment().get(JAVA_BYTE, 0));
        assertThrows(IllegalStateException.class, () -> buffer.setSize(9).byteBuffer().get(0));
    }

    @Test
    void refusesANegativeSize() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> fixture.manager.allocate(-7)).getMessage().contains("-7"));
        assertEquals(1, fixture.manager.snapshot().currBuffs);
    }

    @Test
    void refusesNull() {
        assertThrows(NullPointerException.class, () -> fixture.manager.deallocate(null));
    }
}

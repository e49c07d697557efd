// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;
import svc.buffermanager.Handles;

/** What each mode promises about a handle, and a segment, of a buffer that was given back and is somebody else's now. */
class HandlesTest {

    private final ManagerFixture fixture = new ManagerFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    private void publish(Handles handles, String bin) {
        fixture.publish(new PoolSpec(32, 49, BinSpec.parse(bin), 64, false, handles));
    }

    @Test
    void reusedHandlesAreTakenForTheirNewHoldersOnceTheSlotIsLentAgain() {
        publish(Handles.REUSED, "64x1");
        Buffer stale = fixture.manager.allocate(64);
        stale.close();
        assertRefused(Kind.NOT_LENT, stale::close);
        assertSame(stale, fixture.manager.allocate(64), "the limit that Handles.REUSED names");
    }

    @Test
    void rotatedHandlesAreRefusedUntilTheirTurnComesAgain() {
        publish(Handles.ROTATED, "64x1");
        Buffer stale = fixture.manager.allocate(64);
        stale.close();
        for (int loan = 1; loan < Handles.TURNS; loan++) {
            Buffer lent = fixture.manager.allocate(10);
            assertNotSame(stale, lent);
            assertStale(stale);
            assertTrue(lent.isValid());
            lent.close();
        }
        assertSame(stale, fixture.manager.allocate(64), "the limit that Handles.ROTATED names");
    }

    @ParameterizedTest
    @EnumSource(names = {"FRESH", "SEALED"})
    void freshHandlesAreRefusedForEver(Handles handles) {
        publish(handles, "64x2");
        Set<Buffer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Buffer> stale = new ArrayList<>();
        for (int loan = 0; loan < 3 * Handles.TURNS; loan++) {
            Buffer lent = fixture.manager.allocate(64);
            assertTrue(seen.add(lent), "an object was lent twice");
            stale.forEach(HandlesTest::assertStale);
            assertTrue(lent.isValid());
            lent.close();
            stale.add(lent);
        }
        assertEquals(0, fixture.manager.snapshot().currBuffs);
    }

    private static void assertStale(Buffer stale) {
        assertFalse(stale.isValid());
        assertEquals(List.of(0, 0), List.of(stale.size(), stale.offset()));
        for (Runnable use : List.<Runnable>of(stale::segment, stale::byteBuffer, () -> stale.setSize(1), () -> stale.advance(0),
            stale::close)) {
            assertRefused(Kind.NOT_LENT, use);
        }
    }

    private static BufferMisuseException assertRefused(Kind kind, Runnable use) {
        BufferMisuseException refusal = assertThrows(BufferMisuseException.class, use::run);
        assertEquals(kind, refusal.kind());
        return refusal;
    }

    @ParameterizedTest
    @EnumSource
    void aBufferIsAsAnyOther(Handles handles) {
        publish(handles, "64x2");
        for (int round = 0; round < 20; round++) {
            Buffer buffer = fixture.manager.allocate(40);
            assertEquals(List.of(40, 0, 64), List.of(buffer.size(), buffer.offset(), buffer.capacity()));
            assertEquals(32L << 16, buffer.context() & ~1);
            buffer.advance(8).setSize(16);
            MemorySegment segment = buffer.segment();
            assertSame(segment, buffer.segment());
            segment.set(JAVA_BYTE, 15, (byte) round);
            assertThrows(IndexOutOfBoundsException.class, () -> segment.get(JAVA_BYTE, 16));
            ByteBuffer bytes = buffer.byteBuffer();
            assertEquals(round, bytes.get(15));
            bytes.position(3).order(ByteOrder.LITTLE_ENDIAN);
            assertSame(bytes, buffer.byteBuffer());
            assertEquals(List.of(0, 16, ByteOrder.BIG_ENDIAN), List.of(bytes.position(), bytes.limit(), bytes.order()));
            buffer.advance(-8);
            assertEquals(round, buffer.byteBuffer().get(23));
            assertNotEquals(segment.address(), buffer.segment().address());
            assertRefused(Kind.OUT_OF_RANGE, () -> buffer.setSize(65));
            fixture.manager.deallocate(buffer);
        }
        assertEquals(20, fixture.manager.snapshot().misuses);
    }

    @ParameterizedTest
    @EnumSource
    void severalAreTakenAndGivenBackAtOnce(Handles handles) {
        publish(handles, "64x5");
        Buffer[] buffers = new Buffer[7];
        for (int round = 0; round < 20; round++) {
            assertEquals(5, fixture.manager.allocate(33, buffers, 7));
            for (int i = 0; i < 5; i++) {
                assertEquals(33, buffers[i].segment().byteSize());
            }
            fixture.manager.deallocate(buffers, 5);
            assertRefused(Kind.NOT_LENT, () -> fixture.manager.deallocate(buffers, 5));
            assertEquals(0, fixture.manager.snapshot().currBuffs);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherManagersBufferIsRefused(Handles handles) {
        publish(handles, "64x1");
        try (ManagerFixture other = ManagerFixture.withBins("8x1")) {
            Buffer buffer = fixture.manager.allocate(1);
            BufferMisuseException refusal = assertRefused(Kind.FOREIGN, () -> other.manager.deallocate(buffer));
            assertTrue(refusal.getMessage().contains("manager 32 has not lent manager 32: buffer 0 of bin 64x1"), refusal.getMessage());
            assertTrue(buffer.isValid());
        }
    }

    /**
     * The mode is the pool's: buffers from before a switch keep the promise that they were taken with, and later ones have the
     * new.
     */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "REUSED")
    void aSwitchHoldsForAllThatIsTakenFromThenOn(Handles handles) {
        publish(Handles.REUSED, "64x1");
        Buffer stale = fixture.manager.allocate(1);
        stale.close();
        Buffer before = fixture.manager.allocate(1);
        publish(handles, "64x1");
        Buffer after = fixture.manager.allocate(1);
        assertNotSame(before, after);
        before.close();
        assertRefused(Kind.NOT_LENT, stale::close);
        assertTrue(after.isValid());
        after.close();
        assertRefused(Kind.NOT_LENT, after::close);
    }

    @ParameterizedTest
    @EnumSource
    void memoryThatHasEndedIsNotReached(Handles handles) {
        publish(handles, "64x2");
        Buffer used = fixture.manager.allocate(64);
        MemorySegment segment = used.segment();
        ByteBuffer bytes = used.byteBuffer();
        Buffer unused = fixture.manager.allocate(64);
        fixture.close();
        assertThrows(IllegalStateException.class, () -> segment.get(JAVA_BYTE, 0));
        assertThrows(IllegalStateException.class, () -> bytes.get(0));
        assertThrows(IllegalStateException.class, () -> used.segment().get(JAVA_BYTE, 0));
        assertThrows(IllegalStateException.class, () -> unused.segment().get(JAVA_BYTE, 0));
        assertThrows(IllegalStateException.class, () -> unused.byteBuffer().get(0));
        assertRefused(Kind.EXPIRED, used::close);
        assertRefused(Kind.EXPIRED, unused::close);
        assertRefused(Kind.NOT_LENT, used::close);
    }

    @ParameterizedTest
    @EnumSource(names = {"ROTATED", "FRESH"})
    void memoryThatWasTakenFromAFreshHandleReachesTheSlotStill(Handles handles) {
        publish(handles, "64x1");
        Buffer buffer = fixture.manager.allocate(64);
        MemorySegment segment = buffer.segment();
        buffer.close();
        assertEquals(0, segment.get(JAVA_BYTE, 0) - TestAllocator.FILL, "the limit that Handles.FRESH names");
    }

    @Test
    void sealedMemoryEndsWithItsLoan() {
        publish(Handles.SEALED, "64x1");
        for (int loan = 0; loan < 3; loan++) {
            Buffer buffer = fixture.manager.allocate(64);
            MemorySegment segment = buffer.segment();
            MemorySegment slice = segment.asSlice(8, 8);
            ByteBuffer bytes = buffer.byteBuffer();
            segment.set(JAVA_BYTE, 8, (byte) loan);
            assertEquals(loan, slice.get(JAVA_BYTE, 0));
            buffer.close();
            assertThrows(IllegalStateException.class, () -> segment.get(JAVA_BYTE, 0));
            assertThrows(IllegalStateException.class, () -> slice.set(JAVA_BYTE, 0, (byte) 1));
            assertThrows(IllegalStateException.class, () -> bytes.put(0, (byte) 1));
            try (Buffer next = fixture.manager.allocate(64)) {
                assertEquals(0, next.segment().get(JAVA_BYTE, 8), "what the last holder wrote has gone");
                assertEquals(0, next.segment().address() % 64);
                assertThrows(IllegalStateException.class, () -> segment.get(JAVA_BYTE, 0));
            }
        }
    }

    /**
     * A channel at work in the memory keeps it from ending: the buffer is refused, stays lent, and can be given back when that
     * is done.
     */
    @Test
    void sealedMemoryThatIsInUseIsNotTakenBack() throws Exception {
        publish(Handles.SEALED, "64x1");
        Buffer buffer = fixture.manager.allocate(64);
        ByteBuffer bytes = buffer.byteBuffer();
        Pipe pipe = Pipe.open();
        AtomicBoolean read = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                read.set(pipe.source().read(bytes) == 1);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        BufferMisuseException refusal = null;
        try {
            while (refusal == null) {
                if (reader.getState() == Thread.State.TERMINATED) {
                    throw new AssertionError("the reader didn't wait");
                }
                if (isInRead(reader)) {
                    refusal = assertRefused(Kind.IN_USE, buffer::close);
                } else {
                    Thread.onSpinWait();
                }
            }
        } finally {
            pipe.sink().write(ByteBuffer.wrap(new byte[] {7}));
            reader.join();
        }
        assertTrue(refusal.getMessage().contains("it is still lent"), refusal.getMessage());
        assertTrue(read.get());
        assertTrue(buffer.isValid());
        assertEquals(7, buffer.byteBuffer().get(0));
        buffer.close();
        assertEquals(0, fixture.manager.snapshot().currBuffs);
    }

    /** {@return whether the thread is within the system's call, or just before it, with the memory acquired} */
    private static boolean isInRead(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals("sun.nio.ch.UnixFileDispatcherImpl") || frame.getMethodName().equals("read0")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void refusesAModeThatThereIsNot() {
        String message = assertThrows(IllegalArgumentException.class,
            () -> PoolSpec.of(FakeFramework.configuration(Map.of("handles", "STALE")))).getMessage();
        assertEquals("handles 'STALE' is unknown; give one of [REUSED, ROTATED, FRESH, SEALED]", message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;
import fw.buffer.BufferSend;

/** Whatever is done wrong with a buffer is told by an exception, a count and an event, and harms nothing. */
class MisusesTest {

    private final ManagerFixture fixture = ManagerFixture.withBins("8x2", "16x3");

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void namesTheManagerTheBinAndTheSlot() {
        Buffer buffer = fixture.manager.allocate(16);
        assertEquals(List.of(32, 1, 2), where(assertThrows(BufferMisuseException.class, () -> buffer.setSize(17))));
        buffer.close();
        assertEquals(List.of(32, 1, 2), where(assertThrows(BufferMisuseException.class, buffer::close)));
        BufferMisuseException foreign = assertThrows(BufferMisuseException.class, () -> fixture.manager.deallocate(throwing(null)));
        assertEquals(List.of(32, BufferMisuseException.UNKNOWN, BufferMisuseException.UNKNOWN), where(foreign));
    }

    private static List<Integer> where(BufferMisuseException misuse) {
        return List.of(misuse.managerId(), misuse.bin(), misuse.slot());
    }

    @Test
    void isCountedByKind() {
        Buffer buffer = fixture.manager.allocate(1);
        assertThrows(BufferMisuseException.class, () -> buffer.advance(2));
        buffer.close();
        assertThrows(BufferMisuseException.class, buffer::close);
        assertThrows(BufferMisuseException.class, buffer::segment);
        assertThrows(BufferMisuseException.class, () -> fixture.manager.deallocate(throwing(null)));
        Buffer late = fixture.manager.allocate(1);
        fixture.close();
        assertThrows(BufferMisuseException.class, late::close);
        assertEquals(Map.of("NOT_LENT", 2L, "FOREIGN", 1L, "EXPIRED", 1L, "OUT_OF_RANGE", 1L, "IN_USE", 0L, "OVERWRITTEN", 0L),
            fixture.manager.snapshot().misusesByKind);
        assertEquals(5, fixture.manager.snapshot().misuses);
    }

    @Test
    void isAnEventTenTimesAndAgainWhenTheThrottlesAreCleared() {
        Buffer buffer = fixture.manager.allocate(8);
        for (int i = 0; i < 12; i++) {
            assertThrows(BufferMisuseException.class, () -> buffer.setSize(9));
        }
        assertEquals(10, events().size());
        assertEquals("manager 32: BufferMisuse OUT_OF_RANGE: manager 32: buffer 0 of bin 8x2 can't have size 9: "
            + "from offset 0 on, give 0 to 8", events().getFirst());
        fixture.manager.clearThrottles();
        assertThrows(BufferMisuseException.class, () -> buffer.setSize(9));
        assertEquals(11, events().size());
        buffer.close();
    }

    private List<String> events() {
        return fixture.log.lines.stream().filter(line -> line.contains("BufferMisuse")).map(line -> line.substring(line.indexOf("manager"))).toList();
    }

    @Test
    void whatFollowsIsDoneOnceForEach() {
        AtomicInteger done = new AtomicInteger();
        fixture.manager.misuses.follow(_ -> done.incrementAndGet());
        Buffer buffer = fixture.manager.allocate(8);
        assertThrows(BufferMisuseException.class, () -> buffer.setSize(9));
        assertEquals(1, done.get());
        buffer.close();
        assertThrows(BufferMisuseException.class, buffer::close);
        assertEquals(2, done.get());
    }

    /** Also where the methods of a buffer that isn't the manager's throw whatever they like: it is refused like any other. */
    @ParameterizedTest
    @ValueSource(classes = {UnsupportedOperationException.class, NullPointerException.class, StackOverflowError.class, AssertionError.class,
        NoClassDefFoundError.class})
    void aForeignBufferThatThrowsIsRefusedAndTheOthersGoBack(Class<? extends Throwable> thrown) throws Exception {
        Throwable fault = thrown.getConstructor().newInstance();
        Buffer foreign = throwing(fault);
        BufferMisuseException refusal = assertThrows(BufferMisuseException.class, () -> fixture.manager.deallocate(foreign));
        assertEquals(Kind.FOREIGN, refusal.kind());
        assertSame(fault, refusal.getCause());

        Buffer[] buffers = {fixture.manager.allocate(1), foreign, fixture.manager.allocate(1), null, fixture.manager.allocate(16)};
        BufferMisuseException first = assertThrows(BufferMisuseException.class,
            () -> fixture.manager.deallocate(buffers, buffers.length));
        assertEquals(Kind.FOREIGN, first.kind());
        assertEquals(List.of(NullPointerException.class), List.of(first.getSuppressed()).stream().map(Object::getClass).toList());
        assertEquals(0, fixture.manager.snapshot().currBuffs);
    }

    @Test
    void aPortThatThrowsWhateverItLikesIsGivenAllBuffersNevertheless() {
        List<Buffer> given = new ArrayList<>();
        BufferSend port = buffer -> {
            given.add(buffer);
            throw new UnsupportedOperationException("no");
        };
        Buffer[] buffers = {throwing(null), throwing(null)};
        UnsupportedOperationException first = assertThrows(UnsupportedOperationException.class, () -> port.deallocate(buffers, 2));
        assertEquals(1, first.getSuppressed().length);
        assertEquals(List.of(buffers), given);
    }

    /** {@return a buffer whose methods all throw that; or say 0, false and null if it is null} */
    private static Buffer throwing(Throwable fault) {
        return (Buffer) Proxy.newProxyInstance(MisusesTest.class.getClassLoader(), new Class<?>[] {Buffer.class},
            (self, method, args) -> {
                if (method.getDeclaringClass() == Object.class) {
                    try {
                        return method.getName().equals("equals") ? self == args[0] : method.invoke(MisusesTest.class, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }
                if (fault != null) {
                    throw fault;
                }
                Class<?> type = method.getReturnType();
                return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
            });
    }

    @Test
    void aBufferThatTwoThreadsChangeIsNeverReachedBeyondItsSlot() {
        Buffer buffer = fixture.manager.allocate(8);
        Slot slot = (Slot) buffer;
        BufferMisuseException misuse = assertThrows(BufferMisuseException.class, () -> slot.pool.slice(slot, 4, 8));
        assertEquals(Kind.OUT_OF_RANGE, misuse.kind());
        MemorySegment segment = buffer.segment();
        ByteBuffer bytes = buffer.byteBuffer();
        assertEquals(segment.byteSize(), bytes.capacity());
        assertFalse(buffer.setSize(0).isValid());
        assertTrue(buffer.setSize(8).isValid());
    }
}

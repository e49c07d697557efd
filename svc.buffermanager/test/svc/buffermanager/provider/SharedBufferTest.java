// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;
import fw.buffer.SharedBuffer;
import svc.buffermanager.Handles;
import testkit.Concurrent;

/** A buffer that several read at once, over the manager's buffers. */
class SharedBufferTest {

    private final ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x4");

    @AfterEach
    void takeDown() {
        fixture.close();
    }

    private Buffer buffer() {
        Buffer buffer = fixture.manager.allocate(10, 8, 0);
        buffer.byteBuffer().put(3, (byte) 42);
        return buffer;
    }

    private long lent() {
        return fixture.manager.snapshot().currBuffs;
    }

    private static void assertRefused(Runnable use) {
        assertEquals(Kind.NOT_LENT, assertThrows(BufferMisuseException.class, use::run).kind());
    }

    @ParameterizedTest
    @EnumSource(Handles.class)
    void comesHomeWhenTheLastHasLetGo(Handles handles) {
        fixture.publish(new PoolSpec(32, 49, BinSpec.parse("64x4"), 64, false, handles));
        SharedBuffer shared = SharedBuffer.of(buffer());
        SharedBuffer.Reader one = shared.reader();
        SharedBuffer.Reader other = shared.reader();
        shared.close();
        one.close();
        assertEquals(1, lent());
        assertEquals(42, other.segment().get(JAVA_BYTE, 3));
        other.close();
        assertEquals(0, lent());
        assertEquals(0, fixture.manager.snapshot().misuses);
    }

    @Test
    void comesHomeWithoutReaders() {
        SharedBuffer.of(buffer()).close();
        assertEquals(0, lent());
    }

    @Test
    void theOneWhoSharesCanBeTheLast() {
        try (SharedBuffer shared = SharedBuffer.of(buffer())) {
            shared.reader().close();
            assertEquals(1, lent());
        }
        assertEquals(0, lent());
    }

    @Test
    void readersSeeTheBytesAndCannotChangeThem() {
        try (SharedBuffer shared = SharedBuffer.of(buffer()); SharedBuffer.Reader reader = shared.reader()) {
            assertEquals(10, reader.size());
            assertEquals(10, reader.segment().byteSize());
            assertEquals(42, reader.byteBuffer().get(3));
            assertEquals(10, reader.byteBuffer().remaining());
            assertThrows(IllegalArgumentException.class, () -> reader.segment().set(JAVA_BYTE, 0, (byte) 1));
            assertThrows(ReadOnlyBufferException.class, () -> reader.byteBuffer().put(0, (byte) 1));
        }
    }

    @Test
    void aByteBufferIsTheReadersOwn() {
        try (SharedBuffer shared = SharedBuffer.of(buffer()); SharedBuffer.Reader reader = shared.reader()) {
            reader.byteBuffer().position(5);
            assertEquals(0, reader.byteBuffer().position());
        }
    }

    @Test
    void eachHandleIsClosedOnce() {
        SharedBuffer shared = SharedBuffer.of(buffer());
        SharedBuffer.Reader one = shared.reader();
        SharedBuffer.Reader other = shared.reader();
        one.close();
        assertRefused(one::close);
        assertRefused(one::segment);
        assertRefused(one::byteBuffer);
        shared.close();
        assertRefused(shared::close);
        assertRefused(shared::reader);
        assertEquals(1, lent(), "nobody can let go for another");
        other.close();
        assertEquals(0, lent());
    }

    @Test
    void refusesWhatIsNotValid() {
        assertThrows(IllegalArgumentException.class, () -> SharedBuffer.of(fixture.manager.allocate(0)));
        Buffer stale = buffer();
        stale.close();
        assertThrows(IllegalArgumentException.class, () -> SharedBuffer.of(stale));
    }

    @Test
    @Timeout(60)
    void ofReadersWhoCloseAtOnceOneGivesItBack() throws InterruptedException {
        int readers = 3;
        for (int round = 0; round < 2_000; round++) {
            SharedBuffer shared = SharedBuffer.of(buffer());
            List<SharedBuffer.Reader> handles = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                handles.add(shared.reader());
            }
            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<Void>> ends = handles.stream().map(reader -> Concurrent.does(() -> {
                await(start);
                assertEquals(42, reader.segment().get(JAVA_BYTE, 3));
                reader.close();
            })).toList();
            start.countDown();
            shared.close();
            ends.forEach(Concurrent::join);
            assertEquals(0, lent());
        }
        assertEquals(0, fixture.manager.snapshot().misuses);
        assertFalse(fixture.take(4, 64).stream().anyMatch(buffer -> !buffer.isValid()), "all are there");
    }

    @Test
    void whatComesHomeTooLateIsSaidToTheLast() {
        SharedBuffer shared = SharedBuffer.of(buffer());
        SharedBuffer.Reader reader = shared.reader();
        shared.close();
        fixture.close();
        assertThrows(IllegalStateException.class, () -> reader.segment().get(JAVA_BYTE, 0));
        assertTrue(assertThrows(BufferMisuseException.class, reader::close).kind() == Kind.EXPIRED);
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

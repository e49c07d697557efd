// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.MemoryBlock;
import svc.buffermanager.Handles;

/** With {@code wipe}, nobody gets to see a byte of who had the memory before. */
class WipeTest {

    private static final byte SECRET = 0x53;

    private final ManagerFixture fixture = new ManagerFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    private Pool publish(Handles handles, String... bins) {
        return fixture.publish(new PoolSpec(32, 49, BinSpec.parse(bins), 64, false, handles, LendingRules.NONE,
            new Treatment(true, false, false)));
    }

    private static byte[] content(Buffer buffer) {
        return buffer.setSize(buffer.capacity()).segment().toArray(JAVA_BYTE);
    }

    @ParameterizedTest
    @EnumSource
    void whoTakesABufferSeesZerosWhateverWasThere(Handles handles) {
        publish(handles, "100x1");
        for (int loan = 0; loan < 3; loan++) {
            Buffer buffer = fixture.manager.allocate(100);
            assertArrayEquals(new byte[100], content(buffer));
            buffer.segment().fill(SECRET);
            buffer.setSize(1);
            fixture.manager.deallocate(buffer);
        }
    }

    @Test
    void severalThatAreGivenBackAtOnceAreWiped() {
        publish(Handles.REUSED, "64x3");
        Buffer[] buffers = new Buffer[3];
        fixture.manager.allocate(64, buffers, 3);
        for (Buffer buffer : buffers) {
            buffer.segment().fill(SECRET);
        }
        fixture.manager.deallocate(buffers, 3);
        fixture.manager.allocate(64, buffers, 3);
        for (Buffer buffer : buffers) {
            assertArrayEquals(new byte[64], content(buffer));
        }
    }

    @Test
    void neighboursKeepTheirs() {
        publish(Handles.REUSED, "64x3");
        Buffer first = fixture.manager.allocate(64);
        Buffer second = fixture.manager.allocate(64);
        Buffer third = fixture.manager.allocate(64);
        first.segment().fill(SECRET);
        third.segment().fill(SECRET);
        second.close();
        byte[] secrets = MemorySegment.ofArray(new byte[64]).fill(SECRET).toArray(JAVA_BYTE);
        assertArrayEquals(secrets, content(first));
        assertArrayEquals(secrets, content(third));
    }

    /** What is out when the pool ends, and never comes home, is wiped with it. */
    @Test
    void whoHasTheMemoryAfterThePoolSeesZeros() {
        Pool pool = publish(Handles.REUSED, "64x2");
        MemoryBlock block = fixture.allocator.outstanding.keySet().iterator().next();
        fixture.manager.allocate(64).segment().fill(SECRET);
        fixture.manager.withdraw();
        fixture.manager.retired.expire(pool);
        assertArrayEquals(new byte[128], block.segment().toArray(JAVA_BYTE));
    }

    /** The allocator may have given that memory to somebody else, and not ended it. */
    @Test
    void memoryThatMayBeSomebodyElsesByNowIsNotWrittenTo() {
        Pool pool = publish(Handles.REUSED, "100x1");
        Buffer buffer = fixture.manager.allocate(100);
        MemorySegment kept = buffer.segment();
        fixture.manager.withdraw();
        fixture.manager.retired.expire(pool);
        kept.fill((byte) 0x53);
        assertThrows(BufferMisuseException.class, () -> fixture.manager.deallocate(buffer));
        assertEquals(-1, kept.mismatch(MemorySegment.ofArray(new byte[100]).fill((byte) 0x53)));
    }

    @Test
    void aBufferWhoseMemoryHasEndedComesHomeAllTheSame() {
        Pool pool = publish(Handles.REUSED, "64x1");
        Buffer buffer = fixture.manager.allocate(64);
        fixture.allocator.outstanding.values().iterator().next().close();
        fixture.manager.deallocate(buffer);
        assertEquals(0, pool.lent());
        assertThrows(BufferMisuseException.class, buffer::close);
    }
}

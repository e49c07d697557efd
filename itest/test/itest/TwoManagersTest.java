// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertOneBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.Test;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;

/** Managers side by side, which have nothing in common but the allocator. */
public class TwoManagersTest extends ContainerTest {

    private static final Map<String, Object> SMALL = Map.of(BufferManager.BINS, bins("64x2"), BufferManager.DRAIN_TIMEOUT, 50L);
    private static final Map<String, Object> LARGE = Map.of(BufferManager.BINS, bins("4096x3"));

    @Test
    public void eachLendsItsOwnBuffers() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager small = managers.configure(32, SMALL);
        ConfiguredManager large = managers.configure(33, LARGE);
        assertNotEquals(small.serviceId(), large.serviceId());
        Buffer first = small.service().allocate(64);
        Buffer second = large.service().allocate(64);
        assertEquals(32L << 16, first.context());
        assertEquals(33L << 16, second.context());
        assertEquals(64, first.capacity());
        assertEquals(4096, second.capacity());
        assertEquals(2, malloc.usage().identifiers.size());
        assertEquals(2 * 64 + 3 * 4096, malloc.usage().bytes);
        first.close();
        second.close();
    }

    @Test
    public void aBufferOfOneIsRefusedByTheOther() throws Exception {
        ConfiguredManager small = managers.configure(32, SMALL);
        ConfiguredManager large = managers.configure(33, LARGE);
        Buffer buffer = small.service().allocate(64);
        BufferMisuseException refusal = assertThrows(BufferMisuseException.class, () -> large.service().deallocate(buffer));
        assertEquals(BufferMisuseException.Kind.FOREIGN, refusal.kind());
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("manager 33 has not lent manager 32: buffer 0"));
        assertEquals(1, large.snapshot().misuses);
        assertEquals(0, small.snapshot().misuses);
        assertEquals(1, small.snapshot().currBuffs);
        Use.write(buffer, 7);
        Use.verify(buffer, 7);
        small.service().deallocate(buffer);
        assertEquals(0, small.snapshot().currBuffs);
    }

    @Test
    public void oneIdForTwoIsWarnedOf() throws Exception {
        managers.configure(32, SMALL).service();
        assertEquals(List.of(), log.with("WARN"));
        ConfiguredManager namesake = managers.configure(33, Map.of(BufferManager.BINS, bins("64x2"),
            BufferManager.MANAGER_ID, 32));
        Use.ofBuffers(namesake.service(), 2, 64);
        assertEquals(1, log.with("WARN manager 32: another manager has this id").size());
    }

    @Test
    public void oneIsDeletedAndTheOtherGoesOn() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager small = managers.configure(32, SMALL);
        ConfiguredManager large = managers.configure(33, LARGE);
        long service = large.serviceId();
        Buffer lost = small.service().allocate(64);
        Buffer kept = large.service().allocate(4096);
        Use.write(kept, 7);
        small.delete();
        small.awaitOutOfService();
        awaitBlocks(malloc, 1);
        assertOneBlock(malloc, 33, 3 * 4096);
        assertThrows(BufferMisuseException.class, lost::close);
        assertEquals(service, large.serviceId());
        Use.verify(kept, 7);
        kept.close();
        Use.ofBuffers(large.service(), 3, 4096);
    }
}

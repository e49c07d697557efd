// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertOneBlock;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Map;

import org.junit.Test;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManager;

/** A configuration without an allocator: there is no service, until there is one. */
public class NoAllocatorTest extends ContainerTest {

    private static final Map<String, Object> SETTINGS = Map.of(BufferManager.BINS, bins("64x4"),
        BufferManager.DRAIN_TIMEOUT, 50L);

    @Test
    public void aConfigurationThatIsThereFirstWaitsForAnAllocator() throws Exception {
        bundles.stopAllocators();
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4"),
            BufferManager.ALLOCATOR_TARGET, "(!" + Allocators.filter("marker") + ")"));
        awaitConfigurationsDelivered();
        assertFalse(manager.isInService());

        bundles.arena().start();
        manager.awaitAllocator("arena");
        assertOneBlock(allocators.named("arena"), 32, 4 * 64);
        Use.ofBuffers(manager.service(), 4, 64);
    }

    /** Configurations are delivered in order: when a later one is in force, so is all before it. */
    private void awaitConfigurationsDelivered() throws Exception {
        allocators.register("marker", 0, new TestAllocator(TestAllocator.Manner.GOOD));
        managers.configure(33, Map.of(BufferManager.BINS, bins("1x1"),
            BufferManager.ALLOCATOR_TARGET, Allocators.filter("marker"))).service();
    }

    @Test
    public void theServiceGoesWithTheLastAllocatorAndComesBackWithTheNext() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        BufferManager held = manager.service();
        long service = manager.serviceId();
        bundles.stopAllocators();
        assertFalse(manager.isInService());
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> held.allocate(64));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("get the service again"));

        bundles.mmap().start();
        manager.awaitAllocator("mmap");
        assertNotEquals(service, manager.serviceId());
        Use.ofBuffers(manager.service(), 4, 64);
    }

    @Test
    public void aBufferThatIsOutWhenTheLastAllocatorGoesEndsAfterTheDrainTimeout() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        bundles.arena().stop();
        bundles.mmap().stop();
        Buffer late = manager.service().allocate(64);
        var memory = late.segment();
        bundles.malloc().stop();
        assertFalse(manager.isInService());
        assertThrows(IllegalStateException.class, () -> memory.fill((byte) 1));
        assertEquals(BufferMisuseException.Kind.EXPIRED, assertThrows(BufferMisuseException.class, late::close).kind());

        bundles.malloc().start();
        assertEquals(0, manager.snapshot().currBuffs);
        assertThrows(BufferMisuseException.class, () -> manager.service().deallocate(late));
        Use.ofBuffers(manager.service(), 4, 64);
    }
}

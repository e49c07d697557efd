// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.assertOneBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.util.Map;

import org.junit.Test;
import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;

/** What a manager takes when it is activated, and gives back when it is deactivated. */
public class ActivationTest extends ContainerTest {

    private static final Map<String, Object> SETTINGS = Map.of(BufferManager.MEMORY_ID, 49,
        BufferManager.BINS, bins("100x3", "2048x2"), BufferManager.DRAIN_TIMEOUT, 50L);
    /** 3 of 100 bytes rounded up to 128, for the alignment of 64; and 2 of 2048. */
    private static final long POOL_BYTES = 3 * 128 + 2 * 2048;

    @Test
    public void activationTakesExactlyOneBlockAndDeactivationGivesItBack() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        assertNoBlock(malloc);
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        assertEquals(POOL_BYTES, manager.snapshot().poolBytes);
        assertOneBlock(malloc, 49, POOL_BYTES);
        manager.delete();
        manager.awaitOutOfService();
        awaitBlocks(malloc, 0);
    }

    @Test
    public void takingAndReturningTakesNothingMoreFromTheAllocator() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        BufferManager manager = managers.configure(32, SETTINGS).service();
        for (int i = 0; i < 1000; i++) {
            manager.allocate(100).close();
        }
        assertOneBlock(malloc, 49, POOL_BYTES);
    }

    @Test
    public void threeRedeploysOfTheProviderLeaveNothing() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        for (int i = 0; i < 3; i++) {
            manager.service().allocate(100).close();
            assertOneBlock(malloc, 49, POOL_BYTES);
            bundles.provider().uninstall();
            assertFalse(manager.isInService());
            assertNoBlock(malloc);
            bundles.reinstall(Bundles.PROVIDER);
        }
        manager.service();
        assertOneBlock(malloc, 49, POOL_BYTES);
    }

    @Test
    public void anUpdateOfTheProviderInPlaceBringsTheServiceBack() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long before = manager.serviceId();
        bundles.update(bundles.provider());
        assertEquals(Bundle.ACTIVE, bundles.provider().getState());
        Awaiting.that("the updated manager is in service").until(() -> manager.serviceId() != before);
        manager.service().allocate(100).close();
        assertOneBlock(malloc, 49, POOL_BYTES);
    }

    @Test
    public void aBufferThatIsOutWhenTheProviderStopsEndsAfterTheDrainTimeout() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        BufferManager manager = managers.configure(32, SETTINGS).service();
        Buffer late = manager.allocate(100);
        var memory = late.segment();
        bundles.provider().stop();
        assertNoBlock(malloc);
        assertThrows(IllegalStateException.class, () -> memory.fill((byte) 1));
        assertEquals(BufferMisuseException.Kind.EXPIRED, assertThrows(BufferMisuseException.class, late::close).kind());
        assertThrows(IllegalStateException.class, () -> manager.allocate(100));
        assertEquals(1, log.with("buffers were out when their memory had to end: 1 of 100x3").size());
    }
}

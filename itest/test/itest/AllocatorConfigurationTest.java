// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.assertOneBlock;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.Test;
import org.osgi.framework.Constants;

import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import svc.buffermanager.BufferManager;

/** An allocator's configuration changes while its memory is in use. */
public class AllocatorConfigurationTest extends ContainerTest {

    private static final Map<String, Object> SETTINGS = Map.of(BufferManager.BINS, bins("64x4"));

    @Test
    public void aChangeIsInForceAtOnceAndLeavesBlocksAlone() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        Object service = allocators.reference("malloc").getProperty(Constants.SERVICE_ID);
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long managerService = manager.serviceId();
        MemoryBlock block = malloc.checkedAllocate(7, 4096, 64);
        configurations.single("fw.memory.malloc", Map.of("limit.bytes", 5000L));
        Awaiting.that("the limit is in force").until(() -> malloc.usage().limitBytes == 5000);
        assertEquals(service, allocators.reference("malloc").getProperty(Constants.SERVICE_ID));
        assertEquals(managerService, manager.serviceId());
        assertTrue(block.isAlive());
        MemoryBlock rest = malloc.allocate(7, 4096, 64);
        assertEquals(5000 - 4 * 64 - 4096, rest.size());
        malloc.deallocate(rest);
        malloc.deallocate(block);
        assertOneBlock(malloc, 32, 4 * 64);
        Use.ofBuffers(manager.service(), 4, 64);
    }

    @Test
    public void aBadLimitIsRefusedWithOneLineAndTheAllocatorStaysAsItWas() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long service = manager.serviceId();
        configurations.single("fw.memory.malloc", Map.of("limit.bytes", 0L));
        Awaiting.that("the bad value is refused").until(() -> !log.with("limit.bytes 0").isEmpty());
        List<String> refusals = log.with("ERROR");
        assertEquals(refusals.toString(), 1, refusals.size());
        assertTrue(refusals.get(0), refusals.get(0).contains("is refused, and allocator malloc stays as it was"));
        assertEquals(service, manager.serviceId());
        assertOneBlock(malloc, 32, 4 * 64);
    }

    @Test
    public void aPoolThatIsTooLargeForTheLimitIsTakenFromTheNextBest() throws Exception {
        configurations.single("fw.memory.malloc", Map.of("limit.bytes", 255L));
        Awaiting.that("the limit is in force").until(() -> allocators.named("malloc").usage().limitBytes == 255);
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        assertEquals("arena", manager.snapshot().allocator);
        assertNoBlock(allocators.named("malloc"));
        assertOneBlock(allocators.named("arena"), 32, 4 * 64);

        configurations.single("fw.memory.malloc", Map.of("limit.bytes", 256L));
        manager.awaitAllocator("malloc");
        Use.ofBuffers(manager.service(), 4, 64);
    }
}

// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.assertOneBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.After;
import org.junit.Test;
import org.osgi.framework.ServiceRegistration;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import svc.buffermanager.BufferManager;

/** An allocator that hangs, or calls back, among bundles and configurations that come and go. */
public class HangingAllocatorTest extends ContainerTest {

    private static final int HIGHEST = 1_000_000;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    private static Map<String, Object> settings(long allocatorTimeout) {
        return Map.of(BufferManager.BINS, bins("64x4"), BufferManager.ALLOCATOR_TIMEOUT, allocatorTimeout,
            BufferManager.DRAIN_TIMEOUT, 50L);
    }

    private void hang() {
        arrived.countDown();
        boolean interrupted = false;
        for (;;) {
            try {
                open.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @After
    public void letGo() {
        open.countDown();
    }

    @Test
    public void oneThatHangsIsPassedOverAndItsBundleStopsInTime() throws Exception {
        Acting hanging = new Acting();
        hanging.whileAllocating = this::hang;
        ServiceRegistration<MemAllocator> registration = allocators.register("hanging", HIGHEST, hanging);
        ConfiguredManager manager = managers.configure(32, settings(500));
        assertEquals("malloc", manager.snapshot().allocator);
        Use.ofBuffers(manager.service(), 4, 64);
        assertEquals(1, log.with("it has not answered within 500 ms").size());
        assertEquals(1, log.with("ERROR").size());
        allocators.unregister(registration);
        open.countDown();
        awaitBlocks(hanging.memory, 0);
        assertOneBlock(allocators.named("malloc"), 32, 4 * 64);
    }

    /** Longer than Declarative Services wait for their locks. */
    @Test
    public void whileOneHangsForLongAllocatorsAndConfigurationsComeAndGoAndNoneIsLost() throws Exception {
        Acting hanging = new Acting();
        hanging.whileAllocating = this::hang;
        ConfiguredManager manager = managers.configure(32, settings(8_000));
        long service = manager.serviceId();
        CompletableFuture<Void> registering = Operator.does(() -> allocators.register("hanging", HIGHEST, hanging));
        assertTrue(arrived.await(20, TimeUnit.SECONDS));
        TestAllocator best = new TestAllocator(TestAllocator.Manner.GOOD);
        allocators.register("best", HIGHEST + 1, best);
        manager.change(Map.of(BufferManager.BINS, bins("64x5")));
        bundles.arena().stop();
        Use.ofBuffers(manager.service(), 4, 64);
        registering.get(30, TimeUnit.SECONDS);
        manager.awaitAllocator("best");
        Awaiting.that("the last configuration is in force").until(() -> manager.snapshot().totalBuffs == 5);
        assertEquals(service, manager.serviceId());
        open.countDown();
        awaitBlocks(hanging.memory, 0);
        awaitBlocks(allocators.named("malloc"), 0);
        assertOneBlock(best, 32, 5 * 64);
        bundles.malloc().stop();
        bundles.malloc().start();
        assertNoBlock(allocators.named("malloc"));
    }

    /** The call isn't on the thread that Declarative Services are at work on, which have locks of their own. */
    @Test
    public void oneThatRegistersAnotherWhileItIsAskedServes() throws Exception {
        TestAllocator best = new TestAllocator(TestAllocator.Manner.GOOD);
        Acting acting = new Acting();
        acting.whileAllocating = () -> {
            if (!allocators.isThere("best")) {
                allocators.register("best", HIGHEST + 1, best);
            }
        };
        allocators.register("acting", HIGHEST, acting);
        ConfiguredManager manager = managers.configure(32, settings(20_000));
        manager.awaitAllocator("best");
        assertOneBlock(best, 32, 4 * 64);
        awaitBlocks(acting.memory, 0);
        assertEquals(0, log.with("ERROR").size());
    }

    @Test
    public void oneThatStopsAnotherAndChangesConfigurationsWhileItIsAskedServes() throws Exception {
        ConfiguredManager manager = managers.configure(32, settings(20_000));
        assertEquals("malloc", manager.snapshot().allocator);
        Acting acting = new Acting();
        acting.whileAllocating = () -> {
            bundles.malloc().stop();
            manager.change(Map.of(BufferManager.BINS, bins("64x6")));
            bundles.malloc().start();
        };
        allocators.register("acting", HIGHEST, acting);
        manager.awaitAllocator("acting");
        Awaiting.that("the last configuration is in force").until(() -> manager.snapshot().totalBuffs == 6);
        Use.ofBuffers(manager.service(), 6, 64);
        awaitBlocks(acting.memory, 1);
        assertEquals(0, log.with("ERROR").size());
    }

    /** Gives what a good one gives, and does something else before. */
    private static final class Acting implements MemAllocator {

        final TestAllocator memory = new TestAllocator(TestAllocator.Manner.GOOD);
        volatile Operator.Step whileAllocating = () -> { };

        @Override
        public MemoryBlock allocate(int identifier, long size, long alignment) {
            try {
                whileAllocating.take();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return memory.allocate(identifier, size, alignment);
        }

        @Override
        public void deallocate(MemoryBlock block) {
            memory.deallocate(block);
        }

        @Override
        public AllocatorDTO usage() {
            return memory.usage();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.assertOneBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.Test;

import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** Swaps while several threads take and give back: nobody notices. */
public class HotSwapUnderLoadTest extends ContainerTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 25;
    private static final Map<String, Object> SETTINGS = Map.of(BufferManager.BINS, bins("256x" + THREADS),
        BufferManager.DRAIN_TIMEOUT, 20_000L);

    @Test
    public void mallocStopsAndStartsManyTimes() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long service = manager.serviceId();
        try (Traffic traffic = new Traffic(manager.service(), 256, THREADS)) {
            for (int i = 0; i < ROUNDS; i++) {
                traffic.awaitProgress();
                bundles.malloc().stop();
                assertEquals("arena", manager.snapshot().allocator);
                traffic.awaitProgress();
                bundles.malloc().start();
                manager.awaitAllocator("malloc");
            }
        }
        assertEquals(service, manager.serviceId());
        assertNothingLost(manager, 2 * ROUNDS);
        awaitBlocks(allocators.named("arena"), 0);
        assertOneBlock(allocators.named("malloc"), 32, THREADS * 256);
    }

    @Test
    public void mallocIsUpdatedManyTimes() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long service = manager.serviceId();
        try (Traffic traffic = new Traffic(manager.service(), 256, THREADS)) {
            for (int i = 0; i < ROUNDS; i++) {
                traffic.awaitProgress();
                bundles.update(bundles.malloc());
                manager.awaitAllocator("malloc");
            }
        }
        assertEquals(service, manager.serviceId());
        assertNothingLost(manager, 2 * ROUNDS);
        awaitBlocks(allocators.named("arena"), 0);
    }

    @Test
    public void theBinsChangeManyTimes() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long service = manager.serviceId();
        try (Traffic traffic = new Traffic(manager.service(), 256, THREADS)) {
            for (int i = 1; i <= ROUNDS; i++) {
                traffic.awaitProgress();
                int count = THREADS + i;
                manager.change(Map.of(BufferManager.BINS, bins("256x" + count)));
                Awaiting.that("there are " + count + " buffers").until(() -> manager.snapshot().totalBuffs == count);
            }
        }
        assertEquals(service, manager.serviceId());
        assertNothingLost(manager, ROUNDS);
        assertNoBlock(allocators.named("arena"));
        awaitBlocks(allocators.named("malloc"), 1);
    }

    @Test
    public void aBetterAllocatorComesAndGoesWithoutAPause() throws Exception {
        int rounds = 500;
        TestAllocator better = new TestAllocator(TestAllocator.Manner.GOOD);
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long service = manager.serviceId();
        try (Traffic traffic = new Traffic(manager.service(), 256, THREADS)) {
            traffic.awaitProgress();
            for (int i = 0; i < rounds; i++) {
                allocators.unregister(allocators.register("better", 1000, better));
            }
            traffic.awaitProgress();
        }
        assertEquals(service, manager.serviceId());
        assertNothingLost(manager, 2 * rounds);
        assertEquals(rounds, better.requests.get());
        assertNoBlock(better);
        awaitBlocks(allocators.named("malloc"), 1);
    }

    private void assertNothingLost(ConfiguredManager manager, int swaps) {
        BufferManagerDTO snapshot = manager.snapshot();
        assertEquals(swaps, snapshot.swaps);
        assertEquals(0, snapshot.currBuffs);
        assertEquals(0, snapshot.retiring);
        assertEquals(0, snapshot.expired);
        assertEquals(0, snapshot.misuses);
        assertEquals(0, snapshot.noBuffs);
        assertTrue(snapshot.toString(), snapshot.hiBuffs >= 1);
        assertEquals(List.of(), log.with("WARN"));
        assertEquals(List.of(), log.with("ERROR"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

import fw.memory.MemAllocator;
import itest.TestAllocator.Manner;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/**
 * The memory under a component that is at work on four threads is swapped, for every reason there is: its ports stay, none of its
 * calls fails, and no byte is wrong.
 */
public class SeamlessSwapTest extends ContainerTest {

    private static final int ROUNDS = 3;

    /** Swaps once or several times. Each number is given once. */
    private interface Swap {
        void make(int number) throws Exception;
    }

    private final TestAllocator own = new TestAllocator(Manner.GOOD);
    private ConfiguredManager manager;

    @Override
    protected List<Option> more() throws Exception {
        return List.of(Worker.bundle());
    }

    private void isNotNoticed(Map<String, Object> settings, int swaps, Swap swap) throws Exception {
        Map<String, Object> all = new HashMap<>(Map.of(BufferManager.BINS, bins("256x8"), BufferManager.DRAIN_TIMEOUT, 20_000L));
        all.putAll(settings);
        manager = managers.configure(32, all);
        long service = manager.serviceId();
        try (Worker worker = new Worker(context)) {
            for (int number = 1; number <= ROUNDS; number++) {
                swap.make(number);
                worker.awaitProgress();
            }
            worker.assertHasNoticedNothing();
        }
        assertEquals(service, manager.serviceId());
        BufferManagerDTO snapshot = manager.snapshot();
        assertEquals(swaps * ROUNDS, snapshot.swaps);
        assertEquals(0, snapshot.expired);
        assertEquals(0, snapshot.misuses);
        assertEquals(0, snapshot.noBuffs);
        assertEquals(List.of(), log.with("WARN"));
    }

    private void isNotNoticedAndNothingIsAmiss(Map<String, Object> settings, int swaps, Swap swap) throws Exception {
        isNotNoticed(settings, swaps, swap);
        assertEquals(List.of(), log.with("ERROR"));
        long blocks = manager.snapshot().allocator.equals("malloc") ? 1 : 0;
        awaitBlocks(allocators.named("malloc"), blocks);
        awaitBlocks(allocators.named("arena"), 1 - blocks);
        assertNoBlock(own);
    }

    @Test
    public void aBetterAllocatorComesAndGoes() throws Exception {
        isNotNoticedAndNothingIsAmiss(Map.of(), 2, number -> {
            ServiceRegistration<MemAllocator> better = allocators.register("better", 1000, own);
            manager.awaitAllocator("better");
            allocators.unregister(better);
            manager.awaitAllocator("malloc");
        });
    }

    @Test
    public void thePresentAllocatorIsStopped() throws Exception {
        Bundle malloc = bundles.malloc();
        isNotNoticedAndNothingIsAmiss(Map.of(), 2, number -> {
            malloc.stop();
            assertEquals("arena", manager.snapshot().allocator);
            malloc.start();
            manager.awaitAllocator("malloc");
        });
    }

    @Test
    public void thePresentAllocatorIsUpdated() throws Exception {
        isNotNoticedAndNothingIsAmiss(Map.of(), 2, number -> {
            bundles.update(bundles.malloc());
            manager.awaitAllocator("malloc");
        });
    }

    @Test
    public void thePresentAllocatorIsUninstalled() throws Exception {
        isNotNoticedAndNothingIsAmiss(Map.of(), 2, number -> {
            Bundle malloc = bundles.malloc();
            malloc.uninstall();
            assertEquals("arena", manager.snapshot().allocator);
            bundles.reinstall(malloc.getSymbolicName());
            manager.awaitAllocator("malloc");
        });
    }

    /** It gives one pool, and fails when it is asked for the next; then it is repaired. */
    @Test
    public void thePresentAllocatorFails() throws Exception {
        allocators.register("own", 1000, own);
        isNotNoticed(Map.of(), 2, number -> {
            manager.awaitAllocator("own");
            own.manner = Manner.THROWS_EXCEPTION;
            manager.change(Map.of(BufferManager.BINS, bins("256x" + (8 + number))));
            manager.awaitAllocator("malloc");
            own.manner = Manner.GOOD;
            // Whoever comes or goes, all are asked again.
            allocators.unregister(allocators.register("other", -1000, new TestAllocator(Manner.GOOD)));
            manager.awaitAllocator("own");
        });
        List<String> failures = log.with("ERROR");
        assertEquals(failures.toString(), ROUNDS, failures.size());
        assertTrue(failures.get(0), failures.get(0).contains("uses allocator malloc, since there is no pool from allocator own"));
    }

    @Test
    public void theBinsChange() throws Exception {
        isNotNoticedAndNothingIsAmiss(Map.of(), 1, number -> {
            manager.change(Map.of(BufferManager.BINS, bins("64x3", "256x" + (8 + number))));
            Awaiting.that("the new bins are in force").until(() -> manager.snapshot().totalBuffs == 11 + number);
        });
    }

    @Test
    public void theAlignmentChanges() throws Exception {
        isNotNoticedAndNothingIsAmiss(Map.of(), 1, number -> {
            manager.change(Map.of(BufferManager.ALIGNMENT, 64L << number));
            Awaiting.that("the new alignment is in force").until(() -> manager.snapshot().alignment == 64L << number);
        });
    }

    @Test
    public void theTargetChanges() throws Exception {
        isNotNoticedAndNothingIsAmiss(Map.of(), 2, number -> {
            for (String name : List.of("arena", "malloc")) {
                manager.change(Map.of(BufferManager.ALLOCATOR_TARGET, Allocators.filter(name)));
                manager.awaitAllocator(name);
            }
        });
    }

    /** The best is too small; others come and go, so that it is asked again and again. */
    @Test
    public void aPoolThatCantBeHadIsSaidOnceAndNothingChanges() throws Exception {
        isNotNoticed(Map.of(), 0, number -> {
            configurations.single("fw.memory.arena", Map.of("limit.bytes", 100L, Constants.SERVICE_RANKING, 1000));
            Awaiting.that("the best is asked").until(() -> !log.with("no pool from allocator arena").isEmpty());
            bundles.mmap().stop();
            bundles.mmap().start();
        });
        List<String> failures = log.with("ERROR");
        assertEquals(failures.toString(), 1, failures.size());
        assertTrue(failures.get(0), failures.get(0).contains("manager 32: uses allocator malloc, since there is no pool from"
            + " allocator arena"));
        assertNoBlock(allocators.named("arena"));
    }
}

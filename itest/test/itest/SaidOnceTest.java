// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.Test;
import org.osgi.framework.Constants;

import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import itest.TestAllocator.Manner;
import svc.buffermanager.BufferManager;

/** What lasts is said once, however much goes on meanwhile. */
public class SaidOnceTest extends ContainerTest {

    /** Each time the best allocator has less to give, and is asked again. */
    @Test
    public void aPoolThatCantBeHadIsSaidOnceThoughOthersUseThatAllocator() throws Exception {
        configurations.single("fw.memory.arena", Map.of("limit.bytes", 1000L, Constants.SERVICE_RANKING, 1000));
        MemAllocator arena = allocators.named("arena");
        Awaiting.that("the limit is in force").until(() -> arena.usage().limitBytes == 1000);
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x32")));
        manager.awaitAllocator("malloc");
        List<MemoryBlock> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(arena.checkedAllocate(7, 100, 64));
            bundles.mmap().stop();
            bundles.mmap().start();
        }
        others.forEach(arena::deallocate);
        assertEquals("malloc", manager.snapshot().allocator);
        List<String> failures = log.with("no pool from allocator arena");
        assertEquals(failures.toString(), 1, failures.size());
    }

    /** The pool of another allocator has ended, but for its memory, while the manager goes on to swap. */
    @Test
    public void memoryThatCantBeGivenBackIsSaidOnce() throws Exception {
        TestAllocator hostile = new TestAllocator(Manner.REFUSES_RETURN);
        allocators.register("hostile", 1000, hostile);
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4")));
        manager.awaitAllocator("hostile");
        manager.change(Map.of(BufferManager.ALLOCATOR_TARGET, Allocators.filter("malloc")));
        manager.awaitAllocator("malloc");
        for (int count = 5; count < 10; count++) {
            int buffers = count;
            manager.change(Map.of(BufferManager.BINS, bins("64x" + buffers)));
            Awaiting.that("there are " + buffers + " buffers").until(() -> manager.snapshot().totalBuffs == buffers);
        }
        List<String> failures = log.with("could not be given back");
        hostile.manner = Manner.GOOD;
        assertEquals(failures.toString(), 1, failures.size());
    }
}

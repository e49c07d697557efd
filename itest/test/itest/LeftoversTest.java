// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.Test;
import org.osgi.framework.Bundle;

import fw.memory.MemAllocator;
import fw.memory.MemAllocatorRegistry;
import fw.memory.MemoryBlock;
import svc.buffermanager.BufferManager;

/** What is left of a bundle that went: nothing. */
public class LeftoversTest extends ContainerTest {

    private static final Map<String, Object> SETTINGS = Map.of(BufferManager.BINS, bins("64x8", "4096x2"),
        BufferManager.DRAIN_TIMEOUT, 50L);

    private final Loaders loaders = new Loaders();

    @Test
    public void nothingIsLeftOfAnUninstalledMalloc() throws Exception {
        nothingIsLeftOf("malloc", bundles.malloc(), true);
    }

    @Test
    public void nothingIsLeftOfAnUpdatedMalloc() throws Exception {
        nothingIsLeftOf("malloc", bundles.malloc(), false);
    }

    @Test
    public void nothingIsLeftOfAnUninstalledArena() throws Exception {
        nothingIsLeftOf("arena", bundles.arena(), true);
    }

    @Test
    public void nothingIsLeftOfAnUpdatedArena() throws Exception {
        nothingIsLeftOf("arena", bundles.arena(), false);
    }

    @Test
    public void nothingIsLeftOfAnUninstalledMmap() throws Exception {
        nothingIsLeftOf("mmap", bundles.mmap(), true);
    }

    @Test
    public void nothingIsLeftOfAnUpdatedMmap() throws Exception {
        nothingIsLeftOf("mmap", bundles.mmap(), false);
    }

    /** The allocator serves a manager, and a caller that never gives its block back. */
    private void nothingIsLeftOf(String name, Bundle bundle, boolean uninstall) throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x8"),
            BufferManager.ALLOCATOR_TARGET, Allocators.filter(name), BufferManager.DRAIN_TIMEOUT, 50L));
        Use.ofBuffers(manager.service(), 8, 64);
        MemAllocator allocator = allocators.named(name);
        MemoryBlock lost = allocator.checkedAllocate(7, 4096, 64);
        remove(bundle, uninstall);
        assertNoBlock(allocator);
        assertFalse(lost.isAlive());
        allocator = null;
        loaders.awaitCollected();
    }

    @Test
    public void nothingIsLeftOfAnUninstalledProvider() throws Exception {
        provider(true);
    }

    @Test
    public void nothingIsLeftOfAnUpdatedProvider() throws Exception {
        provider(false);
    }

    private void provider(boolean uninstall) throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        useAndSwap(manager);
        Bundle bundle = bundles.provider();
        remove(bundle, uninstall);
        if (uninstall) {
            assertNoBlock(malloc);
        }
        loaders.awaitCollected();
    }

    /** Makes the manager do all that it can do, and keeps nothing of it. */
    private void useAndSwap(ConfiguredManager manager) throws Exception {
        try (Traffic traffic = new Traffic(manager.service(), 64, 2)) {
            traffic.awaitProgress();
            manager.change(Map.of(BufferManager.BINS, bins("64x9")));
            Awaiting.that("the new bins are in force").until(() -> manager.snapshot().totalBuffs == 9);
            configurations.single("fw.memory.arena", Map.of("service.ranking", 1000));
            manager.awaitAllocator("arena");
            configurations.single("fw.memory.arena", Map.of("service.ranking", 0));
            manager.awaitAllocator("malloc");
            traffic.awaitProgress();
        }
        manager.service().schedIn();
        manager.service().allocate(1_000_000);
        manager.service().allocate(64);
    }

    @Test
    public void nothingIsLeftOfAnUninstalledRegistry() throws Exception {
        MemAllocatorRegistry registry = context.getService(context.getServiceReference(MemAllocatorRegistry.class));
        registry.getAllocator(MemAllocator.SYSTEM);
        registry.addListener((change, allocator) -> { });
        registry.registerAllocator("OWN", "own", new TestAllocator(TestAllocator.Manner.GOOD));
        registry = null;
        remove(bundles.named("fw.memory.registry"), true);
        loaders.awaitCollected();
    }

    /** Uninstalls a bundle, or updates it in place. */
    private void remove(Bundle bundle, boolean uninstall) throws Exception {
        loaders.watch(bundle);
        if (uninstall) {
            bundle.uninstall();
        } else {
            bundles.update(bundle);
        }
        bundles.refresh(bundle);
    }

    @Test
    public void noThreadMBeanServiceOrFileIsLeft() throws Exception {
        redeployAll();
        Leftovers leftovers = new Leftovers(context);
        redeployAll();
        leftovers.awaitNone();
    }

    private void redeployAll() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        useAndSwap(manager);
        for (Bundle bundle : List.of(bundles.malloc(), bundles.arena(), bundles.mmap(), bundles.provider())) {
            bundle.uninstall();
            bundles.refresh(bundle);
        }
        bundles.restore();
        manager.service();
        manager.delete();
        manager.awaitOutOfService();
    }

    @Test
    public void noClaimOnAFileIsLeft() throws Exception {
        Path directory = Files.createTempDirectory("itest");
        try {
            configurations.single("fw.memory.mmap", Map.of("directory", directory.toString()));
            ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x8"),
                BufferManager.ALLOCATOR_TARGET, "(fw.memory.allocator.recoverable=true)"));
            manager.awaitAllocator("mmap");
            Set<String> before = System.getProperties().stringPropertyNames();
            bundles.mmap().uninstall();
            Set<String> after = System.getProperties().stringPropertyNames();
            assertEquals(before.stream().filter(name -> !name.contains("32.block")).collect(Collectors.toSet()), after);
        } finally {
            Files.deleteIfExists(directory.resolve("32.block"));
            Files.delete(directory);
        }
    }
}

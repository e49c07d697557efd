// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.assertOneBlock;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.streamBundle;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

import fw.memory.MemAllocator;
import fw.memory.MemAllocatorRegistry;
import fw.memory.MemAllocatorRegistry.Registration;
import fw.memory.MemoryBlock;
import fw.memory.NoSuchAllocatorException;
import fw.memory.RegisteredAllocatorDTO;
import itest.TestAllocator.Manner;
import svc.buffermanager.BufferManager;

/** The allocators by type, as F´ has them, over the real service registry. */
public class RegistryTest extends ContainerTest {

    private static final String USER = "itest.user";

    private final TestAllocator own = new TestAllocator(Manner.GOOD);

    /** A bundle with nothing in it. */
    @Override
    protected List<Option> more() throws Exception {
        return List.of(streamBundle(TinyBundles.bundle().symbolicName(USER).build(TinyBundles.rawBuilder())));
    }

    private MemAllocatorRegistry registry() {
        return of(context);
    }

    private static MemAllocatorRegistry of(BundleContext user) {
        return user.getService(user.getServiceReference(MemAllocatorRegistry.class));
    }

    @Test
    public void findsTheBestAllocatorOfAType() throws Exception {
        assertSame(allocators.named("malloc"), registry().getAllocator(MemAllocator.SYSTEM));
        assertSame(allocators.named("arena"), registry().getAllocator("ARENA"));
        assertSame(allocators.named("mmap"), registry().getAllocator("MMAP"));
        bundles.malloc().stop();
        assertSame(allocators.named("arena"), registry().getAllocator(MemAllocator.SYSTEM));
    }

    @Test
    public void anUnknownTypeFallsBackToSystemWhereThatIsWanted() throws Exception {
        assertSame(allocators.named("malloc"), registry().getAnAllocator("OS_GENERIC_PRIORITY_QUEUE"));
        assertSame(allocators.named("mmap"), registry().getAnAllocator("MMAP"));
        NoSuchAllocatorException e = assertThrows(NoSuchAllocatorException.class,
            () -> registry().getAllocator("OS_GENERIC_PRIORITY_QUEUE"));
        assertTrue(e.getMessage(), e.getMessage().contains("OS_GENERIC_PRIORITY_QUEUE") && e.getMessage().contains("MMAP"));
        bundles.stopAllocators();
        assertThrows(NoSuchAllocatorException.class, () -> registry().getAnAllocator("MMAP"));
    }

    @Test
    public void whatIsRegisteredLastIsFoundAndTheOneBeforeAgainAfterwards() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        Registration registration = registry().registerAllocator(MemAllocator.SYSTEM, "own", own);
        assertSame(own, registry().getAllocator(MemAllocator.SYSTEM));
        assertSame(own, registry().getAnAllocator("NONE"));
        registration.close();
        assertSame(malloc, registry().getAllocator(MemAllocator.SYSTEM));
        registration.close();
    }

    @Test
    public void whatIsRegisteredHereServesABufferManager() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4")));
        long service = manager.serviceId();
        Registration registration = registry().registerAllocator(MemAllocator.SYSTEM, "own", own);
        manager.awaitAllocator("own");
        assertOneBlock(own, 32, 4 * 64);
        Use.ofBuffers(manager.service(), 4, 64);
        registration.close();
        manager.awaitAllocator("malloc");
        assertNoBlock(own);
        assertEquals(service, manager.serviceId());
    }

    @Test
    public void anAllocatorThatWasFoundWorksWhileItIsRegistered() throws Exception {
        MemAllocator malloc = registry().getAllocator("MALLOC");
        MemoryBlock block = malloc.checkedAllocate(7, 4096, 64);
        block.segment().fill((byte) 1);
        malloc.deallocate(block);
        bundles.malloc().stop();
        assertThrows(IllegalStateException.class, () -> malloc.allocate(7, 4096, 64));
        assertNoBlock(malloc);
    }

    @Test
    public void listsAllOfThemTheBestFirst() throws Exception {
        assertEquals(List.of("malloc", "arena", "mmap"), registry().getAllocators().stream().map(each -> each.name).toList());
        RegisteredAllocatorDTO first = registry().getAllocators().get(0);
        assertEquals(List.of("SYSTEM", "MALLOC"), first.types);
        assertEquals(100, first.ranking);
        assertEquals("fw.memory.malloc", first.bundle);
        assertEquals(allocators.reference("malloc").getProperty(Constants.SERVICE_ID), first.serviceId);
        assertFalse(first.recoverable);
    }

    @Test
    public void aListenerIsToldOfEveryChangeUntilItIsClosed() throws Exception {
        List<String> notices = new CopyOnWriteArrayList<>();
        Registration registration = registry().addListener((change, allocator) -> notices.add(change + " " + allocator.name + " "
            + allocator.ranking));
        bundles.malloc().stop();
        bundles.malloc().start();
        allocators.awaitNamed("malloc");
        configurations.single("fw.memory.malloc", Map.of(Constants.SERVICE_RANKING, 7));
        Awaiting.that("three notices are here").until(() -> notices.size() >= 3);
        assertEquals(List.of("REMOVED malloc 100", "ADDED malloc 100", "MODIFIED malloc 7"), notices);
        registration.close();
        bundles.arena().stop();
        assertEquals(3, notices.size());
    }

    @Test
    public void whatABundleRegisteredGoesWithIt() throws Exception {
        Bundle user = bundles.named(USER);
        List<String> notices = new CopyOnWriteArrayList<>();
        MemAllocatorRegistry view = of(user.getBundleContext());
        view.registerAllocator("OWN", "own", own);
        view.addListener((change, allocator) -> notices.add(change + " " + allocator.name));
        assertSame(own, registry().getAllocator("OWN"));
        assertEquals(USER, registry().getAllocators().stream().filter(each -> each.name.equals("own")).findFirst().get().bundle);

        user.stop();
        assertThrows(NoSuchAllocatorException.class, () -> registry().getAllocator("OWN"));
        assertFalse(allocators.isThere("own"));
        assertThrows(IllegalStateException.class, () -> view.getAllocator(MemAllocator.SYSTEM));
        notices.clear();
        bundles.arena().stop();
        assertEquals(List.of(), notices);
    }

    @Test
    public void whatWasRegisteredGoesWithTheRegistrysBundle() throws Exception {
        registry().registerAllocator("OWN", "own", own);
        assertTrue(allocators.isThere("own"));
        bundles.named("fw.memory.registry").stop();
        assertFalse(allocators.isThere("own"));
        bundles.named("fw.memory.registry").start();
        assertThrows(NoSuchAllocatorException.class, () -> registry().getAllocator("OWN"));
    }
}

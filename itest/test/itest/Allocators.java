// SPDX-License-Identifier: Apache-2.0
package itest;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

import fw.memory.AllocatorDTO;
import fw.memory.IdentifierDTO;
import fw.memory.MemAllocator;

/** The allocators that are registered, and those that a test adds. */
final class Allocators {

    /** The allocators of the bundles under test, and their rankings without a configuration. */
    private static final Map<String, Integer> DELIVERED = Map.of("malloc", 100, "arena", 0, "mmap", -100);

    private final BundleContext context;
    private final List<ServiceRegistration<MemAllocator>> added = new ArrayList<>();

    Allocators(BundleContext context) {
        this.context = context;
    }

    /** {@return the filter for the allocator of that name} */
    static String filter(String name) {
        return "(" + MemAllocator.NAME + "=" + name + ")";
    }

    /** {@return the allocator of that name, which is awaited} */
    MemAllocator named(String name) {
        awaitNamed(name);
        return context.getService(references(name).iterator().next());
    }

    void awaitNamed(String name) {
        Awaiting.that("allocator " + name + " is registered").until(() -> isThere(name));
    }

    /** Waits until no configuration of an allocator is in force any more. */
    void awaitAsDelivered() {
        DELIVERED.forEach((name, ranking) -> Awaiting.that("allocator " + name + " is as without configuration")
            .until(() -> isThere(name) && ranking.equals(reference(name).getProperty(Constants.SERVICE_RANKING))
                && Boolean.FALSE.equals(reference(name).getProperty(MemAllocator.RECOVERABLE))
                && named(name).usage().limitBytes == AllocatorDTO.NO_LIMIT));
    }

    boolean isThere(String name) {
        return !references(name).isEmpty();
    }

    ServiceReference<MemAllocator> reference(String name) {
        awaitNamed(name);
        return references(name).iterator().next();
    }

    private Collection<ServiceReference<MemAllocator>> references(String name) {
        try {
            return context.getServiceReferences(MemAllocator.class, filter(name));
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Fails unless this is all that the allocator has outstanding: one block of so many bytes under that identifier. */
    static void assertOneBlock(MemAllocator allocator, int identifier, long bytes) {
        AllocatorDTO usage = allocator.usage();
        assertEquals(usage.name + ": identifiers", 1, usage.identifiers.size());
        IdentifierDTO part = usage.identifiers.get(0);
        assertEquals(usage.name + ": identifier", identifier, part.identifier);
        assertEquals(usage.name + ": blocks", 1, part.blocks);
        assertEquals(usage.name + ": bytes", bytes, part.bytes);
    }

    static void assertNoBlock(MemAllocator allocator) {
        AllocatorDTO usage = allocator.usage();
        assertEquals(usage.name + ": " + usage, 0, usage.blocks);
    }

    static void awaitBlocks(MemAllocator allocator, long blocks) {
        Awaiting.that(allocator.usage().name + " has " + blocks + " blocks outstanding")
            .until(() -> allocator.usage().blocks == blocks);
    }

    /** {@return what any registered allocator has outstanding, a line each} */
    List<String> outstanding() {
        List<String> lines = new ArrayList<>();
        for (ServiceReference<MemAllocator> reference : all()) {
            MemAllocator allocator = context.getService(reference);
            if (allocator != null && allocator.usage().blocks != 0) {
                lines.add(allocator.usage().toString());
            }
        }
        return lines;
    }

    private Collection<ServiceReference<MemAllocator>> all() {
        try {
            return context.getServiceReferences(MemAllocator.class, null);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Registers an allocator of the test's own. */
    ServiceRegistration<MemAllocator> register(String name, int ranking, MemAllocator allocator) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(MemAllocator.NAME, name);
        properties.put(MemAllocator.TYPE, new String[] {"TEST"});
        properties.put(Constants.SERVICE_RANKING, ranking);
        ServiceRegistration<MemAllocator> registration = context.registerService(MemAllocator.class, allocator,
            FrameworkUtil.asDictionary(properties));
        added.add(registration);
        return registration;
    }

    void unregister(ServiceRegistration<MemAllocator> registration) {
        added.remove(registration);
        registration.unregister();
    }

    void unregisterAll() {
        List.copyOf(added).forEach(this::unregister);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import fw.memory.MemAllocator;
import fw.memory.dealing.LiveBlocks;
import svc.buffermanager.BufferManagerDTO;
import testkit.LogLines;

/** A manager's component in a fake framework, among allocators that do what a test wants. */
final class ComponentFixture {

    final FakeFramework framework;
    final LogLines log = new LogLines();
    final ManagerComponent component;

    ComponentFixture() {
        this(new FakeFramework(), new LiveBlocks());
    }

    /** A component beside others. */
    ComponentFixture(FakeFramework framework, LiveBlocks blocks) {
        this.framework = framework;
        component = new ManagerComponent(blocks);
        component.loggerFactory = log.factory();
    }

    /** Has an allocator come. {@return its service} The one with the highest ranking is the best. */
    ServiceReference<MemAllocator> bind(int ranking, MemAllocator allocator) {
        ServiceReference<MemAllocator> reference = framework.reference(ranking, ranking);
        component.bindAllocator(reference, allocator);
        return reference;
    }

    void activate(Map<String, Object> changes) {
        component.activate(framework.context(), FakeFramework.configuration(changes), properties(changes));
    }

    void configure(Map<String, Object> changes) {
        component.modified(FakeFramework.configuration(changes), properties(changes));
    }

    private static Map<String, Object> properties(Map<String, Object> changes) {
        return Map.of("service.pid", "svc.buffermanager~m32", "manager.id", changes.getOrDefault("manager_id", 32));
    }

    BufferManagerDTO figures() {
        return component.manager().snapshot();
    }

    boolean isFrom(ServiceReference<MemAllocator> reference) {
        return reference.getProperty("service.id").equals(figures().allocatorServiceId);
    }

    /** Fails unless the manager is in service with a pool of that allocator, whose buffers can be written. */
    void assertServesFrom(ServiceReference<MemAllocator> reference) {
        assertEquals(1, framework.services.size(), framework.services.toString());
        assertEquals(reference.getProperty("service.id"), figures().allocatorServiceId);
        try (Buffer buffer = component.manager().allocate(64)) {
            assertTrue(buffer.isValid());
            buffer.segment().fill((byte) 1);
        }
    }
}

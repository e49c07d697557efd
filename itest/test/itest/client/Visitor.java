// SPDX-License-Identifier: Apache-2.0
package itest.client;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import fw.memory.MemAllocator;
import fw.memory.MemAllocatorRegistry;
import fw.memory.MemoryBlock;
import svc.buffermanager.BufferManager;

/**
 * Uses, when it is started, all the services of this project that it finds, and gives nothing back, but to managers that would
 * wait for it for a second or longer.
 */
public final class Visitor implements BundleActivator {

    @Override
    public void start(BundleContext context) throws Exception {
        for (ServiceReference<BufferManager> reference : context.getServiceReferences(BufferManager.class, null)) {
            BufferManager manager = context.getService(reference);
            Buffer buffer = manager.allocate(64);
            buffer.segment().fill((byte) 1);
            buffer.byteBuffer().put((byte) 2);
            if ((Long) reference.getProperty(BufferManager.DRAIN_TIMEOUT) >= 1000) {
                buffer.close();
            }
            manager.allocate(Integer.MAX_VALUE);
            manager.schedIn();
        }
        for (ServiceReference<MemAllocatorRegistry> reference : context.getServiceReferences(MemAllocatorRegistry.class, null)) {
            MemAllocatorRegistry registry = context.getService(reference);
            registry.addListener((change, allocator) -> { });
            for (ServiceReference<MemAllocator> each : context.getServiceReferences(MemAllocator.class, null)) {
                MemAllocator allocator = context.getService(each);
                MemoryBlock block = allocator.checkedAllocate(7, 4096, 64);
                block.segment().fill((byte) 3);
                registry.registerAllocator("VISITED", "visited-" + each.getProperty(MemAllocator.NAME), allocator);
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes back what was used.
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;

import fw.memory.MemAllocator;
import fw.memory.log.Log;

/** Keeps an MXBean for each allocator. */
@Component(service = {}, immediate = true)
public final class AllocatorBeans {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory loggerFactory;

    private final MBeans beans = MBeans.ofPlatform(new Log("svc.buffermanager.jmx", () -> loggerFactory));

    /** Called by Declarative Services. */
    @Activate
    public AllocatorBeans() {
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAllocator(MemAllocator allocator, ServiceReference<MemAllocator> reference) {
        beans.add(reference, Names.ofAllocator(reference), bean(allocator, reference));
    }

    void updatedAllocator(MemAllocator allocator, ServiceReference<MemAllocator> reference) {
        beans.update(reference, Names.ofAllocator(reference), bean(allocator, reference));
    }

    void unbindAllocator(ServiceReference<MemAllocator> reference) {
        beans.remove(reference);
    }

    private static Object bean(MemAllocator allocator, ServiceReference<MemAllocator> reference) {
        return new DescribedMXBean<>(MemAllocatorMXBean.class, AllocatorView.live(reference, allocator),
            () -> AllocatorView.ofNow(reference, allocator));
    }
}

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

import fw.memory.log.Log;
import svc.buffermanager.BufferManager;

/** Keeps an MXBean for each buffer manager that is in service. */
@Component(service = {}, immediate = true)
public final class ManagerBeans {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory loggerFactory;

    private final MBeans beans = MBeans.ofPlatform(new Log("svc.buffermanager.jmx", () -> loggerFactory));

    /** Called by Declarative Services. */
    @Activate
    public ManagerBeans() {
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindManager(BufferManager manager, ServiceReference<BufferManager> reference) {
        beans.add(reference, Names.ofManager(reference), bean(manager));
    }

    void updatedManager(BufferManager manager, ServiceReference<BufferManager> reference) {
        beans.update(reference, Names.ofManager(reference), bean(manager));
    }

    void unbindManager(ServiceReference<BufferManager> reference) {
        beans.remove(reference);
    }

    private static Object bean(BufferManager manager) {
        return new DescribedMXBean<>(BufferManagerMXBean.class, ManagerView.live(manager), () -> ManagerView.ofNow(manager));
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;

/** Under which name a service is found. What others have chosen is quoted: it may hold any character. */
final class Names {

    /** All names are of it. */
    static final String DOMAIN = "svc.buffermanager";

    private Names() {
    }

    /** {@return the name of a manager} */
    static ObjectName ofManager(ServiceReference<BufferManager> reference) {
        return name("type=BufferManager,id=" + value(String.valueOf(reference.getProperty(BufferManager.MANAGER_ID))));
    }

    /** {@return the name of an allocator} */
    static ObjectName ofAllocator(ServiceReference<MemAllocator> reference) {
        return name("type=MemAllocator,name=" + ObjectName.quote(allocator(reference)));
    }

    /** {@return the same name for a service that comes when another has it} */
    static ObjectName another(ObjectName taken, ServiceReference<?> reference) {
        return name(taken.getKeyPropertyListString() + ",service.id=" + serviceId(reference));
    }

    /** {@return what an allocator is called} */
    static String allocator(ServiceReference<MemAllocator> reference) {
        return reference.getProperty(MemAllocator.NAME) instanceof String name ? name : "service-" + serviceId(reference);
    }

    static long serviceId(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /** Ids are integers, which need no quotes; but anybody may register a manager. */
    private static String value(String id) {
        return id.matches("\\d+") ? id : ObjectName.quote(id);
    }

    private static ObjectName name(String properties) {
        try {
            return new ObjectName(DOMAIN + ":" + properties);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("no MBean can be named " + properties, e);
        }
    }
}

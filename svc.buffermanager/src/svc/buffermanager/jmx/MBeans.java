// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.osgi.framework.ServiceReference;

import fw.memory.log.Log;

/**
 * The MBeans of one kind of service, by service id. If another service, or anybody else, has a name already, the later one is
 * registered with its {@code service.id} in the name, and keeps that when the name becomes free. What goes wrong is logged. Any
 * thread.
 */
final class MBeans {

    /** What is registered: under which name, and what it was to be called. */
    private record Registered(ObjectName name, ObjectName wanted) {
    }

    private final MBeanServer server;
    private final Log log;
    private final Map<Long, Registered> registered = new HashMap<>();

    MBeans(MBeanServer server, Log log) {
        this.server = server;
        this.log = log;
    }

    /** {@return those in the platform's server} */
    static MBeans ofPlatform(Log log) {
        return new MBeans(ManagementFactory.getPlatformMBeanServer(), log);
    }

    /** Registers the MBean of a service that has come. */
    synchronized void add(ServiceReference<?> reference, ObjectName wanted, Object bean) {
        try {
            registered.put(Names.serviceId(reference), new Registered(register(reference, wanted, bean), wanted));
        } catch (JMException e) {
            log.error("MBean " + wanted + " of service " + Names.serviceId(reference) + " could not be registered: " + e
                + "; it is not seen in JMX until its service comes again");
        }
    }

    /** {@return the name under which it was registered} */
    private ObjectName register(ServiceReference<?> reference, ObjectName wanted, Object bean) throws JMException {
        try {
            return server.registerMBean(bean, wanted).getObjectName();
        } catch (InstanceAlreadyExistsException e) {
            ObjectName other = server.registerMBean(bean, Names.another(wanted, reference)).getObjectName();
            log.warn("MBean " + wanted + " is there already; service " + Names.serviceId(reference) + " is " + other
                + " instead. Give each manager a manager.id of its own, and each allocator a fw.memory.allocator.name");
            return other;
        }
    }

    /** Renames the MBean of a service whose properties have changed, if they ask for it. */
    synchronized void update(ServiceReference<?> reference, ObjectName wanted, Object bean) {
        Registered before = registered.get(Names.serviceId(reference));
        if (before == null || !before.wanted.equals(wanted)) {
            remove(reference);
            add(reference, wanted, bean);
        }
    }

    /** Unregisters the MBean of a service that goes. */
    synchronized void remove(ServiceReference<?> reference) {
        Registered gone = registered.remove(Names.serviceId(reference));
        if (gone == null) {
            return;
        }
        try {
            server.unregisterMBean(gone.name);
        } catch (InstanceNotFoundException e) {
            log.warn("MBean " + gone.name + " was unregistered by somebody else");
        } catch (JMException e) {
            log.error("MBean " + gone.name + " could not be unregistered: " + e);
        }
    }
}

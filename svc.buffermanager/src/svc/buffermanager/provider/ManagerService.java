// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

import fw.buffer.BufferGet;
import fw.buffer.BufferSend;
import fw.memory.log.Log;
import svc.buffermanager.BufferManager;

/**
 * The manager's place in the service registry. It is entered and left by one thread at a time, and closed by any. No lock is held
 * while the framework is called: who is told of the service may call back, or hang.
 */
final class ManagerService {

    private static final String[] SERVICES = {BufferManager.class.getName(), BufferGet.class.getName(),
        BufferSend.class.getName()};

    private final BundleContext context;
    private final Views views;
    private final Log log;
    private ServiceRegistration<?> registration;
    private boolean closed;
    /** What its properties say; null if it is not there. */
    private volatile Settings shown;

    ManagerService(BundleContext context, Views views, Log log) {
        this.context = context;
        this.views = views;
        this.log = log;
    }

    /**
     * Has the service be there, with these properties.
     *
     * @throws RuntimeException if it can't be registered; it is not there then
     */
    void enter(Settings settings) {
        ServiceRegistration<?> present = present();
        Settings before = shown;
        if (present == null) {
            present = context.registerService(SERVICES, views, settings.serviceProperties());
            if (!keep(present, settings)) {
                unregister(present, settings);
                return;
            }
        } else if (before != settings) {
            try {
                present.setProperties(settings.serviceProperties());
            } catch (IllegalStateException e) {
                sayUnregistered(settings, e);
                return;
            }
            shown = settings;
        }
        if (before == null || before.spec().managerId() != settings.spec().managerId()) {
            warnOfNamesake(present, settings.spec().managerId());
        }
    }

    private synchronized ServiceRegistration<?> present() {
        return registration;
    }

    /** {@return whether the service may stay: whoever was told of it may have had this component deactivated} */
    private synchronized boolean keep(ServiceRegistration<?> made, Settings settings) {
        if (!closed) {
            registration = made;
            shown = settings;
        }
        return !closed;
    }

    /**
     * Looked at when this one's properties are there: so of two that get one id at the same time, at least one sees the other.
     */
    private void warnOfNamesake(ServiceRegistration<?> own, int id) {
        ServiceReference<?> mine = own.getReference();
        try {
            String sameId = "(" + BufferManager.MANAGER_ID + "=" + id + ")";
            if (context.getServiceReferences(BufferManager.class, sameId).stream().anyMatch(other -> !other.equals(mine))) {
                log.warn("manager " + id + ": another manager has this id, and their buffers have the same contexts; "
                    + "give each a manager.id of its own");
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("an id makes a filter", e);
        }
    }

    /** Has the service not be there. */
    void leave() {
        ServiceRegistration<?> present;
        Settings last;
        synchronized (this) {
            present = registration;
            last = shown;
            registration = null;
            shown = null;
        }
        if (present != null) {
            unregister(present, last);
        }
    }

    /** Has the service not be there, and not come again. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        leave();
    }

    private void unregister(ServiceRegistration<?> present, Settings settings) {
        try {
            present.unregister();
        } catch (IllegalStateException e) {
            sayUnregistered(settings, e);
        }
    }

    private void sayUnregistered(Settings settings, IllegalStateException e) {
        log.info("manager " + settings.spec().managerId() + ": its service was unregistered by the framework before: "
            + e.getMessage());
    }
}

// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;

import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** One buffer manager by its configuration. Its service may be there or not. */
final class ConfiguredManager {

    private final BundleContext context;
    private final Configurations configurations;
    private final Configuration configuration;
    private final String pid;
    private final Map<String, Object> first;
    private final Map<String, Object> settings;

    ConfiguredManager(BundleContext context, Configurations configurations, String name, Map<String, Object> settings)
        throws IOException {
        this.context = context;
        this.configurations = configurations;
        first = Map.copyOf(settings);
        this.settings = new HashMap<>(settings);
        configuration = configurations.factory(BufferManager.PID, name, settings);
        pid = configuration.getPid();
    }

    String pid() {
        return pid;
    }

    /** Changes its configuration; what is not named stays. */
    void change(Map<String, Object> changes) throws IOException {
        settings.putAll(changes);
        configuration.update(FrameworkUtil.asDictionary(settings));
    }

    /** Gives it the configuration again that it was made with. */
    void changeBack() throws IOException {
        settings.clear();
        change(first);
    }

    void delete() throws IOException {
        configurations.delete(configuration);
    }

    /** {@return its service, which is awaited} */
    BufferManager service() {
        return context.getService(reference());
    }

    /** {@return its service, or null if that is not there} */
    BufferManager serviceIfThere() {
        ServiceReference<BufferManager> reference = present();
        return reference == null ? null : context.getService(reference);
    }

    ServiceReference<BufferManager> reference() {
        Awaiting.that("manager " + pid + " is in service").until(this::isInService);
        return present();
    }

    /** {@return its {@code service.id}} */
    long serviceId() {
        return (Long) reference().getProperty(Constants.SERVICE_ID);
    }

    boolean isInService() {
        return present() != null;
    }

    void awaitOutOfService() {
        Awaiting.that("manager " + pid + " is out of service").until(() -> !isInService());
    }

    /** Waits until its pool is from the allocator of that name. */
    void awaitAllocator(String name) {
        Awaiting.that("manager " + pid + " has its pool from " + name)
            .until(() -> isInService() && name.equals(service().snapshot().allocator));
    }

    BufferManagerDTO snapshot() {
        return service().snapshot();
    }

    private ServiceReference<BufferManager> present() {
        try {
            return context.getServiceReferences(BufferManager.class, "(" + Constants.SERVICE_PID + "=" + pid
                + ")").stream().findFirst().orElse(null);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}

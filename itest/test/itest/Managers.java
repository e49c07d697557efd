// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.osgi.framework.BundleContext;

import svc.buffermanager.BufferManager;

/** The buffer managers that a test configures. */
final class Managers {

    private final BundleContext context;
    private final Configurations configurations;

    Managers(BundleContext context, Configurations configurations) {
        this.context = context;
        this.configurations = configurations;
    }

    /** Configures a manager of that id, with the same memory id. */
    ConfiguredManager configure(int id, Map<String, Object> settings) throws IOException {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent(BufferManager.MANAGER_ID, id);
        all.putIfAbsent(BufferManager.MEMORY_ID, id);
        return new ConfiguredManager(context, configurations, "m" + id, all);
    }

    /** {@return bins as a configuration has them} */
    static String[] bins(String... bins) {
        return bins;
    }

    void awaitNone() {
        Awaiting.that("no buffer manager is in service").until(() -> context.getServiceReference(BufferManager.class) == null);
    }
}

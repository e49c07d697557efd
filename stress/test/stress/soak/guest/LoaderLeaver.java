// SPDX-License-Identifier: Apache-2.0
package stress.soak.guest;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Leaves an object of its own class among the system properties, and with it its class loader. */
public final class LoaderLeaver implements BundleActivator {

    /** The property's name. */
    public static final String PROPERTY = "left behind, object";

    /** For the framework. */
    public LoaderLeaver() {
    }

    @Override
    public void start(BundleContext context) {
        System.getProperties().put(PROPERTY, this);
    }

    @Override
    public void stop(BundleContext context) {
        // This is the fault.
    }
}

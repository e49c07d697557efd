// SPDX-License-Identifier: Apache-2.0
package stress.soak.guest;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;

/** Uninstalls each allocator's bundle that somebody else stops: who wants to start it again can't. */
public final class Meddler implements BundleActivator, SynchronousBundleListener {

    /** For the framework. */
    public Meddler() {
    }

    @Override
    public void start(BundleContext context) {
        context.addBundleListener(this);
    }

    @Override
    public void stop(BundleContext context) {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STOPPED && bundle.getSymbolicName().startsWith("fw.memory.")) {
            try {
                bundle.uninstall();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

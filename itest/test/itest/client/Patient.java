// SPDX-License-Identifier: Apache-2.0
package itest.client;

import java.time.Duration;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import svc.buffermanager.BufferManager;

/** Waits for a buffer on a thread of its own, and for another as a promise, and is stopped meanwhile. */
public final class Patient implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        BufferManager manager = context.getService(context.getServiceReference(BufferManager.class));
        manager.allocateLater(64, Duration.ofHours(1));
        Thread.ofVirtual().start(() -> {
            try {
                manager.allocate(64, Duration.ofHours(1)).close();
            } catch (InterruptedException | IllegalStateException e) {
                // The bundle has stopped: so has what this thread is for.
                return;
            }
        });
    }

    @Override
    public void stop(BundleContext context) {
        // It has nothing to end: the manager ends its waits.
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

import svc.buffermanager.BufferManager;

/** Gives each bundle its own view of the manager. */
final class Views implements ServiceFactory<BufferManager> {

    private final PooledBufferManager manager;

    Views(PooledBufferManager manager) {
        this.manager = manager;
    }

    @Override
    public BufferManager getService(Bundle bundle, ServiceRegistration<BufferManager> registration) {
        return new BundleView(manager, manager.holders.of(bundle));
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<BufferManager> registration, BufferManager service) {
        // What the bundle has of the manager it keeps, until it stops.
    }
}

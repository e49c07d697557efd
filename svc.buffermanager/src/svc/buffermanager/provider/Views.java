// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.HashMap;
import java.util.Map;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

import svc.buffermanager.BufferManager;

/** The views of a manager: each bundle gets one of its own, until it stops. It locks, but not for who takes and gives back. */
final class Views implements ServiceFactory<BufferManager> {

    private final PooledBufferManager manager;
    private final Holders holders;
    private final BundleView nobody;
    private final Map<Holder, BundleView> active = new HashMap<>();
    private Pool current;

    Views(PooledBufferManager manager, Holders holders) {
        this.manager = manager;
        this.holders = holders;
        nobody = new BundleView(manager, holders.nobody());
    }

    /** {@return the view of who is no bundle} */
    BundleView nobody() {
        return nobody;
    }

    /** Has all lend from this pool from now on; null for none. */
    synchronized void lendFrom(Pool pool) {
        current = pool;
        nobody.lendFrom(pool);
        active.values().forEach(view -> view.lendFrom(pool));
    }

    /** {@return the view of this holder} */
    synchronized BundleView of(Holder holder) {
        return active.computeIfAbsent(holder, present -> {
            BundleView view = new BundleView(manager, present);
            view.lendFrom(current);
            return view;
        });
    }

    /** A bundle has stopped: its view lends nothing more. {@return the holder that it was; null if it was none} */
    synchronized Holder stop(long bundleId) {
        Holder holder = holders.stop(bundleId);
        if (holder != null) {
            if (current != null && current.admission != null) {
                current.admission.forget(holder);
            }
            BundleView view = active.remove(holder);
            if (view != null) {
                view.lendFrom(null);
                // Those of its threads that wait are told.
                manager.waiters.serve();
            }
        }
        return holder;
    }

    @Override
    public BufferManager getService(Bundle bundle, ServiceRegistration<BufferManager> registration) {
        return of(holders.of(bundle));
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<BufferManager> registration, BufferManager service) {
        // What the bundle has of the manager it keeps, until it stops.
    }
}

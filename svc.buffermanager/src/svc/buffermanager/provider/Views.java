// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

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
    private volatile Consumer<Holder> whenStopped = _ -> {
    };

    Views(PooledBufferManager manager, Holders holders) {
        this.manager = manager;
        this.holders = holders;
        nobody = new BundleView(manager, holders.nobody());
    }

    /** Sets who is told of each holder whose bundle has stopped, and again of one that is handed a buffer after that. */
    void whenStopped(Consumer<Holder> told) {
        whenStopped = told;
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
        if (holder.isStopped()) {
            // Since the caller has asked who it is. Nobody would end a view that is kept for it now.
            return new BundleView(manager, holder);
        }
        return active.computeIfAbsent(holder, present -> {
            BundleView view = new BundleView(manager, present);
            view.lendFrom(current);
            return view;
        });
    }

    /** A bundle has stopped: its view lends nothing more. */
    void stop(long bundleId) {
        Holder holder = end(bundleId);
        if (holder != null) {
            whenStopped.accept(holder);
        }
    }

    /** After it has been noted that a holder has a buffer: if it has stopped meanwhile, those who watch it are told again. */
    void lookAgain(Holder holder) {
        // Volatile, and after the note. Pairs with stop(): either this finds the holder stopped, or those who are told of its
        // stop find what it has.
        if (holder.isStopped()) {
            holders.remember(holder);
            whenStopped.accept(holder);
        }
    }

    /** After a bundle has been made a holder: if it was told to all before that it has stopped, it is told once more. */
    void lookAgain(Bundle bundle) {
        if (!isUp(bundle)) {
            stop(bundle.getBundleId());
        }
    }

    /** {@return whether a bundle can have buffers: until it has stopped, which the framework tells after it says so here} */
    static boolean isUp(Bundle bundle) {
        int state = bundle.getState();
        return state == Bundle.ACTIVE || state == Bundle.STARTING || state == Bundle.STOPPING;
    }

    private synchronized Holder end(long bundleId) {
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
        BundleView view = of(holders.of(bundle));
        lookAgain(bundle);
        return view;
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<BufferManager> registration, BufferManager service) {
        // What the bundle has of the manager it keeps, until it stops.
    }
}

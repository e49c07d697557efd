// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.osgi.framework.ServiceReference;

import fw.memory.log.Log;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;
import svc.buffermanager.BufferManagerListener;

/**
 * Has those who listen told what happens in a manager. Whoever notes something waits for nobody; each listener is told on a thread
 * of its own ({@link Delivery}). While nobody listens, all of it is one read.
 */
final class Announcements {

    private static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final PooledBufferManager manager;
    private final Log log;
    private final Map<ServiceReference<BufferManagerListener>, Delivery> byListener = new HashMap<>();
    /** Those of all listeners; null if there are none. Whoever finds one late tells it less. */
    private volatile Delivery[] deliveries;

    Announcements(PooledBufferManager manager, Log log) {
        this.manager = manager;
        this.log = log;
    }

    synchronized void add(ServiceReference<BufferManagerListener> reference, BufferManagerListener listener) {
        byListener.put(reference, new Delivery(manager, listener, log));
        deliveries = byListener.values().toArray(Delivery[]::new);
    }

    /** It is not told any more; a call that has begun is interrupted. */
    synchronized void remove(ServiceReference<BufferManagerListener> reference) {
        Delivery gone = byListener.remove(reference);
        deliveries = byListener.isEmpty() ? null : byListener.values().toArray(Delivery[]::new);
        if (gone != null) {
            gone.close();
        }
    }

    /** Has all told that waits, as far as listeners take it at once. */
    void finish() {
        Delivery[] present = deliveries;
        if (present != null) {
            long deadline = System.nanoTime() + LAST_NANOS;
            for (Delivery delivery : present) {
                delivery.finish(deadline);
            }
        }
    }

    /** {@return whether anybody listens} What an event would say need not be made up if not. */
    boolean isHeard() {
        return deliveries != null;
    }

    /**
     * Notes an event on a thread that takes or gives back a buffer. In a steady state it makes nothing on the heap.
     *
     * @param holder null if it isn't known
     * @param tookNanos for how long it was waited for, if it was taken, or held, if it was returned
     * @param wording how it will be put
     */
    void note(Kind kind, Holder holder, int size, int binSize, long tookNanos, Wording wording) {
        Delivery[] present = deliveries;
        if (present != null) {
            int managerId = manager.managerId();
            for (Delivery delivery : present) {
                delivery.note(kind, managerId, holder, size, binSize, tookNanos, wording);
            }
        }
    }

    /** Notes an event, which is made if anybody listens. */
    void note(Supplier<BufferManagerEvent.Builder> event) {
        Delivery[] present = deliveries;
        if (present != null) {
            BufferManagerEvent made = event.get().build();
            for (Delivery delivery : present) {
                delivery.note(made);
            }
        }
    }

    /** {@return whether a listener is being told} */
    synchronized boolean isTelling() {
        return byListener.values().stream().anyMatch(Delivery::isAtIt);
    }
}

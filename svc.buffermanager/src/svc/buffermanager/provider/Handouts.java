// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import fw.memory.log.Log;
import fw.memory.log.StateLog;
import svc.buffermanager.BufferManager;
import svc.buffermanager.RecoveredBuffer;
import svc.buffermanager.RecoveryListener;

/**
 * Has recovery listeners take what a manager's pool holds for them. They are called on a thread that is there while there is
 * something to hand out: they
 * may take their time, and nobody waits for them.
 */
final class Handouts {

    private static final long DEFAULT_STACK = 0;

    private final PooledBufferManager manager;
    private final StateLog refusals;
    private final Map<ServiceReference<RecoveryListener>, RecoveryListener> listeners = new HashMap<>();
    /** Null if there is nothing to be done. */
    private Thread running;
    private boolean news;
    private boolean closed;

    Handouts(PooledBufferManager manager, Log log) {
        this.manager = manager;
        refusals = new StateLog(log);
    }

    synchronized void add(ServiceReference<RecoveryListener> reference, RecoveryListener listener) {
        listeners.put(reference, listener);
        look();
    }

    /** It is not asked from now on; a call that has begun comes to its end. */
    synchronized void remove(ServiceReference<RecoveryListener> reference) {
        listeners.remove(reference);
        refusals.clear();
    }

    /** Hands nothing out any more. A call that has begun is interrupted. */
    synchronized void close() {
        closed = true;
        listeners.clear();
        if (running != null) {
            running.interrupt();
        }
    }

    /** There may be something to hand out, or somebody to take it. */
    synchronized void look() {
        Pool pool = manager.current();
        news = true;
        if (closed || running != null || listeners.isEmpty() || pool == null || pool.recovery == null
            || !pool.recovery.holdsAny()) {
            return;
        }
        Thread thread = new Thread(null, this::run,
            "svc.buffermanager hands out what manager " + pool.spec.managerId() + " recovered", DEFAULT_STACK, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        running = thread;
    }

    private void run() {
        while (hasNews()) {
            Pool pool = manager.current();
            if (pool != null && pool.recovery != null) {
                try {
                    pool.recovery.handOut(this::isTaken);
                } catch (RuntimeException | Error e) {
                    // If its memory has ended, what it held is found again, in the next pool.
                    if (pool.isAlive()) {
                        refusals.error("manager " + pool.spec.managerId() + ": what was recovered can't be handed out now: " + e);
                    }
                }
            }
        }
    }

    private synchronized boolean hasNews() {
        boolean more = news && !closed;
        news = false;
        if (!more) {
            running = null;
        }
        return more;
    }

    private boolean isTaken(RecoveredBuffer buffer) {
        for (Map.Entry<ServiceReference<RecoveryListener>, RecoveryListener> entry : forManager(buffer.managerId()).entrySet()) {
            RecoveryListener listener = entry.getValue();
            try {
                Thread.currentThread().setContextClassLoader(listener.getClass().getClassLoader());
                listener.recovered(buffer);
                return true;
            } catch (Throwable e) {
                // Whatever it is: it is the listener's, and what is held stays held.
                refusals.error(listener.getClass().getName() + e.getClass().getName(), buffer + " was not taken: "
                    + listener.getClass().getName() + " threw " + described(e) + "; it is held until a listener comes");
            } finally {
                Thread.currentThread().setContextClassLoader(null);
            }
        }
        return false;
    }

    /** Its methods may throw as well. */
    static String described(Throwable e) {
        try {
            return e.toString();
        } catch (Throwable again) {
            return e.getClass().getName();
        }
    }

    private synchronized Map<ServiceReference<RecoveryListener>, RecoveryListener> forManager(int managerId) {
        // The highest ranking first, as the rankings are now.
        Map<ServiceReference<RecoveryListener>, RecoveryListener> wanted = new LinkedHashMap<>();
        listeners.keySet().stream().sorted(Comparator.reverseOrder())
            .forEach(reference -> wanted.put(reference, listeners.get(reference)));
        try {
            String others = "(!(" + BufferManager.MANAGER_ID + "=" + managerId + "))";
            wanted.keySet().removeIf(FrameworkUtil.createFilter(others)::match);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("an id makes a filter", e);
        }
        return wanted;
    }
}

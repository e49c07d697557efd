// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import fw.memory.log.Log;
import fw.memory.log.StateLog;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;
import svc.buffermanager.BufferManagerListener;

/** What one listener is told, and the thread that tells it, which is there only while there is something to tell. */
final class Delivery {

    private static final long NOTHING = Long.MAX_VALUE;

    private final PooledBufferManager manager;
    private final BufferManagerListener listener;
    private final StateLog failures;
    private final Lane[] lanes;
    /** Null if there is nothing to tell. */
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private volatile boolean hurried;
    private volatile boolean closed;

    Delivery(PooledBufferManager manager, BufferManagerListener listener, Log log) {
        this.manager = manager;
        this.listener = listener;
        failures = new StateLog(log);
        lanes = Arrays.stream(Kind.values()).map(Lane::new).toArray(Lane[]::new);
    }

    /** Notes an event. Makes nothing on the heap, unless the thread isn't there. */
    void note(Kind kind, int managerId, Holder holder, int size, int binSize, long tookNanos, Wording wording) {
        lanes[kind.ordinal()].note(managerId, holder, size, binSize, tookNanos, wording);
        wake();
    }

    void note(BufferManagerEvent event) {
        lanes[event.kind().ordinal()].note(event);
        wake();
    }

    /** Tells nothing any more, and interrupts a call that has begun. */
    void close() {
        closed = true;
        Thread running = thread.get();
        if (running != null) {
            running.interrupt();
        }
    }

    /** Tells all that waits, as fast as the listener takes it, until that time by {@link System#nanoTime}. */
    void finish(long deadline) {
        hurried = true;
        for (Thread running = thread.get(); running != null && running != Thread.currentThread() && deadline - System.nanoTime() > 0;
            running = thread.get()) {
            if (running.getState() == Thread.State.NEW) {
                // Another thread is just about to start it.
                Thread.yield();
                continue;
            }
            LockSupport.unpark(running);
            try {
                running.join(Duration.ofNanos(deadline - System.nanoTime()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** {@return whether its thread is there} */
    boolean isAtIt() {
        return thread.get() != null;
    }

    private void wake() {
        // Volatile, and after the event is noted. Pairs with run(), which says that it ends before it looks a last time.
        if (thread.get() != null || closed) {
            return;
        }
        Thread unstarted = Thread.ofVirtual().name("svc.buffermanager tells of " + manager).inheritInheritableThreadLocals(false)
            .unstarted(this::run);
        if (thread.compareAndSet(null, unstarted)) {
            boolean started = false;
            try {
                unstarted.start();
                started = true;
            } finally {
                if (!started) {
                    // The next event tries it again, and has this one told.
                    thread.set(null);
                }
            }
        }
    }

    private void run() {
        Thread self = Thread.currentThread();
        self.setContextClassLoader(listener.getClass().getClassLoader());
        for (;;) {
            long wait = tellDue();
            if (wait == NOTHING || closed) {
                thread.set(null);
                // Volatile, and after that: pairs with wake().
                if (closed || !hasAny() || !thread.compareAndSet(null, self)) {
                    return;
                }
            } else {
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    private boolean hasAny() {
        return Arrays.stream(lanes).anyMatch(lane -> !lane.isEmpty());
    }

    /** Tells what may be told now, the oldest first. {@return in how many nanoseconds there may be more, or NOTHING} */
    private long tellDue() {
        while (!closed) {
            long now = System.nanoTime();
            long wait = NOTHING;
            Lane first = null;
            for (Lane lane : lanes) {
                long laneWait = lane.isEmpty() ? NOTHING : hurried ? 0 : lane.nanosToWait(now);
                if (laneWait > 0) {
                    wait = Math.min(wait, laneWait);
                } else if (first == null || lane.isBefore(first)) {
                    first = lane;
                }
            }
            if (first == null) {
                return wait;
            }
            tell(first.take(now));
        }
        return NOTHING;
    }

    private void tell(BufferManagerEvent event) {
        if (event == null) {
            return;
        }
        try {
            listener.happened(event);
        } catch (Throwable e) {
            // Whatever it is: it is the listener's.
            if (!closed) {
                failures.error(e.getClass().getName(), "manager " + event.managerId() + ": listener " + listener.getClass().getName()
                    + " threw " + Handouts.described(e) + " when it was told: " + event.message() + "; it is told the next event all the same");
            }
        } finally {
            // If it has left the thread interrupted, that is not meant for what follows.
            Thread.interrupted();
        }
    }
}

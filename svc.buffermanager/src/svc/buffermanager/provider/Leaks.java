// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import fw.memory.log.Log;

/**
 * Reports buffers that don't come home: those of a bundle that has stopped, and those that are held for longer than is
 * configured. Each
 * leak once. It has a thread only while there is something to wait for.
 */
final class Leaks {

    private static final long SHORTEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PooledBufferManager manager;
    private final Log log;
    private final Runnable whenReclaimed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    /** Who has stopped, and when what he had must be home. */
    private final Map<Holder, Long> due = new LinkedHashMap<>();
    private LeakRules rules = new LeakRules(0, 0, false);
    private boolean watching;
    private boolean closed;
    /** Which loans of which slots have been reported as held too long, by when they were first seen. The watching thread's. */
    private final Map<Slot, Integer> told = new IdentityHashMap<>();

    /**
     * Makes one that watches nothing yet.
     *
     * @param whenReclaimed called when buffers were taken away from a holder, and the pool should be renewed to have
     *       their memory back
     */
    Leaks(PooledBufferManager manager, Log log, Runnable whenReclaimed) {
        this.manager = manager;
        this.log = log;
        this.whenReclaimed = whenReclaimed;
    }

    void follow(LeakRules wanted) {
        lock.lock();
        try {
            rules = wanted;
            watch();
        } finally {
            lock.unlock();
        }
    }

    /** A holder's bundle has stopped: what it had is to come home. */
    void stopped(Holder holder) {
        lock.lock();
        try {
            due.put(holder, System.nanoTime() + rules.graceNanos());
            watch();
        } finally {
            lock.unlock();
        }
    }

    /** Watches nothing any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether it has a thread} For tests: a virtual thread is in no list of threads in which they could look for it. */
    boolean isWatching() {
        lock.lock();
        try {
            return watching;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        if (!watching && isNeeded()) {
            Thread.ofVirtual().name("leaks of " + manager).inheritInheritableThreadLocals(false).start(this::run);
            watching = true;
        }
        news.signalAll();
    }

    private boolean isNeeded() {
        return !closed && (!due.isEmpty() || rules.heldNanos() > 0);
    }

    private void run() {
        for (;;) {
            List<Holder> late;
            LeakRules present;
            lock.lock();
            try {
                if (!isNeeded()) {
                    watching = false;
                    told.clear();
                    return;
                }
                news.awaitNanos(nanosToWait());
                present = rules;
                late = takeLate();
            } catch (InterruptedException e) {
                // Nobody has this thread to interrupt it.
                watching = false;
                return;
            } finally {
                lock.unlock();
            }
            late.forEach(holder -> goOn(() -> stoppedLongAgo(holder, present)));
            if (present.heldNanos() > 0) {
                goOn(() -> reportHeld(present.heldNanos()));
            } else {
                // Else they would keep their pools, which may be long gone.
                told.clear();
            }
        }
    }

    /** Whatever becomes of one report, the others follow. */
    private void goOn(Runnable report) {
        try {
            report.run();
        } catch (RuntimeException | Error e) {
            Thread watcher = Thread.currentThread();
            watcher.getUncaughtExceptionHandler().uncaughtException(watcher, e);
        }
    }

    private long nanosToWait() {
        long now = System.nanoTime();
        long wait = rules.heldNanos() > 0 ? Math.clamp(rules.heldNanos() / 4, SHORTEST_LOOK_NANOS, LONGEST_LOOK_NANOS)
            : Long.MAX_VALUE;
        for (long time : due.values()) {
            wait = Math.min(wait, Math.max(0, time - now));
        }
        return wait;
    }

    private List<Holder> takeLate() {
        List<Holder> late = new ArrayList<>();
        long now = System.nanoTime();
        for (Iterator<Map.Entry<Holder, Long>> entries = due.entrySet().iterator(); entries.hasNext();) {
            Map.Entry<Holder, Long> entry = entries.next();
            if (entry.getValue() - now <= 0) {
                late.add(entry.getKey());
                entries.remove();
            }
        }
        return late;
    }

    private void stoppedLongAgo(Holder holder, LeakRules present) {
        LeakReport report = new LeakReport(holder);
        manager.forEachLent(slot -> {
            if (slot.holder() == holder.number) {
                report.add(slot, manager.ages.of(slot));
            }
        });
        if (report.isEmpty()) {
            manager.holders.forget(holder);
            return;
        }
        int reclaimed = present.reclaim() ? manager.quarantine(holder) : 0;
        String outcome = reclaimed > 0 ? reclaimed + " of them are taken away from it"
            : present.reclaim() ? "none of them can be taken away, since they were taken before reclaim was set"
            : "have it give them back before it stops, or set reclaim, which takes away what is taken from then on";
        say(report, "; " + outcome);
        if (reclaimed > 0) {
            whenReclaimed.run();
        }
    }

    private void reportHeld(long limit) {
        LeakReports reports = new LeakReports(manager.holders);
        Map<Slot, Integer> seen = new IdentityHashMap<>();
        manager.forEachLent(slot -> {
            int first = manager.ages.first(slot);
            long age = manager.ages.of(slot);
            if (age >= limit) {
                seen.put(slot, first);
                if (!Integer.valueOf(first).equals(told.get(slot))) {
                    reports.add(slot, age);
                }
            }
        });
        told.clear();
        told.putAll(seen);
        for (LeakReport report : reports.all()) {
            say(report, ", and held.limit is " + TimeUnit.NANOSECONDS.toMillis(limit) + " ms");
        }
    }

    private void say(LeakReport report, String outcome) {
        String line = manager + ": leak: " + report.what() + outcome;
        log.warn(line + report.traces());
        manager.leaked(report, line);
    }
}

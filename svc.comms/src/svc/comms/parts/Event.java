// SPDX-License-Identifier: Apache-2.0
package svc.comms.parts;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import fw.memory.log.Log;

/**
 * One kind of event of a component: all are counted, the first ten are logged. So what an attacker sends fills no log. Any thread
 * may call it.
 * {@snippet :
 * if (event.occurs()) {
 *     event.warn("what there is to say, made up only if it is to be logged");
 * }
 * }
 */
public final class Event {

    private static final int LIMIT = 10;

    private final Log log;
    private final Supplier<String> component;
    private final String name;
    private final LongAdder count = new LongAdder();
    private final AtomicInteger logged = new AtomicInteger();

    /**
     * Makes a kind of event.
     *
     * @param component what its lines begin with: the component's name
     * @param name the event's
     */
    public Event(Log log, String component, String name) {
        this(log, () -> component, name);
    }

    /**
     * Makes a kind of event of a component whose name may change.
     *
     * @param component gives the name of the moment
     * @param name the event's
     */
    public Event(Log log, Supplier<String> component, String name) {
        this.log = log;
        this.component = component;
        this.name = name;
    }

    /** Counts one. {@return whether it is to be logged, by {@link #warn}} */
    public boolean occurs() {
        count.increment();
        return logged.get() < LIMIT;
    }

    /** Logs one, unless others were faster. */
    public void warn(String detail) {
        int number = logged.get() < LIMIT ? logged.incrementAndGet() : LIMIT + 1;
        if (number <= LIMIT) {
            String last = number == LIMIT ? " (the last of " + LIMIT + " that are logged; clearThrottles lets more through)" : "";
            log.warn(component.get() + ": " + name + ": " + detail + last);
        }
    }

    /** Logs one as {@link #warn(String)} does, with what was thrown, unless that is null. */
    public void warn(String detail, Throwable thrown) {
        warn(thrown == null ? detail : detail + ": " + describe(thrown));
    }

    private static String describe(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException e) {
            // It is somebody else's exception.
            return thrown.getClass().getName();
        }
    }

    /** {@return how many there were} */
    public long count() {
        return count.sum();
    }

    /** Lets ten more through. */
    public void clear() {
        // Most often nothing was logged; then the line that other threads read is not written.
        if (logged.get() != 0) {
            logged.set(0);
        }
    }
}

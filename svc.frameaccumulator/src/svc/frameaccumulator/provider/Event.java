// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import fw.memory.log.Log;

/**
 * One kind of event: it is counted each time, and logged the first ten times. F´: an event with a throttle, which nobody can
 * open again.
 */
final class Event {

    private static final int LIMIT = 10;

    private final Log log;
    private final Supplier<String> source;
    private final String name;
    private final LongAdder count = new LongAdder();
    private final AtomicInteger passed = new AtomicInteger();

    /**
     * Makes a kind of event.
     *
     * @param source gives the name of the component of the moment
     * @param name the event's
     */
    Event(Log log, Supplier<String> source, String name) {
        this.log = log;
        this.source = source;
        this.name = name;
    }

    /** Counts the event. {@return whether it is to be logged: what it says need not be made up if not} */
    boolean happens() {
        count.increment();
        return passed.get() < LIMIT;
    }

    /** Logs the event, with what was thrown, unless that is null. To be called if {@link #happens} says so. */
    void warn(String text, Throwable thrown) {
        warn(thrown == null ? text : text + ": " + describe(thrown));
    }

    private static String describe(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException e) {
            // It is somebody else's exception.
            return thrown.getClass().getName();
        }
    }

    /** Logs the event. To be called if {@link #happens} says so. */
    void warn(String text) {
        int number = passed.get() < LIMIT ? passed.incrementAndGet() : LIMIT + 1;
        if (number <= LIMIT) {
            String last = number == LIMIT ? " (the last of " + LIMIT + " that are logged; clearThrottles lets more through)" : "";
            log.warn("accumulator " + source.get() + ": " + name + ": " + text + last);
        }
    }

    long count() {
        return count.sum();
    }

    void clearThrottle() {
        passed.set(0);
    }
}

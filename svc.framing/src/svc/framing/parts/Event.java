// SPDX-License-Identifier: Apache-2.0
package svc.framing.parts;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

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
    private final String name;
    private final LongAdder count = new LongAdder();
    private final AtomicInteger logged = new AtomicInteger();

    /**
     * Makes a kind of event.
     *
     * @param name what its lines begin with: the component's name and the event's
     */
    public Event(Log log, String name) {
        this.log = log;
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
        if (number < LIMIT) {
            log.warn(name + ": " + detail);
        } else if (number == LIMIT) {
            log.warn(name + ": " + detail + " (the last of " + LIMIT + " that are logged; clearThrottles lets more through)");
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

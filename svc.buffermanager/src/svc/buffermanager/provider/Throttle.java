// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import fw.memory.log.Log;

/** Lets the first ten of a kind of event into the log. F´: an event's throttle, which nobody can open again. */
final class Throttle {

    private static final int LIMIT = 10;

    private final Log log;
    private final AtomicInteger passed = new AtomicInteger();

    Throttle(Log log) {
        this.log = log;
    }

    /** {@return whether the next event passes} What it would say need not be made up if not. */
    boolean isOpen() {
        return passed.get() < LIMIT;
    }

    void warn(String event) {
        pass(event, log::warn);
    }

    void error(String event) {
        pass(event, log::error);
    }

    private void pass(String event, Consumer<String> to) {
        int number = passed.get() < LIMIT ? passed.incrementAndGet() : LIMIT + 1;
        if (number < LIMIT) {
            to.accept(event);
        } else if (number == LIMIT) {
            to.accept(event + " (the last of " + LIMIT + " that are logged; clearThrottles lets more through)");
        }
    }

    void clear() {
        passed.set(0);
    }
}

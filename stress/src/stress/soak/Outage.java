// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.concurrent.TimeUnit;

/**
 * When the managers may be out of service, because the operator has left them nobody who can serve, or has taken them away. One
 * thread begins and ends it, any thread asks.
 */
final class Outage {

    /** For how long after it what comes again may still be new: classes that are loaded, code that is not yet compiled. */
    private static final long AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Odd while it lasts. Volatile: who finds the service gone because of what came after {@link #begin} sees that. */
    private volatile int stamp;
    /** When the last one ended; written before the stamp that says so. */
    private volatile long end = System.nanoTime() - AFTER_NANOS;

    void begin() {
        set(stamp + 1);
    }

    void end() {
        end = System.nanoTime();
        set(stamp + 1);
    }

    private void set(int next) {
        stamp = next;
    }

    /** {@return what {@link #excuses} is to be asked with, after a call that begins now} */
    int stamp() {
        return stamp;
    }

    /** {@return whether a call that is over, and began when the stamp was this one, may have been in an outage} */
    boolean excuses(int before) {
        return (before & 1) == 1 || before != stamp;
    }

    /** {@return whether a call that is over, and began at this {@link System#nanoTime}, was in an outage or soon after one} */
    boolean isNear(long start) {
        return (stamp & 1) == 1 || start - end < AFTER_NANOS;
    }
}

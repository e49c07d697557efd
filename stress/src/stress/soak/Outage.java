// SPDX-License-Identifier: Apache-2.0
package stress.soak;

/**
 * When the managers may be out of service, because the operator has left them nobody who can serve, or has taken them away. One
 * thread begins and ends it, any thread asks.
 */
final class Outage {

    /** Odd while it lasts. Volatile: who finds the service gone because of what came after {@link #begin} sees that. */
    private volatile int stamp;

    void begin() {
        set(stamp + 1);
    }

    void end() {
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
}

// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waiting for what other threads do.
 *
 * @param patience how long at most
 */
public record Awaiting(Duration patience) {

    /** The first, and the longest: each is twice the one before. */
    private static final long PAUSE_NANOS = 250_000;
    private static final long LONGEST_PAUSE_NANOS = 32_000_000;
    /** What a look and a pause count at most: a process that is stopped, by a signal for instance, doesn't wait. */
    private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

    /** {@return whether the condition has come} */
    public boolean until(BooleanSupplier condition) {
        long waited = 0;
        long pause = PAUSE_NANOS;
        long before = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (waited > patience.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(pause);
            long now = System.nanoTime();
            waited += Math.min(now - before, LONGEST_WAIT_NANOS);
            before = now;
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
        return true;
    }

    /**
     * Waits for a condition.
     *
     * @param what the condition, as a sentence
     * @throws IllegalStateException if it doesn't come
     */
    public void that(String what, BooleanSupplier condition) {
        if (!until(condition)) {
            throw new IllegalStateException("not in " + patience.toMillis() + " ms: " + what);
        }
    }
}

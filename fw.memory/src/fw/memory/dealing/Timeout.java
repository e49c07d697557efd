// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long something may take, from now on. It goes by differences of {@link System#nanoTime}: a clock that is set changes
 * nothing.
 */
public final class Timeout {

    private final long start = System.nanoTime();
    private final long nanos;

    /** Makes one of that many ns. */
    public Timeout(long nanos) {
        this.nanos = nanos;
    }

    /** {@return how long it is in all, in ms} */
    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** {@return how many ns are left; 0 or less if it has passed} */
    public long left() {
        return nanos - (System.nanoTime() - start);
    }

    /** {@return whether nothing is left of it} */
    public boolean hasPassed() {
        return left() <= 0;
    }

    /**
     * Waits for the latch until this has passed. An interrupt doesn't end that, for the wait is bounded and what is waited for
     * was promised; the thread is interrupted afterwards.
     *
     * @return whether the latch is open
     */
    public boolean await(CountDownLatch latch) {
        boolean interrupted = false;
        try {
            for (;;) {
                try {
                    return latch.await(left(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

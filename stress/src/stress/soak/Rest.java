// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The operator's rests: while one lasts, nothing is done to the system. One thread takes them, any thread asks. */
final class Rest {

    private static final int STEPS_BETWEEN = 64;
    /** How long what the last steps began may still go on: memory that goes back, code that is compiled. */
    private static final Duration BEFORE = Duration.ofMillis(50);
    private static final Duration LENGTH = Duration.ofMillis(150);

    private volatile boolean now;

    /** Called after each step, with how many there were: takes a rest when it is time for one. */
    void after(long steps) {
        if (steps % STEPS_BETWEEN == 0) {
            LockSupport.parkNanos(BEFORE.toNanos());
            now = true;
            LockSupport.parkNanos(LENGTH.toNanos());
            now = false;
        }
    }

    boolean isNow() {
        return now;
    }
}

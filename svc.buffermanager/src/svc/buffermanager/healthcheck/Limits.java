// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.healthcheck;

import java.util.concurrent.TimeUnit;

/**
 * From when on a bin is worth a word.
 *
 * @param warnShare percent of its buffers in use, 1 to 100
 * @param emptyNanos for how long it must have been found without a free buffer, 0 or more
 */
record Limits(int warnShare, long emptyNanos) {

    /** {@return what a configuration says} Throws IllegalArgumentException, with the good form, if a value is out of range. */
    static Limits of(ManagersConfiguration configuration) {
        int share = configuration.warn_share();
        if (share < 1 || share > 100) {
            throw new IllegalArgumentException("warn.share " + share + " is no percentage; give 1 to 100, for example 80");
        }
        long seconds = configuration.empty_seconds();
        if (seconds < 0) {
            throw new IllegalArgumentException("empty.seconds " + seconds + " is negative; give 0 or more, for example 10");
        }
        return new Limits(share, TimeUnit.SECONDS.toNanos(seconds));
    }
}

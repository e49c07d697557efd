// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Times for people, in the unit that suits them. */
final class Age {

    private Age() {
    }

    static String of(long nanos) {
        if (nanos < 0) {
            return "-";
        }
        double seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%.3f ms", seconds * 1_000);
        }
        return seconds < 600 ? String.format(Locale.ROOT, "%.1f s", seconds)
            : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }
}

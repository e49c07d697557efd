// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import svc.buffermanager.BinDTO;

/** The use of a bin as a bar. */
final class Bar {

    private Bar() {
    }

    /**
     * {@return the bin's use: {@code #} what is lent, {@code -} from there to the high-water mark} One buffer shows, and so does
     * one that is free.
     */
    static String of(BinDTO bin, int width) {
        int used = part(bin.used, bin.count, width);
        int high = Math.max(used, part(bin.highWater, bin.count, width));
        return "[" + "#".repeat(used) + "-".repeat(high - used) + ".".repeat(width - high) + "]";
    }

    private static int part(int some, int all, int width) {
        if (some <= 0) {
            return 0;
        }
        return some >= all ? width : Math.clamp((long) some * width / all, 1, width - 1);
    }
}

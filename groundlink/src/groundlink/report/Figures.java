// SPDX-License-Identifier: Apache-2.0
package groundlink.report;

import java.util.Locale;

/** Figures as people read them, the same in every locale. */
public final class Figures {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Figures() {
    }

    /** {@return a whole number with its thousands apart, such as {@code 145,959,730}} */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@return a number of bytes with three or four digits, such as {@code 64 bytes} or {@code 139.2 MiB}} */
    public static String bytes(double bytes) {
        if (bytes < 1023.5) {
            long whole = Math.round(bytes);
            return whole + (whole == 1 ? " byte" : " bytes");
        }
        double value = bytes / 1024;
        int unit = 0;
        // What would be rounded to 1024.0 is 1.0 of the next unit.
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** {@return how many bytes went by in a second, such as {@code 812.5 MiB/s}} */
    public static String rate(long bytes, long nanos) {
        return bytes(bytes * 1e9 / Math.max(1, nanos)) + "/s";
    }

    /** {@return a span of time, such as {@code 3.2 ms} or {@code 0.214 s}} */
    public static String time(long nanos) {
        return nanos < 100_000_000 ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
            : String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    /** {@return a text of at most {@code width} characters: the end of a longer one, after three dots} */
    public static String tail(String text, int width) {
        return text.length() <= width ? text : "..." + text.substring(text.length() - width + 3);
    }
}

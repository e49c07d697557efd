// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as people write them. */
final class Amount {

    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHANCE = Pattern.compile("(\\d*\\.?\\d+)(%?)");
    private static final double LEAST_CHANCE = 1e-6;
    private static final double MOST_CHANCE = 0.5;

    private Amount() {
    }

    static long bytes(String text) {
        Matcher matcher = BYTES.matcher(text);
        long number = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
        if (number == 0) {
            throw new IllegalArgumentException("budget '" + text + "' is no number of bytes; "
                + "give for example 65536, 64KiB or 2MiB");
        }
        return switch (String.valueOf(matcher.group(2)).toLowerCase(Locale.ROOT)) {
            case "kib" -> number << 10;
            case "mib" -> number << 20;
            case "gib" -> number << 30;
            default -> number;
        };
    }

    static double chance(String text) {
        Matcher matcher = CHANCE.matcher(text);
        double chance = matcher.matches() ? Double.parseDouble(matcher.group(1)) / (matcher.group(2).isEmpty() ? 1 : 100) : 0;
        if (chance < LEAST_CHANCE || chance > MOST_CHANCE) {
            throw new IllegalArgumentException("chance '" + text + "' is not from 0.0001% to 50%; "
                + "give for example 0.1% or 0.001");
        }
        return chance;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bin as configured: so many buffers of so many bytes.
 *
 * @param size the capacity of each buffer in bytes, 1 or more
 * @param count how many buffers, 1 or more
 */
record BinSpec(int size, int count) {

    private static final String FORM = "; give bins as SIZExCOUNT, for example 2048x20 or 2KiBx20";
    private static final Pattern SYNTAX = Pattern.compile("(-?\\d+)([a-zA-Z]*?)[x×](-?\\d+)", Pattern.CASE_INSENSITIVE);

    BinSpec {
        if (size < 1) {
            throw new IllegalArgumentException("size " + size + " is not positive" + FORM);
        }
        if (count < 1) {
            throw new IllegalArgumentException("count " + count + " is not positive" + FORM);
        }
    }

    /**
     * Reads bins in any order. Each string may hold several, parted by commas or white space.
     *
     * @return the bins in ascending order of size, one or more
     * @throws IllegalArgumentException if there is none, one can't be read, or two have the same size; the message names the bin
     */
    static List<BinSpec> parse(String... texts) {
        List<BinSpec> bins = new ArrayList<>();
        for (String text : texts) {
            for (String bin : text.trim().split("[,\\s]+")) {
                if (!bin.isEmpty()) {
                    bins.add(parseOne(bin));
                }
            }
        }
        if (bins.isEmpty()) {
            throw new IllegalArgumentException("bins: there is none" + FORM);
        }
        bins.sort(Comparator.comparingInt(BinSpec::size));
        for (int i = 1; i < bins.size(); i++) {
            if (bins.get(i).size == bins.get(i - 1).size) {
                throw new IllegalArgumentException("bins " + bins.get(i - 1) + " and " + bins.get(i)
                    + " have the same size; make one bin of them");
            }
        }
        return List.copyOf(bins);
    }

    private static BinSpec parseOne(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("bin '" + text + "' can't be read" + FORM);
        }
        try {
            long size = Math.multiplyExact(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
            return new BinSpec(Math.toIntExact(size), Integer.parseInt(matcher.group(3)));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("bin '" + text + "': size and count are at most " + Integer.MAX_VALUE + " each"
                + FORM, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("bin '" + text + "': " + e.getMessage(), e);
        }
    }

    /** {@return how many bytes a unit is, which is written in any case; none is bytes} */
    static long unit(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "", "b" -> 1;
            case "kib" -> 1L << 10;
            case "mib" -> 1L << 20;
            case "gib" -> 1L << 30;
            default -> throw new IllegalArgumentException("unit '" + unit + "' is none of B, KiB, MiB, GiB" + FORM);
        };
    }

    // By hand: what the compiler generates for a record leaves its class, and so this bundle's loader, in a cache of the JDK.
    @Override
    public boolean equals(Object other) {
        return other instanceof BinSpec bin && bin.size == size && bin.count == count;
    }

    @Override
    public int hashCode() {
        return 31 * size + count;
    }

    @Override
    public String toString() {
        return size + "x" + count;
    }
}

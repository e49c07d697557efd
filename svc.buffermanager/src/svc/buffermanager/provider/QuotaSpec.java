// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What bundles may have of a pool, and what is kept for them, as configured.
 *
 * @param pattern which bundles, by symbolic name; {@code *} stands for any characters
 * @param buffers most that each of them may have at a time; {@link #NO_LIMIT}
 * @param bytes most that these may take, in bytes of capacity; {@link #NO_LIMIT}
 * @param reserved so many of each bin are left for them, all together
 */
record QuotaSpec(String pattern, long buffers, long bytes, List<BinSpec> reserved) implements Wording {

    static final long NO_LIMIT = -1;

    private static final String FORM = "; give NAME;buffers=N;bytes=N;reserve=SIZExCOUNT, each part but the name as needed, "
        + "for example com.acme.*;buffers=10;bytes=64KiB;reserve=2KiBx4";
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})(B|KiB|MiB|GiB)?", Pattern.CASE_INSENSITIVE);

    /** {@return the checked form} Throws IllegalArgumentException that names what is wrong in it. */
    static QuotaSpec parse(String text) {
        String[] parts = text.trim().split("\\s*;\\s*");
        // Of nothing but separators, there is no part at all.
        String pattern = parts.length == 0 ? "" : parts[0];
        if (!pattern.matches("[-\\w.*]+")) {
            throw new IllegalArgumentException("quota '" + text + "': '" + pattern + "' is no symbolic name" + FORM);
        }
        long buffers = NO_LIMIT;
        long bytes = NO_LIMIT;
        List<BinSpec> reserved = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("\\s*=\\s*", 2);
            String value = pair.length == 2 ? pair[1] : "";
            switch (pair[0]) {
                case "buffers" -> buffers = amount(text, value);
                case "bytes" -> bytes = amount(text, value);
                case "reserve" -> reserved.addAll(bins(text, value));
                default -> throw new IllegalArgumentException("quota '" + text + "': '" + parts[i] + "' is unknown" + FORM);
            }
        }
        return new QuotaSpec(pattern, buffers, bytes, List.copyOf(reserved));
    }

    private static List<BinSpec> bins(String text, String value) {
        try {
            return BinSpec.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("quota '" + text + "': reserve: " + e.getMessage(), e);
        }
    }

    private static long amount(String text, String value) {
        Matcher matcher = AMOUNT.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("quota '" + text + "': '" + value + "' is no number, 0 or more" + FORM);
        }
        long unit = BinSpec.unit(matcher.group(2) == null ? "" : matcher.group(2));
        long number = Long.parseLong(matcher.group(1));
        return number > Long.MAX_VALUE / unit ? Long.MAX_VALUE : number * unit;
    }

    /** {@return whether it is for a bundle with this symbolic name} */
    boolean isFor(String symbolicName) {
        String regex = Pattern.compile("\\*").splitAsStream(pattern + "\0").map(Pattern::quote).collect(Collectors.joining(".*"));
        return (symbolicName + "\0").matches("(?s)" + regex);
    }

    /** Says that a holder is denied what it wants. What it has is what it has when this is called. */
    @Override
    public String text(int size, Holder holder) {
        return "QuotaExceeded: " + holder + " wants " + size + " bytes, has " + holder.chargedBuffers() + " buffers of " + holder.chargedBytes()
            + " bytes, and may have " + limit(buffers) + " buffers of " + limit(bytes) + " bytes; have it give some back first, or set its quota higher";
    }

    private static String limit(long limit) {
        return limit == NO_LIMIT ? "any" : Long.toString(limit);
    }

    // By hand, as in PoolSpec.
    @Override
    public boolean equals(Object other) {
        return other instanceof QuotaSpec quota && quota.pattern.equals(pattern) && quota.buffers == buffers
            && quota.bytes == bytes
            && quota.reserved.equals(reserved);
    }

    @Override
    public int hashCode() {
        return 31 * pattern.hashCode() + reserved.hashCode();
    }

    @Override
    public String toString() {
        return pattern;
    }
}

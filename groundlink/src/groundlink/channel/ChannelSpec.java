// SPDX-License-Identifier: Apache-2.0
package groundlink.channel;

import java.util.Map;

/**
 * What a bad channel does to frames. Each number but the seed says: to one in so many frames; 0: to none.
 *
 * @param seed the same seed and the same frames, and it does the same
 * @param bitErrors a bit is wrong
 * @param losses it is lost
 * @param repeats it is sent twice
 * @param garbage there is garbage before it
 */
public record ChannelSpec(long seed, int bitErrors, int losses, int repeats, int garbage) {

    /** Nothing. */
    public static final ChannelSpec GOOD = new ChannelSpec(0, 0, 0, 0, 0);

    private static final String EXAMPLE = "; give NAME=NUMBER of seed, bit.errors, losses, repeats, garbage, such as "
        + "seed=1,losses=100: one in 100 frames is lost";

    /**
     * Makes one.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public ChannelSpec {
        check("bit.errors", bitErrors);
        check("losses", losses);
        check("repeats", repeats);
        check("garbage", garbage);
    }

    private static void check(String name, int oneIn) {
        if (oneIn < 0) {
            throw new IllegalArgumentException(name + " " + oneIn + " is negative; give 1 or more for one in so many frames, or 0");
        }
    }

    /**
     * {@return what a text says, such as {@code seed=7,losses=100}} What it doesn't name is 0.
     *
     * @param text null or empty for nothing
     * @throws IllegalArgumentException if it can't be read; the message says why, and how to do it
     */
    public static ChannelSpec parse(String text) {
        long seed = 0;
        int bitErrors = 0;
        int losses = 0;
        int repeats = 0;
        int garbage = 0;
        if (text == null || text.isBlank()) {
            return GOOD;
        }
        for (String part : text.split(",", -1)) {
            String[] pair = part.split("=", 2);
            String value = pair.length < 2 ? "" : pair[1].strip();
            try {
                switch (pair[0].strip()) {
                    case "seed" -> seed = Long.parseLong(value);
                    case "bit.errors" -> bitErrors = Integer.parseInt(value);
                    case "losses" -> losses = Integer.parseInt(value);
                    case "repeats" -> repeats = Integer.parseInt(value);
                    case "garbage" -> garbage = Integer.parseInt(value);
                    default -> throw new IllegalArgumentException("channel '" + text + "': '" + part + "' is unknown" + EXAMPLE);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("channel '" + text + "': '" + value + "' is no number" + EXAMPLE);
            }
        }
        return new ChannelSpec(seed, bitErrors, losses, repeats, garbage);
    }

    /** {@return whether it does anything to any frame} */
    public boolean isBad() {
        return bitErrors > 0 || losses > 0 || repeats > 0 || garbage > 0;
    }

    /** {@return the properties of a configuration that says the same} */
    public Map<String, Object> properties() {
        return Map.of("seed", seed, "bit.errors", bitErrors, "losses", losses, "repeats", repeats, "garbage", garbage);
    }
}

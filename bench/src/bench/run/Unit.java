// SPDX-License-Identifier: Apache-2.0
package bench.run;

/** What the figures of a mode are. */
public enum Unit {
    /** Time for one buffer. */
    NANOSECONDS("ns", false),
    /** Buffers that went from thread to thread. */
    MILLIONS_PER_SECOND("million/s", true),
    /** Frames that were taken apart. */
    MILLION_FRAMES("million frames/s", true),
    /** Single times, of which the rare long ones count. */
    PERCENTILES("ns", false),
    /** Time for something that is done once. */
    MILLISECONDS("ms", false);

    private final String symbol;
    private final boolean moreIsBetter;

    Unit(String symbol, boolean moreIsBetter) {
        this.symbol = symbol;
        this.moreIsBetter = moreIsBetter;
    }

    /** {@return how it is written behind a figure} */
    public String symbol() {
        return symbol;
    }

    /** {@return whether more is better} */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }
}

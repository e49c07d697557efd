// SPDX-License-Identifier: Apache-2.0
package groundlink.report;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows how far a transfer is: a line for each tenth; in a terminal, one line that is written again for each hundredth. Used by
 * one thread.
 */
public final class Progress {

    private static final int BAR = 40;

    private final PrintStream out;
    private final boolean rewriting;
    private final long size;
    private final long start;
    private boolean lineIsOpen;
    private int shown;

    /**
     * Starts the clock.
     *
     * @param out where to show it
     * @param terminal whether a line can be written again
     * @param size how many bytes there are to move
     */
    public Progress(PrintStream out, boolean terminal, long size) {
        this.out = out;
        this.rewriting = terminal;
        this.size = size;
        start = System.nanoTime();
    }

    /**
     * {@return how many bytes must have been moved before there is something new to show; more than there are, if all has been
     * shown}
     */
    public long next() {
        int percent = shown + (rewriting ? 1 : 10);
        return size == 0 || percent > 100 ? Long.MAX_VALUE : Math.ceilDiv(size * percent, 100);
    }

    /** Shows how far it is, unless that has been shown already. */
    public void show(long moved) {
        // As next() counts, in whole numbers: a moment that it has named is one to show.
        int percent = size == 0 ? 0 : (int) (moved * 100 / size);
        int due = rewriting ? percent : percent - percent % 10;
        if (due <= shown) {
            return;
        }
        shown = due;
        int filled = percent * BAR / 100;
        String line = String.format(Locale.ROOT, "  [%s%s] %3d %%  %10s  %12s", "#".repeat(filled), ".".repeat(BAR - filled),
            percent, Figures.bytes(moved), Figures.rate(moved, nanos()));
        if (rewriting) {
            out.print("\r" + line);
            lineIsOpen = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Shows a line of its own, between what is shown otherwise. */
    public void note(String line) {
        close();
        out.println("  " + line);
        out.flush();
    }

    /** Ends the line that would be written again, if there is one. */
    public void close() {
        if (lineIsOpen) {
            out.println();
            lineIsOpen = false;
        }
    }

    /** {@return how long it has taken so far, in nanoseconds} */
    public long nanos() {
        return System.nanoTime() - start;
    }
}

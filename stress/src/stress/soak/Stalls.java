// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.ArrayList;
import java.util.List;

/** How long a consumer's calls took, those while the operator rested apart from all others. One thread. */
final class Stalls {

    /** What is timed. */
    enum Call {
        /** Of one buffer, or of several. */
        ALLOCATE("allocate"),
        /** In all ways that there are, {@code close} among them. */
        DEALLOCATE("deallocate"),
        /**
         * Asks no manager, and takes about as long as the others: what it waits for, everybody must, for a processor above all.
         */
        WRITE("write to a buffer");

        private final String title;

        Call(String title) {
            this.title = title;
        }
    }

    private final Rest rest;
    private final Histogram[] atRest = histograms();
    private final Histogram[] amongSwaps = histograms();
    private boolean began;
    private long start;

    Stalls(Rest rest) {
        this.rest = rest;
    }

    private static Histogram[] histograms() {
        Histogram[] all = new Histogram[Call.values().length];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Histogram();
        }
        return all;
    }

    void begin() {
        began = rest.isNow();
        start = System.nanoTime();
    }

    void end(Call call) {
        long took = System.nanoTime() - start;
        (began && rest.isNow() ? atRest : amongSwaps)[call.ordinal()].add(took);
    }

    void add(Stalls other) {
        for (Call call : Call.values()) {
            atRest[call.ordinal()].add(other.atRest[call.ordinal()]);
            amongSwaps[call.ordinal()].add(other.amongSwaps[call.ordinal()]);
        }
    }

    /** {@return the longest of these calls, in nanoseconds} */
    long longest(Call call) {
        return Math.max(atRest[call.ordinal()].max(), amongSwaps[call.ordinal()].max());
    }

    /** {@return a table for people, line by line} */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("%-35s %15s %9s %9s %9s".formatted("stalls, in microseconds", "calls", "p50", "p99.99", "max"));
        for (Call call : Call.values()) {
            lines.add(line(call.title + ", among swaps", amongSwaps[call.ordinal()]));
            lines.add(line(call.title + ", at rest", atRest[call.ordinal()]));
        }
        return lines;
    }

    private static String line(String title, Histogram times) {
        return "%-35s %,15d %,9.1f %,9.1f %,9.1f".formatted(title, times.count(), times.quantile(0.5) / 1e3,
            times.quantile(0.9999) / 1e3, times.max() / 1e3);
    }
}

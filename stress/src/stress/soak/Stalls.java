// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How long a consumer's calls took: apart those while the operator rested, and those near an outage. One thread. */
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

    /** What else went on. */
    private enum Meanwhile {
        SWAPS("among swaps"), OUTAGE("near an outage"), REST("at rest");

        private final String title;

        Meanwhile(String title) {
            this.title = title;
        }
    }

    private final Rest rest;
    private final Outage outage;
    private final Map<Call, Map<Meanwhile, Histogram>> times = new EnumMap<>(Call.class);
    private boolean rested;
    private long start;

    Stalls(Rest rest, Outage outage) {
        this.rest = rest;
        this.outage = outage;
        for (Call call : Call.values()) {
            times.put(call, new EnumMap<>(Meanwhile.class));
            for (Meanwhile meanwhile : Meanwhile.values()) {
                times.get(call).put(meanwhile, new Histogram());
            }
        }
    }

    void begin() {
        rested = rest.isNow();
        start = System.nanoTime();
    }

    /** @param noted whether this one counts */
    void end(Call call, boolean noted) {
        long took = System.nanoTime() - start;
        if (!noted) {
            return;
        }
        Meanwhile meanwhile = outage.isNear(start) ? Meanwhile.OUTAGE
            : rested && rest.isNow() ? Meanwhile.REST : Meanwhile.SWAPS;
        times.get(call).get(meanwhile).add(took);
    }

    void add(Stalls other) {
        times.forEach((call, all) -> all.forEach((meanwhile, histogram) -> histogram.add(other.times.get(call).get(meanwhile))));
    }

    /** {@return the longest of these calls, in nanoseconds} */
    long longest(Call call) {
        return times.get(call).values().stream().mapToLong(Histogram::max).max().orElseThrow();
    }

    /** {@return a table for people, line by line} */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("%-35s %15s %9s %9s %9s".formatted("stalls, in microseconds", "calls", "p50", "p99.99", "max"));
        times.forEach((call, all) -> all.forEach((meanwhile, histogram) -> lines.add(
            "%-35s %,15d %,9.1f %,9.1f %,9.1f".formatted(call.title + ", " + meanwhile.title, histogram.count(),
                histogram.quantile(0.5) / 1e3, histogram.quantile(0.9999) / 1e3, histogram.max() / 1e3))));
        return lines;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Buffers that one holder has and should not have any more, for people. */
final class LeakReport {

    /** So many ways are shown by which buffers came to the holder, those of most buffers. */
    private static final int MOST_WAYS = 8;

    /** The buffers that were taken, and handed on, at the same places. */
    private static final class Way {
        private final String first;
        private final Trace trace;
        private int buffers;

        private Way(Slot slot, Trace trace) {
            first = slot.toString();
            this.trace = trace;
        }

        /** {@return a line for each step of the first one} */
        private String report() {
            String others = buffers == 1 ? "" : " and " + (buffers - 1) + " that came the same way";
            return ("  " + first + others + ": " + trace.report()).replace(System.lineSeparator(), System.lineSeparator() + "  ");
        }
    }

    private final Holder holder;
    private final Map<String, Integer> byBin = new LinkedHashMap<>();
    private final Map<List<Object>, Way> ways = new LinkedHashMap<>();
    private int buffers;
    private long bytes;
    private long oldestNanos;

    LeakReport(Holder holder) {
        this.holder = holder;
    }

    void add(Slot slot, long ageNanos) {
        buffers++;
        bytes += slot.capacity();
        oldestNanos = Math.max(oldestNanos, ageNanos);
        byBin.merge(slot.bin.spec.toString(), 1, Integer::sum);
        Ward ward = slot.ward;
        Trace trace = ward == null ? null : ward.trace;
        if (trace != null) {
            ways.computeIfAbsent(trace.places(), _ -> new Way(slot, trace)).buffers++;
        }
    }

    boolean isEmpty() {
        return buffers == 0;
    }

    Holder holder() {
        return holder;
    }

    int buffers() {
        return buffers;
    }

    long bytes() {
        return bytes;
    }

    long oldestNanos() {
        return oldestNanos;
    }

    /** {@return who has how many of which bins, for how long} */
    String what() {
        return holder + " has " + buffers + (buffers == 1 ? " buffer" : " buffers") + " (" + bins() + "; " + bytes
            + " bytes), the oldest for " + seconds() + " s or more";
    }

    private String bins() {
        return byBin.entrySet().stream().map(bin -> bin.getValue() + " of " + bin.getKey()).collect(Collectors.joining(", "));
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.3f", oldestNanos / (double) TimeUnit.SECONDS.toNanos(1));
    }

    /** {@return by which ways the buffers came that were traced: a line for each step, each after a line separator} */
    String traces() {
        List<Way> all = ways.values().stream().sorted(Comparator.comparingInt((Way way) -> way.buffers).reversed()).toList();
        List<String> lines = all.stream().limit(MOST_WAYS).map(Way::report).collect(Collectors.toCollection(ArrayList::new));
        if (all.size() > MOST_WAYS) {
            int others = all.stream().skip(MOST_WAYS).mapToInt(way -> way.buffers).sum();
            lines.add("  and " + others + " that came by " + (all.size() - MOST_WAYS) + " other ways");
        }
        return lines.stream().map(line -> System.lineSeparator() + line).collect(Collectors.joining());
    }
}

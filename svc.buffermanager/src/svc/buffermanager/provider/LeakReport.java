// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Buffers that one holder has and should not have any more, for people. */
final class LeakReport {

    /** So many places are shown where buffers were taken. */
    private static final int MOST_TRACES = 8;

    private final Holder holder;
    private final Map<String, Integer> byBin = new LinkedHashMap<>();
    private final List<String> traces = new ArrayList<>();
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
        if (trace != null && traces.size() < MOST_TRACES) {
            traces.add("  " + slot + ": " + trace.report().replace(System.lineSeparator(), System.lineSeparator() + "  "));
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

    /** {@return a line for each step of each buffer that was traced, each after a line separator} */
    String traces() {
        return traces.stream().map(trace -> System.lineSeparator() + trace).collect(Collectors.joining());
    }
}

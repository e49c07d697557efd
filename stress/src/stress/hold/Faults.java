// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the faults, and keeps what the first of them were. Any thread. */
final class Faults {

    private static final int KEPT = 20;

    private final Map<Fault, AtomicLong> counts = new EnumMap<>(Fault.class);
    private final List<String> first = new CopyOnWriteArrayList<>();

    Faults() {
        for (Fault fault : Fault.values()) {
            counts.put(fault, new AtomicLong());
        }
    }

    void add(Fault fault, String what) {
        add(fault, 1, what);
    }

    void add(Fault fault, long count, String what) {
        counts.get(fault).addAndGet(count);
        if (first.size() < KEPT) {
            first.add(fault + ": " + what);
        }
    }

    long count(Fault fault) {
        return counts.get(fault).get();
    }

    /** {@return what the first faults were, in their order} */
    List<String> first() {
        return first;
    }
}

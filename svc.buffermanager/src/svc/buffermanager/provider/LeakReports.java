// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Buffers that should not be out any more, by who has them. */
final class LeakReports {

    private final Holders holders;
    private final Map<Integer, LeakReport> byHolder = new TreeMap<>();

    LeakReports(Holders holders) {
        this.holders = holders;
    }

    void add(Slot slot, long ageNanos) {
        byHolder.computeIfAbsent(slot.holder(), number -> new LeakReport(holders.numbered(number))).add(slot, ageNanos);
    }

    /** {@return a report for each holder that has any, in the order in which they came} */
    Collection<LeakReport> all() {
        return byHolder.values();
    }
}

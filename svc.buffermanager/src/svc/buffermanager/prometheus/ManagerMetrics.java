// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.prometheus;

import io.prometheus.metrics.model.snapshots.Labels;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;

/** What one manager has, by manager and by bin. */
final class ManagerMetrics {

    private static final String PREFIX = "svc_buffermanager_";
    private static final double NANOS = 1e9;

    private ManagerMetrics() {
    }

    /** Adds the manager's metrics. */
    static void add(BufferManagerDTO manager, Families to) {
        Labels labels = Labels.of("manager", String.valueOf(manager.managerId));
        gauges(manager, to, labels);
        counters(manager, to, labels);
        waits(manager, to, labels);
        manager.misusesByKind.forEach((kind, count) -> to.counter(PREFIX + "misuses", "Misuses of buffers, by kind.", count,
            labels.add("kind", kind)));
        for (BinDTO bin : manager.bins) {
            bin(bin, to, labels.add("bin", String.valueOf(bin.size)));
        }
    }

    private static void gauges(BufferManagerDTO manager, Families to, Labels labels) {
        to.gauge(PREFIX + "info", "Where the manager's memory is from; always 1.", 1, labels.add("allocator", manager.allocator));
        to.gauge(PREFIX + "buffers", "Buffers that the pool has.", manager.totalBuffs, labels);
        to.gauge(PREFIX + "buffers_lent", "Buffers that are lent, those of pools that are being retired included.", manager.currBuffs,
            labels);
        to.gauge(PREFIX + "buffers_high_water", "Sum of the bins' high-water marks: as many buffers as were ever lent at a time, or more.",
            manager.hiBuffs, labels);
        to.gauge(PREFIX + "buffers_retiring", "Lent buffers whose pool is being retired.", manager.retiring, labels);
        to.gauge(PREFIX + "buffers_quarantined", "Buffers taken away from stopped bundles that can't be lent yet.",
            manager.quarantined, labels);
        to.gauge(PREFIX + "pool_bytes", "Memory of the pool, room between buffers included.", manager.poolBytes, labels);
        to.gauge(PREFIX + "unreturned_bytes", "Memory that allocators would not or did not take back.", manager.unreturnedBytes,
            labels);
    }

    private static void counters(BufferManagerDTO manager, Families to, Labels labels) {
        to.counter(PREFIX + "exhausted", "Requests for which there was no free buffer.", manager.noBuffs, labels);
        to.counter(PREFIX + "empty_returns", "Invalid buffers that were given back.", manager.emptyBuffs, labels);
        to.counter(PREFIX + "swaps", "Moves of the memory to another allocator or arrangement.", manager.swaps, labels);
        to.counter(PREFIX + "expired_buffers", "Buffers that were lent when their memory had to end.", manager.expired, labels);
        to.counter(PREFIX + "allocator_timeouts", "Times that an allocator did not answer in time.", manager.unanswered, labels);
        to.counter(PREFIX + "leaks", "Leaks that were reported.", manager.leaks, labels);
        to.counter(PREFIX + "reclaimed_buffers", "Buffers that were taken away from stopped bundles.", manager.reclaimed, labels);
    }

    private static void waits(BufferManagerDTO manager, Families to, Labels labels) {
        to.gauge(PREFIX + "waiting_calls", "Calls that wait for a buffer.", manager.waiting, labels);
        to.gauge(PREFIX + "longest_wait_seconds", "The longest wait that has ended.", manager.longestWaitNanos / NANOS, labels);
        to.counter(PREFIX + "waits", "Calls that have had to wait, those that still do included.", manager.waited, labels);
        to.counter(PREFIX + "wait_timeouts", "Calls that got no buffer because their time was up.", manager.timedOut, labels);
        to.counter(PREFIX + "waited_seconds", "Time that all waits took that have ended.", manager.waitedNanos / NANOS, labels);
    }

    private static void bin(BinDTO bin, Families to, Labels labels) {
        to.gauge(PREFIX + "bin_buffers", "Buffers that the bin has; its label is their size in bytes.", bin.count, labels);
        to.gauge(PREFIX + "bin_buffers_lent", "Buffers of the bin that are lent.", bin.used, labels);
        to.gauge(PREFIX + "bin_buffers_high_water", "Most buffers of the bin that were lent at a time.", bin.highWater, labels);
        to.counter(PREFIX + "bin_spills", "Requests that found the bin used up, and went to a larger one or failed.", bin.spills, labels);
        to.counter(PREFIX + "bin_exhausted", "Requests that found the bin and all larger ones used up.", bin.failures, labels);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

import io.prometheus.metrics.model.snapshots.Labels;

import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.HolderDTO;

/**
 * What bundles have of one manager's, by symbolic name: of several with one name, the sum. Those that have stopped have no
 * series, so that their number is bounded by the bundles that are active; what these still have is one figure.
 */
final class HolderMetrics {

    private static final String PREFIX = "svc_buffermanager_bundle_";

    private final Families to;
    private final Labels manager;

    private HolderMetrics(Families to, Labels manager) {
        this.to = to;
        this.manager = manager;
    }

    /** Adds the metrics of the manager's holders. */
    static void add(BufferManagerDTO manager, Families to) {
        Labels labels = Labels.of("manager", String.valueOf(manager.managerId));
        Map<String, List<HolderDTO>> active = new TreeMap<>();
        long left = 0;
        for (HolderDTO holder : manager.holders) {
            if (holder.stopped) {
                left += holder.outstanding;
            } else {
                active.computeIfAbsent(holder.symbolicName, name -> new ArrayList<>()).add(holder);
            }
        }
        to.gauge("svc_buffermanager_buffers_of_stopped_bundles", "Buffers that bundles have that were stopped since.", left, labels);
        HolderMetrics metrics = new HolderMetrics(to, labels);
        active.forEach((name, holders) -> metrics.add(name, holders, manager.accounting));
    }

    private void add(String name, List<HolderDTO> holders, boolean accounting) {
        gauge("buffers", "Buffers that the bundle has.", name, holders, holder -> holder.outstanding);
        gauge("held_bytes", "The capacities of these, in sum.", name, holders, holder -> holder.outstandingBytes);
        long oldest = holders.stream().mapToLong(holder -> holder.oldestNanos).max().getAsLong();
        to.gauge(PREFIX + "oldest_seconds", "How long the oldest of these has been out, at least; 0 if the bundle has none.",
            Math.max(0, oldest) / 1e9, labels(name));
        counter("exhausted", "Requests of the bundle for which there was no free buffer.", name, holders, holder -> holder.failed);
        counter("denied", "Requests of the bundle that its quota denied.", name, holders, holder -> holder.denied);
        counter("waits", "Calls of the bundle that have had to wait.", name, holders, holder -> holder.waited);
        counter("wait_timeouts", "Calls of the bundle that got no buffer because their time was up.", name, holders,
            holder -> holder.timedOut);
        if (accounting) {
            counter("taken_buffers", "Buffers that the bundle has taken; only with accounting.", name, holders, holder -> holder.taken);
            counter("returned_buffers", "Buffers that the bundle has given back; only with accounting.", name, holders,
                holder -> holder.returned);
        }
    }

    private void gauge(String metric, String help, String name, List<HolderDTO> holders, ToLongFunction<HolderDTO> value) {
        to.gauge(PREFIX + metric, help, holders.stream().mapToLong(value).sum(), labels(name));
    }

    private void counter(String metric, String help, String name, List<HolderDTO> holders, ToLongFunction<HolderDTO> value) {
        to.counter(PREFIX + metric, help, holders.stream().mapToLong(value).sum(), labels(name));
    }

    private Labels labels(String name) {
        return manager.add("bundle", name);
    }
}

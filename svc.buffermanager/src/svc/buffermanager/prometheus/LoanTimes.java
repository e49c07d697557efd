// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.prometheus;

import java.util.List;
import java.util.Set;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import svc.buffermanager.BufferManagerEvent;

/**
 * How long traced buffers were held, and how long was waited for them. It is a sample: one in so many buffers is traced, and of
 * the events of a kind a manager tells of ten a second at most, where the latest stands for the others. What stands for several
 * counts once. Any thread.
 */
final class LoanTimes {

    /** In seconds, from 1 µs to 100 s, a decade in three steps. */
    private static final double[] BOUNDS = {1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 0.01,
        0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100};

    private final Histogram held = histogram("svc_buffermanager_traced_held_seconds",
        "How long buffers were held that were traced: a sample.");
    private final Histogram waited = histogram("svc_buffermanager_traced_wait_seconds",
        "How long was waited for buffers that were traced, 0 if not at all: a sample. Who got none is not in it.");

    // Without exemplars, and as a classic histogram, it needs none of the client's threads.
    private static Histogram histogram(String name, String help) {
        return Histogram.builder().name(name).help(help).labelNames("manager", "bin").classicOnly().classicUpperBounds(BOUNDS)
            .withoutExemplars().build();
    }

    /** Observes a loan, if the event is of one. */
    void observe(BufferManagerEvent event) {
        switch (event.kind()) {
            case TAKEN -> observe(waited, event, event.waitedNanos());
            case RETURNED -> observe(held, event, event.heldNanos());
            default -> {
                // The others are counted by the manager.
            }
        }
    }

    private static void observe(Histogram histogram, BufferManagerEvent event, long nanos) {
        histogram.labelValues(String.valueOf(event.managerId()), String.valueOf(event.binSize())).observe(nanos / 1e9);
    }

    /**
     * Adds both histograms to a scrape.
     *
     * @param bins managers and bins, as label values, that are there; what was observed of others is forgotten
     */
    void addTo(MetricSnapshots.Builder scrape, Set<List<String>> bins) {
        held.removeIf(labels -> !bins.contains(labels));
        waited.removeIf(labels -> !bins.contains(labels));
        scrape.metricSnapshot(held.collect());
        scrape.metricSnapshot(waited.collect());
    }
}

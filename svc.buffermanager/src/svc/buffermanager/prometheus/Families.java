// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.prometheus;

import java.util.LinkedHashMap;
import java.util.Map;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** The gauges and counters of one scrape, filled point by point. What has the same name has the same help. For one thread. */
final class Families {

    private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
    private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();

    /**
     * Adds a value that may go up and down.
     *
     * @param name with the unit at its end, if it has one
     */
    void gauge(String name, String help, double value, Labels labels) {
        gauges.computeIfAbsent(name, key -> GaugeSnapshot.builder().name(key).help(help))
            .dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(labels).build());
    }

    /**
     * Adds a value that only grows.
     *
     * @param name with the unit at its end, if it has one, without {@code _total}, which the exposition adds
     */
    void counter(String name, String help, double value, Labels labels) {
        counters.computeIfAbsent(name, key -> CounterSnapshot.builder().name(key).help(help))
            .dataPoint(CounterDataPointSnapshot.builder().value(value).labels(labels).build());
    }

    /** Adds all to a scrape. */
    void addTo(MetricSnapshots.Builder scrape) {
        gauges.values().forEach(gauge -> scrape.metricSnapshot(gauge.build()));
        counters.values().forEach(counter -> scrape.metricSnapshot(counter.build()));
    }
}

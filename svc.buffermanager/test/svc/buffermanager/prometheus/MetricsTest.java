// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;
import svc.buffermanager.HolderDTO;

class MetricsTest {

    private final Families families = new Families();

    /** {@return each value by name and last label} */
    private Map<String, Double> values() {
        MetricSnapshots.Builder scrape = MetricSnapshots.builder();
        families.addTo(scrape);
        Map<String, Double> values = new TreeMap<>();
        for (MetricSnapshot metric : scrape.build()) {
            metric.getDataPoints().forEach(point -> values.put(metric.getMetadata().getName() + " "
                + (point.getLabels().contains("bundle") ? point.getLabels().get("bundle") : point.getLabels().getValue(0)),
                point instanceof GaugeDataPointSnapshot gauge ? gauge.getValue() : ((CounterDataPointSnapshot) point).getValue()));
        }
        return values;
    }

    @Test
    void bundlesWithOneNameAreOneAndStoppedOnesAreAFigure() {
        BufferManagerDTO manager = new BufferManagerDTO();
        manager.managerId = 7;
        manager.holders = List.of(holder("a", false, 2, 5_000_000_000L), holder("a", false, 3, HolderDTO.NONE),
            holder("a", true, 10, 1), holder("b", true, 20, 1));
        HolderMetrics.add(manager, families);
        Map<String, Double> values = values();
        assertEquals(5, values.get("svc_buffermanager_bundle_buffers a"));
        assertEquals(5, values.get("svc_buffermanager_bundle_oldest_seconds a"));
        assertEquals(30, values.get("svc_buffermanager_buffers_of_stopped_bundles 7"));
        assertEquals(Set.of(), Set.copyOf(values.keySet().stream().filter(name -> name.endsWith(" b")).toList()));
    }

    @Test
    void anAllocatorThatThrowsIsDownAndTheOthersAreShown() {
        AllocatorMetrics.add(List.of(allocator(1, "good", null), allocator(2, "bad", new IllegalStateException("broken")),
            allocator(3, "good", null)), families);
        Map<String, Double> values = values();
        assertEquals(0, values.get("fw_memory_allocator_up bad"));
        assertEquals(1, values.get("fw_memory_allocator_up good"));
        assertEquals(1, values.get("fw_memory_allocator_up good service-1"));
        assertEquals(4, values.get("fw_memory_allocator_blocks good"));
    }

    @Test
    void timesOfBinsThatHaveGoneAreForgotten() {
        LoanTimes times = new LoanTimes();
        times.observe(new BufferManagerEvent.Builder(Kind.RETURNED, 7, "came home").binSize(64).heldNanos(2_000_000).build());
        times.observe(new BufferManagerEvent.Builder(Kind.RETURNED, 7, "came home").binSize(2048).heldNanos(1).build());
        times.observe(new BufferManagerEvent.Builder(Kind.LEAK, 7, "leak").binSize(128).build());
        MetricSnapshots.Builder scrape = MetricSnapshots.builder();
        times.addTo(scrape, Set.of(List.of("7", "64")));
        HistogramSnapshot held = (HistogramSnapshot) scrape.build().stream()
            .filter(metric -> metric.getMetadata().getName().contains("held")).findFirst().orElseThrow();
        assertEquals(1, held.getDataPoints().size());
        assertEquals("64", held.getDataPoints().getFirst().getLabels().get("bin"));
        assertEquals(0.002, held.getDataPoints().getFirst().getSum());
        assertEquals(1, held.getDataPoints().getFirst().getCount());
    }

    private static HolderDTO holder(String name, boolean stopped, long outstanding, long oldest) {
        HolderDTO holder = new HolderDTO();
        holder.symbolicName = name;
        holder.stopped = stopped;
        holder.outstanding = outstanding;
        holder.oldestNanos = oldest;
        return holder;
    }

    private static Map.Entry<Map<String, Object>, MemAllocator> allocator(long id, String name, RuntimeException failure) {
        return Map.entry(Map.of(Constants.SERVICE_ID, id, MemAllocator.NAME, name), new MemAllocator() {
            @Override
            public MemoryBlock allocate(int identifier, long size, long alignment) {
                throw new AssertionError("nobody asks for memory here");
            }

            @Override
            public void deallocate(MemoryBlock block) {
                throw new AssertionError("nobody has memory here");
            }

            @Override
            public AllocatorDTO usage() {
                if (failure != null) {
                    throw failure;
                }
                AllocatorDTO usage = new AllocatorDTO();
                usage.blocks = 4;
                usage.limitBytes = AllocatorDTO.NO_LIMIT;
                return usage;
            }
        });
    }
}

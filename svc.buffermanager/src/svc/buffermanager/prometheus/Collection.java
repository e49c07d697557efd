// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.prometheus;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerListener;

/** All metrics, made when they are asked for, of the services of that moment. It keeps nothing but the histograms. */
@Component(service = {Collection.class, BufferManagerListener.class})
public final class Collection implements MultiCollector, BufferManagerListener {

    @Reference
    private volatile List<BufferManager> managers;

    @Reference(service = MemAllocator.class, collectionType = CollectionType.TUPLE)
    private volatile List<Map.Entry<Map<String, Object>, MemAllocator>> allocators;

    private final LoanTimes times = new LoanTimes();

    /** Called by Declarative Services. */
    @Activate
    public Collection() {
    }

    @Override
    public void happened(BufferManagerEvent event) {
        times.observe(event);
    }

    @Override
    public MetricSnapshots collect() {
        MetricSnapshots.Builder scrape = MetricSnapshots.builder();
        Families families = new Families();
        Set<List<String>> bins = addManagers(families);
        AllocatorMetrics.add(allocators, families);
        families.addTo(scrape);
        times.addTo(scrape, bins);
        return scrape.build();
    }

    /**
     * Adds the managers. Two series with the same labels are none: of several managers with one id, the best by ranking is shown,
     * and the others are counted.
     *
     * @return the bins, by manager and size
     */
    private Set<List<String>> addManagers(Families families) {
        Set<Integer> ids = new HashSet<>();
        Set<List<String>> bins = new HashSet<>();
        int hidden = 0;
        for (BufferManager manager : managers.reversed()) {
            BufferManagerDTO now = manager.snapshot();
            if (ids.add(now.managerId)) {
                ManagerMetrics.add(now, families);
                HolderMetrics.add(now, families);
                now.bins.forEach(bin -> bins.add(List.of(String.valueOf(now.managerId), String.valueOf(bin.size))));
            } else {
                hidden++;
            }
        }
        families.gauge("svc_buffermanager_managers", "Managers that are in service.", ids.size() + hidden, Labels.EMPTY);
        families.gauge("svc_buffermanager_managers_hidden", "Managers that are not shown because another has their id.", hidden,
            Labels.EMPTY);
        return bins;
    }
}

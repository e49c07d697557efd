// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.prometheus;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.prometheus.metrics.model.snapshots.Labels;

import org.osgi.framework.Constants;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;

/**
 * What each allocator has outstanding. Anybody may have written it: one that doesn't tell is down, and the others are shown all
 * the same. Of several with one name, all but the best are named by their service id, too.
 */
final class AllocatorMetrics {

    private static final String PREFIX = "fw_memory_allocator_";

    private AllocatorMetrics() {
    }

    /** Adds the metrics of all, which are given in order of their ranking. */
    static void add(List<Map.Entry<Map<String, Object>, MemAllocator>> allocators, Families to) {
        Set<String> names = new HashSet<>();
        for (Map.Entry<Map<String, Object>, MemAllocator> each : allocators.reversed()) {
            String id = "service-" + each.getKey().get(Constants.SERVICE_ID);
            String name = each.getKey().get(MemAllocator.NAME) instanceof String given ? given : id;
            add(each.getValue(), Labels.of("allocator", names.add(name) ? name : name + " " + id), to);
        }
    }

    private static void add(MemAllocator allocator, Labels labels, Families to) {
        AllocatorDTO usage = usage(allocator);
        to.gauge(PREFIX + "up", "Whether the allocator tells what it has outstanding: 1, or 0.", usage == null ? 0 : 1, labels);
        if (usage == null) {
            return;
        }
        to.gauge(PREFIX + "blocks", "Blocks that are outstanding.", usage.blocks, labels);
        to.gauge(PREFIX + "blocks_bytes", "Memory of these blocks.", usage.bytes, labels);
        if (usage.limitBytes != AllocatorDTO.NO_LIMIT) {
            to.gauge(PREFIX + "limit_bytes", "Most memory that may be outstanding, if there is a limit.", usage.limitBytes, labels);
        }
    }

    /** {@return its usage, or null if it throws: that is what {@code up} says} */
    private static AllocatorDTO usage(MemAllocator allocator) {
        try {
            return allocator.usage();
        } catch (RuntimeException e) {
            return null;
        }
    }
}

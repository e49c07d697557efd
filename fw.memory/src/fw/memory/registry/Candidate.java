// SPDX-License-Identifier: Apache-2.0
package fw.memory.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import fw.memory.RegisteredAllocatorDTO;

/**
 * An allocator's service, read by its properties. Anyone may register an allocator with any properties: one of a wrong kind reads
 * as absent.
 *
 * @param reference the service
 */
record Candidate(ServiceReference<MemAllocator> reference) {

    /** {@return its types; those of its values that are strings and not empty} */
    List<String> types() {
        Object value = reference.getProperty(MemAllocator.TYPE);
        List<String> types = new ArrayList<>();
        for (Object each : several(value)) {
            if (each instanceof String type && !type.isEmpty()) {
                types.add(type);
            }
        }
        return types;
    }

    private static Collection<?> several(Object value) {
        return switch (value) {
            case Object[] array -> Arrays.asList(array);
            case Collection<?> collection -> collection;
            case null -> List.of();
            default -> List.of(value);
        };
    }

    /** {@return its ranking, as the framework reads it: 0 if it is no Integer} */
    int ranking() {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    /** {@return a new snapshot} */
    RegisteredAllocatorDTO snapshot() {
        RegisteredAllocatorDTO snapshot = new RegisteredAllocatorDTO();
        snapshot.serviceId = (Long) reference.getProperty(Constants.SERVICE_ID);
        snapshot.name = reference.getProperty(MemAllocator.NAME) instanceof String name && !name.isEmpty()
                ? name
                : "service-" + snapshot.serviceId;
        snapshot.types = types();
        snapshot.recoverable = Boolean.TRUE.equals(reference.getProperty(MemAllocator.RECOVERABLE));
        snapshot.ranking = ranking();
        Bundle owner = reference.getBundle();
        snapshot.bundle = owner == null ? "" : owner.getSymbolicName();
        return snapshot;
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.osgi.framework.Constants;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;

/**
 * What an allocator is to be, as its configuration has it.
 *
 * @param name its {@link MemAllocator#NAME}, not empty
 * @param types its {@link MemAllocator#TYPE types}, none of them empty
 * @param ranking its {@code service.ranking}
 * @param limitBytes most bytes that may be outstanding, 1 or more, or {@link AllocatorDTO#NO_LIMIT}
 * @param recoverable its {@link MemAllocator#RECOVERABLE}
 * @param source where its memory comes from
 */
public record Offer(String name, List<String> types, int ranking, long limitBytes, boolean recoverable, MemorySource source) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names the property, the value and the way out
     */
    public Offer {
        if (name.isBlank()) {
            throw new IllegalArgumentException(MemAllocator.NAME + " is empty; give a name, or leave the property out");
        }
        if (types.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    MemAllocator.TYPE + " " + types + " holds an empty type; give types such as " + MemAllocator.SYSTEM);
        }
        if (limitBytes <= 0 && limitBytes != AllocatorDTO.NO_LIMIT) {
            throw new IllegalArgumentException("limit.bytes " + limitBytes + " is not positive; give 1 or more, or "
                    + AllocatorDTO.NO_LIMIT + " for no limit");
        }
        types = List.copyOf(types);
    }

    /**
     * {@return a number of the configuration}
     *
     * @param property its name
     * @param number gives it, as its configuration type does
     * @throws IllegalArgumentException if it is configured to something that is no such number; the message names the property
     */
    public static <T extends Number> T read(String property, Supplier<T> number) {
        try {
            return number.get();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(property + " can't be read: " + e.getMessage() + "; give a whole number", e);
        }
    }

    /**
     * {@return the properties of the service: the component's, without those that begin with a dot, which are private to it; and
     * the allocator's own}
     *
     * @param component the component's properties
     */
    Map<String, Object> serviceProperties(Map<String, Object> component) {
        Map<String, Object> properties = new HashMap<>(component);
        properties.keySet().removeIf(key -> key.startsWith("."));
        properties.put(MemAllocator.NAME, name);
        properties.put(MemAllocator.TYPE, types.toArray(String[]::new));
        properties.put(MemAllocator.RECOVERABLE, recoverable);
        properties.put(Constants.SERVICE_RANKING, ranking);
        return properties;
    }
}

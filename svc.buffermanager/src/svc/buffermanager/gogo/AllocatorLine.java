// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import org.osgi.framework.Constants;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;

/**
 * What a line of the table of allocators shows.
 *
 * @param name its name, or its service id where it has none
 * @param types its types of memory, with commas between
 * @param ranking its service ranking
 * @param serviceId its service id: of several with one ranking, the lowest is the best
 * @param usage what it has outstanding; null if it didn't tell
 * @param failure why it didn't tell; null if it did
 */
record AllocatorLine(String name, String types, int ranking, long serviceId, AllocatorDTO usage, String failure) {

    /**
     * Asks an allocator. Anybody may have written it: whatever it throws becomes its failure, and the others are shown all the
     * same.
     */
    static AllocatorLine of(Map<String, Object> properties, MemAllocator allocator) {
        long serviceId = (Long) properties.get(Constants.SERVICE_ID);
        String name = properties.get(MemAllocator.NAME) instanceof String given ? given : "service-" + serviceId;
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        String types = types(properties.get(MemAllocator.TYPE));
        try {
            return new AllocatorLine(name, types, ranking, serviceId, allocator.usage(), null);
        } catch (RuntimeException e) {
            return new AllocatorLine(name, types, ranking, serviceId, null, e.toString());
        }
    }

    /** {@return the values of a property of type String+} */
    private static String types(Object value) {
        return switch (value) {
            case String one -> one;
            case Object[] several -> Arrays.stream(several).map(String::valueOf).collect(Collectors.joining(","));
            case Collection<?> several -> several.stream().map(String::valueOf).collect(Collectors.joining(","));
            case null, default -> "";
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.osgi.framework.Constants;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;

/**
 * Asks allocators what they have outstanding. Anybody may have written one: what it throws is shown in place of its figures, and
 * while one gives no answer, all are shown as they were before. They are asked on a thread of their own, which ends with the
 * last answer.
 */
final class Allocators {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    /** Of so many identifiers of an allocator at most the page hears. */
    private static final int IDENTIFIERS = 50;

    private static final Comparator<Map.Entry<Map<String, Object>, MemAllocator>> BEST_FIRST = Comparator
        .comparingInt((Map.Entry<Map<String, Object>, MemAllocator> entry) -> ranking(entry.getKey())).reversed()
        .thenComparingLong(entry -> (Long) entry.getKey().get(Constants.SERVICE_ID));

    private volatile List<JsonObject> answers = List.of();
    private Thread asking;

    /** Asks all, unless they still owe the answer of the last time. {@return whether they have answered in time} */
    boolean ask(List<Map.Entry<Map<String, Object>, MemAllocator>> allocators) throws InterruptedException {
        if (asking == null || !asking.isAlive()) {
            asking = Thread.ofVirtual().name("buffers page allocators")
                .start(() -> answers = allocators.stream().sorted(BEST_FIRST).map(Allocators::json).toList());
        }
        return asking.join(PATIENCE);
    }

    /** {@return what they answered last} */
    List<JsonObject> answers() {
        return answers;
    }

    /** Tells one that gives no answer that nobody waits for it any more. */
    void close() {
        if (asking != null) {
            asking.interrupt();
        }
    }

    private static JsonObject json(Map.Entry<Map<String, Object>, MemAllocator> entry) {
        Map<String, Object> properties = entry.getKey();
        long serviceId = (Long) properties.get(Constants.SERVICE_ID);
        JsonObject json = new JsonObject().put("service", serviceId).put("ranking", ranking(properties))
            .put("name", properties.get(MemAllocator.NAME) instanceof String given ? given : "service-" + serviceId)
            .put("types", types(properties.get(MemAllocator.TYPE)));
        try {
            AllocatorDTO usage = entry.getValue().usage();
            return json.put("limit", usage.limitBytes).put("blocks", usage.blocks).put("bytes", usage.bytes)
                .put("identifiers", usage.identifiers.stream().limit(IDENTIFIERS)
                    .map(each -> new JsonObject().put("id", each.identifier).put("blocks", each.blocks).put("bytes", each.bytes))
                    .toList());
        } catch (RuntimeException e) {
            return json.put("failure", e.toString());
        }
    }

    private static int ranking(Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
    }

    /** {@return the values of a property of type String+} */
    private static String types(Object value) {
        return switch (value) {
            case String one -> one;
            case Object[] several -> Arrays.stream(several).map(String::valueOf).collect(Collectors.joining(", "));
            case Collection<?> several -> several.stream().map(String::valueOf).collect(Collectors.joining(", "));
            case null, default -> "";
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.eventadmin;

import java.util.HashMap;
import java.util.Map;

import org.osgi.service.event.Event;

import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerTopics;

/** An event as EventAdmin has it. */
final class Posted {

    private Posted() {
    }

    /** {@return the event, with the properties that belong to its kind and are known} */
    static Event of(BufferManagerEvent event) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(BufferManager.MANAGER_ID, event.managerId());
        properties.put(BufferManagerTopics.COUNT, event.count());
        properties.put(BufferManagerTopics.TIMESTAMP, event.timeMillis());
        properties.put(BufferManagerTopics.MESSAGE, event.message());
        properties.put(BufferManagerTopics.EVENT, event);
        putIfKnown(properties, BufferManagerTopics.HOLDER, event.holder());
        putIfKnown(properties, BufferManagerTopics.ALLOCATOR, event.allocator());
        putIfKnown(properties, BufferManagerTopics.MISUSE_KIND, event.misuse() == null ? null : event.misuse().name());
        putIfKnown(properties, BufferManagerTopics.SIZE, event.size() == 0 ? null : event.size());
        putIfKnown(properties, BufferManagerTopics.BIN_SIZE, event.binSize() == 0 ? null : event.binSize());
        switch (event.kind()) {
            case SWAPPED, RETIRED, ENDED, RECLAIMED -> properties.put(BufferManagerTopics.BUFFERS, event.buffers());
            case LEAK -> {
                properties.put(BufferManagerTopics.BUFFERS, event.buffers());
                properties.put(BufferManagerTopics.HELD_NANOS, event.heldNanos());
            }
            case TAKEN -> properties.put(BufferManagerTopics.WAITED_NANOS, event.waitedNanos());
            case RETURNED -> properties.put(BufferManagerTopics.HELD_NANOS, event.heldNanos());
            default -> {
                // The others have no figures of which 0 is one.
            }
        }
        return new Event(BufferManagerTopics.of(event.kind()), properties);
    }

    private static void putIfKnown(Map<String, Object> properties, String name, Object value) {
        if (value != null) {
            properties.put(name, value);
        }
    }
}

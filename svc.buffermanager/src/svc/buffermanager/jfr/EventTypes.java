// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jfr;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;

/** The types of all events that are recorded, which the Flight Recorder knows until this is closed. */
final class EventTypes implements AutoCloseable {

    private final Map<Kind, EventType> types = new EnumMap<>(Kind.class);

    EventTypes() {
        add(Kind.EXHAUSTED, "Buffers Exhausted", "There was no free buffer for a request", Field.HOLDER, Field.SIZE, Field.BIN_SIZE);
        add(Kind.DENIED, "Buffer Denied", "A quota did not let its bundle have a buffer", Field.HOLDER, Field.SIZE, Field.BIN_SIZE);
        add(Kind.EMPTY_RETURN, "Empty Return", "An invalid buffer was given back", Field.HOLDER);
        add(Kind.MISUSE, "Buffer Misuse", "A buffer was misused", Field.HOLDER, Field.BIN_SIZE, Field.MISUSE);
        add(Kind.SWAPPED, "Pool Swapped", "The manager lends from another pool than before", Field.ALLOCATOR, Field.SIZE, Field.BUFFERS);
        add(Kind.RETIRED, "Pool Retired", "A pool lends no more; buffers are still out of it", Field.ALLOCATOR, Field.SIZE, Field.BUFFERS);
        add(Kind.ENDED, "Pool Ended", "A retired pool's memory went back; buffers of it never came home", Field.ALLOCATOR, Field.SIZE,
            Field.BUFFERS);
        add(Kind.LEAK, "Buffer Leak", "A bundle has buffers for too long, or after it has stopped", Field.HOLDER, Field.BUFFERS, Field.SIZE,
            Field.HELD);
        add(Kind.RECLAIMED, "Buffers Reclaimed", "Buffers were taken away from a bundle that has stopped", Field.HOLDER, Field.BUFFERS);
        add(Kind.TAKEN, "Buffer Taken", "A buffer that is traced was taken", Field.HOLDER, Field.SIZE, Field.BIN_SIZE, Field.WAITED);
        add(Kind.RETURNED, "Buffer Returned", "A buffer that was traced came home", Field.HOLDER, Field.BIN_SIZE, Field.HELD);
    }

    private void add(Kind kind, String label, String description, Field... own) {
        List<Field> fields = new ArrayList<>(List.of(Field.MANAGER, Field.COUNT, Field.HAPPENED));
        fields.addAll(List.of(own));
        fields.add(Field.MESSAGE);
        types.put(kind, new EventType(label, description, fields));
    }

    /** Records an event, if it is of a kind that is known here. */
    void record(BufferManagerEvent event) {
        EventType type = types.get(event.kind());
        if (type != null) {
            type.record(event);
        }
    }

    @Override
    public void close() {
        types.values().forEach(EventType::close);
    }
}

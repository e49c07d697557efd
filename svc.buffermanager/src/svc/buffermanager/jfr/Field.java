// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jfr;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import jdk.jfr.AnnotationElement;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.ValueDescriptor;

import svc.buffermanager.BufferManagerEvent;

/** What an event has that is recorded: its name, its unit, and where it is from. */
enum Field {

    MANAGER(int.class, "manager", "Manager", "The manager's id", BufferManagerEvent::managerId),
    COUNT(long.class, "count", "Count", "How many events of this kind since the last one", BufferManagerEvent::count),
    HAPPENED(long.class, "happened", "Happened", "When it happened; it is recorded a moment later", BufferManagerEvent::timeMillis,
        new AnnotationElement(Timestamp.class, Timestamp.MILLISECONDS_SINCE_EPOCH)),
    HOLDER(String.class, "holder", "Holder", "The symbolic name of the bundle", BufferManagerEvent::holder),
    SIZE(long.class, "size", "Size", "How much was asked for, or it is about", BufferManagerEvent::size,
        new AnnotationElement(DataAmount.class, DataAmount.BYTES)),
    BIN_SIZE(int.class, "binSize", "Bin Size", "The size of the bin's buffers", BufferManagerEvent::binSize,
        new AnnotationElement(DataAmount.class, DataAmount.BYTES)),
    BUFFERS(long.class, "buffers", "Buffers", "How many buffers it is about", BufferManagerEvent::buffers),
    HELD(long.class, "held", "Held", "For how long they were held", BufferManagerEvent::heldNanos,
        new AnnotationElement(Timespan.class, Timespan.NANOSECONDS)),
    WAITED(long.class, "waited", "Waited", "For how long who took it has waited", BufferManagerEvent::waitedNanos,
        new AnnotationElement(Timespan.class, Timespan.NANOSECONDS)),
    ALLOCATOR(String.class, "allocator", "Allocator", "The name of the allocator that the pool is from", BufferManagerEvent::allocator),
    MISUSE(String.class, "misuse", "Misuse", "The kind of misuse", event -> event.misuse() == null ? null : event.misuse().name()),
    MESSAGE(String.class, "message", "Message", "For people", BufferManagerEvent::message);

    final Class<?> type;
    final String id;
    private final String label;
    private final String description;
    private final Function<BufferManagerEvent, Object> value;
    private final List<AnnotationElement> units;

    Field(Class<?> type, String id, String label, String description, Function<BufferManagerEvent, Object> value,
        AnnotationElement... units) {
        this.type = type;
        this.id = id;
        this.label = label;
        this.description = description;
        this.value = value;
        this.units = List.of(units);
    }

    /** {@return it as recordings describe it} */
    ValueDescriptor descriptor() {
        return new ValueDescriptor(type, id, Stream.concat(Stream.of(new AnnotationElement(Label.class, label),
            new AnnotationElement(Description.class, description)), units.stream()).toList());
    }

    /** {@return what an event has of it} */
    Object of(BufferManagerEvent event) {
        return value.apply(event);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jfr;

import java.util.List;

import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

import svc.buffermanager.BufferManagerEvent;

/** How one kind of event is recorded. The Flight Recorder knows it from when it is made until it is closed. */
final class EventType implements AutoCloseable {

    private static final String PREFIX = "svc.buffermanager.";

    private final List<Field> fields;
    private final EventFactory factory;

    /** @param label what people call it; without blanks, the last part of its name */
    EventType(String label, String description, List<Field> fields) {
        this.fields = fields;
        factory = EventFactory.create(List.of(
            new AnnotationElement(Name.class, PREFIX + label.replace(" ", "")),
            new AnnotationElement(Label.class, label),
            new AnnotationElement(Description.class, description),
            new AnnotationElement(Category.class, new String[] {"Buffer Manager"}),
            // It would be that of the thread that tells, not of the one to which it happened.
            new AnnotationElement(StackTrace.class, false)), fields.stream().map(Field::descriptor).toList());
        factory.register();
    }

    /** Records an event, if a recording wants it. */
    void record(BufferManagerEvent event) {
        Event recorded = factory.newEvent();
        if (recorded.shouldCommit()) {
            for (int i = 0; i < fields.size(); i++) {
                recorded.set(i, fields.get(i).of(event));
            }
            recorded.commit();
        }
    }

    /** Has the Flight Recorder forget it; what has been recorded stays. */
    @Override
    public void close() {
        factory.unregister();
    }
}

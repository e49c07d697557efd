// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.eventadmin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;

import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;
import svc.buffermanager.BufferManagerTopics;

class EventPosterTest {

    private final List<Event> posted = new ArrayList<>();
    private final EventPoster poster = new EventPoster(new EventAdmin() {
        @Override
        public void postEvent(Event event) {
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("whoever sends waits for handlers");
        }
    });

    private Map<String, Object> properties(BufferManagerEvent event) {
        poster.happened(event);
        Event last = posted.getLast();
        Map<String, Object> all = new TreeMap<>();
        for (String name : last.getPropertyNames()) {
            all.put(name, last.getProperty(name));
        }
        assertEquals(event, all.remove(EventConstants.EVENT));
        all.remove(EventConstants.EVENT_TOPIC);
        return all;
    }

    private static BufferManagerEvent.Builder event(Kind kind) {
        return new BufferManagerEvent.Builder(kind, 3, "text").timeMillis(5);
    }

    @Test
    void postsWhatIsKnown() {
        assertEquals(Map.of("manager.id", 3, "count", 9L, "timestamp", 5L, "message", "text", "bundle.symbolicName", "com.acme",
            "size", 100L, "bin.size", 128), properties(event(Kind.EXHAUSTED).holder("com.acme").size(100).binSize(128).build().withCount(9)));
        assertEquals("svc/buffermanager/EXHAUSTED", posted.getLast().getTopic());
    }

    @Test
    void postsZerosWhereTheySaySomething() {
        Map<String, Object> always = Map.of("manager.id", 3, "count", 1L, "timestamp", 5L, "message", "text");
        assertEquals(always, properties(event(Kind.MISUSE).build()));
        assertEquals(with(always, "buffers", 0L), properties(event(Kind.ENDED).build()));
        assertEquals(with(always, "waited.nanos", 0L), properties(event(Kind.TAKEN).build()));
        assertEquals(with(always, "held.nanos", 0L), properties(event(Kind.RETURNED).build()));
        assertEquals(with(with(always, "held.nanos", 7L), "buffers", 2L), properties(event(Kind.LEAK).buffers(2).heldNanos(7).build()));
        assertEquals(with(always, "misuse", "FOREIGN"),
            properties(event(Kind.MISUSE).misuse(BufferMisuseException.Kind.FOREIGN).build()));
    }

    private static Map<String, Object> with(Map<String, Object> others, String name, Object value) {
        Map<String, Object> all = new TreeMap<>(others);
        all.put(name, value);
        return all;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachKindHasATopicThatIsAConstant(Kind kind) throws Exception {
        assertEquals(BufferManagerTopics.class.getField(kind.name()).get(null), BufferManagerTopics.of(kind));
        poster.happened(event(kind).build());
        assertEquals(BufferManagerTopics.of(kind), posted.getLast().getTopic());
    }

    @Test
    void usesEventAdminsOwnNamesWhereThereAreAny() {
        assertEquals(List.of(EventConstants.BUNDLE_SYMBOLICNAME, EventConstants.EVENT, EventConstants.MESSAGE, EventConstants.TIMESTAMP),
            List.of(BufferManagerTopics.HOLDER, BufferManagerTopics.EVENT, BufferManagerTopics.MESSAGE, BufferManagerTopics.TIMESTAMP));
    }
}

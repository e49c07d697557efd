// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;

class EventTypesTest {

    @TempDir
    private Path folder;

    private List<RecordedEvent> recorded(BufferManagerEvent... events) throws Exception {
        Path file = folder.resolve("test.jfr");
        try (EventTypes types = new EventTypes(); Recording recording = new Recording()) {
            recording.start();
            List.of(events).forEach(types::record);
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream().filter(event -> isOurs(event.getEventType().getName())).toList();
    }

    private static boolean isOurs(String name) {
        return name.startsWith("svc.buffermanager.");
    }

    private static BufferManagerEvent event(Kind kind) {
        return new BufferManagerEvent.Builder(kind, 3, "text").timeMillis(5).holder("com.acme").size(100).binSize(128).buffers(2)
            .heldNanos(1_000_007).waitedNanos(11).allocator("malloc").misuse(BufferMisuseException.Kind.IN_USE).build().withCount(9);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void recordsEachKind(Kind kind) throws Exception {
        List<RecordedEvent> recorded = recorded(event(kind));
        assertEquals(1, recorded.size());
        RecordedEvent only = recorded.getFirst();
        assertEquals(3, only.getInt("manager"));
        assertEquals(9, only.getLong("count"));
        assertEquals(Instant.ofEpochMilli(5), only.getInstant("happened"));
        assertEquals("text", only.getString("message"));
        assertEquals(List.of("Buffer Manager"), only.getEventType().getCategoryNames());
        assertNull(only.getStackTrace());
    }

    @Test
    void recordsFiguresWithTheirUnits() throws Exception {
        List<RecordedEvent> recorded = recorded(event(Kind.EXHAUSTED), event(Kind.RETURNED), event(Kind.TAKEN), event(Kind.MISUSE),
            event(Kind.ENDED));
        assertEquals(List.of("BuffersExhausted", "BufferReturned", "BufferTaken", "BufferMisuse", "PoolEnded"),
            recorded.stream().map(event -> event.getEventType().getName().substring("svc.buffermanager.".length())).toList());
        RecordedEvent exhausted = recorded.get(0);
        assertEquals("com.acme", exhausted.getString("holder"));
        assertEquals(100, exhausted.getLong("size"));
        assertEquals("jdk.jfr.DataAmount", exhausted.getEventType().getField("size").getContentType());
        assertEquals(128, exhausted.getInt("binSize"));
        assertEquals(Duration.ofNanos(1_000_007), recorded.get(1).getDuration("held"));
        assertEquals(Duration.ofNanos(11), recorded.get(2).getDuration("waited"));
        assertEquals("IN_USE", recorded.get(3).getString("misuse"));
        assertEquals(2, recorded.get(4).getLong("buffers"));
        assertEquals("malloc", recorded.get(4).getString("allocator"));
    }

    @Test
    void recordsWhatIsNotKnownAsNothing() throws Exception {
        RecordedEvent only = recorded(new BufferManagerEvent.Builder(Kind.MISUSE, 3, "text").build()).getFirst();
        assertNull(only.getString("holder"));
        assertNull(only.getString("misuse"));
    }

    @Test
    void isForgottenWhenItIsClosed() {
        EventTypes types = new EventTypes();
        assertTrue(isKnown());
        types.close();
        assertEquals(false, isKnown());
        types.record(event(Kind.LEAK));
    }

    private static boolean isKnown() {
        return FlightRecorder.getFlightRecorder().getEventTypes().stream().anyMatch(type -> isOurs(type.getName()));
    }
}

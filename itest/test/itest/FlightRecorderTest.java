// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerListener;

/** What happens in a manager is in a recording that is made meanwhile, in Felix without any setting for that. */
public class FlightRecorderTest extends ContainerTest {

    private static final String FACE = "svc.buffermanager.jfr";
    private static final String PREFIX = FACE.substring(0, FACE.lastIndexOf('.') + 1);
    private static final int TIMES = 20;

    @Override
    protected List<Option> more() throws Exception {
        return List.of(bundle(Container.jar(FACE).toUri().toString()));
    }

    private ConfiguredManager manager() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x2"), BufferManager.DRAIN_TIMEOUT, 20L,
            BufferManager.TRACKING, 1, BufferManager.HELD_LIMIT, 20L));
        manager.awaitAllocator("malloc");
        return manager;
    }

    /** {@return what it holds of ours, from its file} */
    private static List<RecordedEvent> events(Recording recording) throws Exception {
        Path folder = Files.createTempDirectory("itest");
        Path file = folder.resolve("test.jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream().filter(event -> event.getEventType().getName().startsWith(PREFIX)).toList();
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static List<RecordedEvent> awaitRecorded(Recording recording, String... names) {
        return Awaiting.that("recorded: " + List.of(names)).pollInterval(Duration.ofMillis(100)).until(() -> events(recording),
            events -> names(events).containsAll(Set.of(names)));
    }

    private static Set<String> names(List<RecordedEvent> events) {
        return events.stream().map(FlightRecorderTest::name).collect(Collectors.toSet());
    }

    private static String name(RecordedEvent event) {
        return event.getEventType().getName().substring(PREFIX.length());
    }

    private static RecordedEvent first(List<RecordedEvent> events, String name) {
        return events.stream().filter(event -> name(event).equals(name)).findFirst().orElseThrow();
    }

    @Test
    public void aRecordingHoldsWhatHappened() throws Exception {
        ConfiguredManager manager = manager();
        String me = context.getBundle().getSymbolicName();
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            recording.start();
            BufferManager service = manager.service();
            service.allocate(65);
            Buffer leaked = service.allocate(10);
            awaitRecorded(recording, "BufferLeak");
            leaked.close();
            assertThrows(BufferMisuseException.class, leaked::close);
            manager.change(Map.of(BufferManager.BINS, bins("64x3")));
            events = awaitRecorded(recording, "BuffersExhausted", "BufferTaken", "BufferReturned", "BufferMisuse", "BufferLeak",
                "PoolSwapped", "PoolRetired", "PoolEnded");
        }
        RecordedEvent exhausted = first(events, "BuffersExhausted");
        assertEquals(List.of(32, me, 65L, 0, 1L), List.of(exhausted.getInt("manager"), exhausted.getString("holder"),
            exhausted.getLong("size"), exhausted.getInt("binSize"), exhausted.getLong("count")));
        assertEquals(List.of(me, 10L, 64), List.of(first(events, "BufferTaken").getString("holder"),
            first(events, "BufferTaken").getLong("size"), first(events, "BufferTaken").getInt("binSize")));
        assertTrue(first(events, "BufferReturned").getDuration("held").toMillis() >= 20);
        assertEquals("NOT_LENT", first(events, "BufferMisuse").getString("misuse"));
        assertEquals(List.of(me, 1L, 64L), List.of(first(events, "BufferLeak").getString("holder"),
            first(events, "BufferLeak").getLong("buffers"), first(events, "BufferLeak").getLong("size")));
        assertEquals(List.of("malloc", 3L, 192L), List.of(first(events, "PoolSwapped").getString("allocator"),
            first(events, "PoolSwapped").getLong("buffers"), first(events, "PoolSwapped").getLong("size")));
        assertEquals(128, first(events, "PoolEnded").getLong("size"));
    }

    @Test
    public void nobodyListensWhileNothingIsRecorded() throws Exception {
        manager().service().allocate(65);
        assertNull(context.getServiceReference(BufferManagerListener.class));
        try (Recording recording = new Recording()) {
            recording.start();
            assertTrue(context.getServiceReference(BufferManagerListener.class) != null);
            recording.stop();
            assertNull(context.getServiceReference(BufferManagerListener.class));
        }
    }

    /** While a recording runs, from first to last: what has been recorded outlives the bundle, and keeps none of it. */
    @Test
    public void nothingIsLeftOfTwentyThatCameAndWent() throws Exception {
        ConfiguredManager manager = manager();
        try (Recording recording = new Recording()) {
            recording.start();
            manager.service().allocate(65);
            awaitRecorded(recording, "BuffersExhausted");
            bundles.named(FACE).uninstall();
            Leftovers leftovers = new Leftovers(context);
            Loaders loaders = new Loaders();
            for (int i = 0; i < TIMES; i++) {
                Bundle face = bundles.reinstall(FACE);
                loaders.watch(face);
                int size = 1000 + i;
                manager.service().allocate(size);
                Awaiting.that("it is recorded").pollInterval(Duration.ofMillis(50)).until(() -> events(recording).stream()
                    .anyMatch(event -> name(event).equals("BuffersExhausted") && event.getLong("size") == size));
                face.stop();
                face.uninstall();
                bundles.refresh(face);
            }
            assertTrue(FlightRecorder.getFlightRecorder().getEventTypes().stream().noneMatch(type -> type.getName().startsWith(PREFIX)));
            loaders.awaitCollected();
            leftovers.awaitNone();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerListener;
import svc.buffermanager.BufferManagerTopics;

/** What happens in a manager arrives at a handler of EventAdmin's; and nobody minds when that goes, or the bundle that posts. */
public class EventAdminTest extends ContainerTest {

    private static final String FACE = "svc.buffermanager.eventadmin";
    private static final String EVENT_ADMIN = "org.apache.felix.eventadmin";
    private static final int TIMES = 20;

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<Event> filtered = new CopyOnWriteArrayList<>();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Override
    protected List<Option> more() throws Exception {
        return List.of(bundle(Container.everythings(EVENT_ADMIN).toUri().toString()), bundle(Container.jar(FACE).toUri().toString()));
    }

    @Before
    public void handle() {
        handle(events, Map.of(EventConstants.EVENT_TOPIC, BufferManagerTopics.ALL));
        handle(filtered, Map.of(EventConstants.EVENT_TOPIC, new String[] {BufferManagerTopics.EXHAUSTED},
            EventConstants.EVENT_FILTER, "(&(manager.id=32)(size>=100)(bundle.symbolicName=" + me() + "))"));
    }

    private void handle(List<Event> into, Map<String, ?> properties) {
        EventHandler handler = into::add;
        registrations.add(context.registerService(EventHandler.class, handler, FrameworkUtil.asDictionary(properties)));
    }

    @After
    public void unregister() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private String me() {
        return context.getBundle().getSymbolicName();
    }

    private ConfiguredManager manager() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x2"), BufferManager.DRAIN_TIMEOUT, 20L,
            BufferManager.TRACKING, 1));
        manager.awaitAllocator("malloc");
        return manager;
    }

    private Event await(String topic) {
        return Awaiting.that(topic + " is posted").until(() -> events.stream().filter(event -> event.getTopic().equals(topic))
            .findFirst().orElse(null), event -> event != null);
    }

    @Test
    public void eventsArriveWithTheirFigures() throws Exception {
        ConfiguredManager manager = manager();
        long before = System.currentTimeMillis();
        assertFalse(manager.service().allocate(65).isValid());
        Event exhausted = await(BufferManagerTopics.EXHAUSTED);
        assertEquals(32, exhausted.getProperty(BufferManager.MANAGER_ID));
        assertEquals(me(), exhausted.getProperty(EventConstants.BUNDLE_SYMBOLICNAME));
        assertEquals(65L, exhausted.getProperty(BufferManagerTopics.SIZE));
        assertNull("no bin fits", exhausted.getProperty(BufferManagerTopics.BIN_SIZE));
        assertEquals(1L, exhausted.getProperty(BufferManagerTopics.COUNT));
        assertTrue((Long) exhausted.getProperty(EventConstants.TIMESTAMP) >= before);
        BufferManagerEvent whole = (BufferManagerEvent) exhausted.getProperty(EventConstants.EVENT);
        assertEquals(whole.message(), exhausted.getProperty(EventConstants.MESSAGE));
        assertEquals(BufferManagerEvent.Kind.EXHAUSTED, whole.kind());

        manager.service().deallocate(manager.service().allocate(0));
        assertEquals(me(), await(BufferManagerTopics.EMPTY_RETURN).getProperty(BufferManagerTopics.HOLDER));

        Buffer buffer = manager.service().allocate(10);
        assertEquals(64, await(BufferManagerTopics.TAKEN).getProperty(BufferManagerTopics.BIN_SIZE));
        buffer.close();
        assertTrue((Long) await(BufferManagerTopics.RETURNED).getProperty(BufferManagerTopics.HELD_NANOS) > 0);
        assertThrows(BufferMisuseException.class, buffer::close);
        assertEquals("NOT_LENT", await(BufferManagerTopics.MISUSE).getProperty(BufferManagerTopics.MISUSE_KIND));

        manager.change(Map.of(BufferManager.BINS, bins("64x3")));
        Event swapped = await(BufferManagerTopics.SWAPPED);
        assertEquals(List.of(3L, 192L, "malloc"), List.of(swapped.getProperty(BufferManagerTopics.BUFFERS),
            swapped.getProperty(BufferManagerTopics.SIZE), swapped.getProperty(BufferManagerTopics.ALLOCATOR)));
        assertEquals(128L, await(BufferManagerTopics.RETIRED).getProperty(BufferManagerTopics.SIZE));
        assertEquals(0L, await(BufferManagerTopics.ENDED).getProperty(BufferManagerTopics.BUFFERS));
    }

    @Test
    public void aHandlerCanFilterByProperties() throws Exception {
        ConfiguredManager manager = manager();
        manager.service().allocate(99);
        await(BufferManagerTopics.EXHAUSTED);
        manager.service().allocate(100);
        Awaiting.that("what it asked for arrives").until(() -> !filtered.isEmpty());
        assertEquals(List.of(100L), filtered.stream().map(event -> event.getProperty(BufferManagerTopics.SIZE)).toList());
    }

    @Test
    public void theManagerDoesntMindThatThereIsNoEventAdmin() throws Exception {
        ConfiguredManager manager = manager();
        long service = manager.serviceId();
        Bundle eventAdmin = bundles.named(EVENT_ADMIN);
        eventAdmin.stop();
        assertNull("nobody listens", context.getServiceReference(BufferManagerListener.class));
        manager.service().allocate(65);
        eventAdmin.start();
        Awaiting.that("it is posted again").until(() -> {
            manager.service().allocate(66);
            return events.stream().anyMatch(event -> Long.valueOf(66).equals(event.getProperty(BufferManagerTopics.SIZE)));
        });
        assertTrue(events.stream().noneMatch(event -> Long.valueOf(65).equals(event.getProperty(BufferManagerTopics.SIZE))));
        assertEquals(service, manager.serviceId());
    }

    @Test
    public void nothingIsLeftOfTwentyThatCameAndWent() throws Exception {
        ConfiguredManager manager = manager();
        manager.service().allocate(65);
        await(BufferManagerTopics.EXHAUSTED);
        bundles.named(FACE).uninstall();
        Awaiting.that("nobody is told any more").until(() -> context.getServiceReference(BufferManagerListener.class) == null);
        Bundle eventAdmin = bundles.named(EVENT_ADMIN);
        // It makes threads as it likes, and keeps them until it is stopped.
        eventAdmin.stop();
        Leftovers leftovers = new Leftovers(context);
        eventAdmin.start();
        Loaders loaders = new Loaders();
        for (int i = 0; i < TIMES; i++) {
            Bundle face = bundles.reinstall(FACE);
            loaders.watch(face);
            int size = 1000 + i;
            Awaiting.that("it posts").until(() -> {
                manager.service().allocate(size);
                return events.stream().anyMatch(event -> Long.valueOf(size).equals(event.getProperty(BufferManagerTopics.SIZE)));
            });
            face.stop();
            face.uninstall();
            bundles.refresh(face);
        }
        eventAdmin.stop();
        loaders.awaitCollected();
        leftovers.awaitNone();
    }
}

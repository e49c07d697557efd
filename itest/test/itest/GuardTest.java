// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

import fw.memory.MemAllocator;
import itest.client.Scribbler;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/**
 * A bundle that writes where it must not, on a system that works: it is found and named while the guard is started, and only
 * then. Those that work with buffers meanwhile notice nothing of all that.
 */
public class GuardTest extends ContainerTest {

    /**
     * One larger than what the worker takes; 24 bytes of room follow each, for its alignment, so that nobody is harmed without
     * the guard.
     */
    private static final Map<String, Object> SETTINGS = Map.of(BufferManager.BINS, bins("256x8", "1000x2"),
        BufferManager.DRAIN_TIMEOUT, 20_000L, BufferManager.TRACKING, 1);

    private Bundle guard;

    @Override
    protected List<Option> more() throws Exception {
        return List.of(Worker.bundle());
    }

    @Before
    public void installTheGuard() throws Exception {
        guard = context.installBundle(Container.jar("fw.memory.guard").toUri().toString());
    }

    @After
    public void uninstallTheGuard() throws Exception {
        guard.uninstall();
    }

    @Test
    public void aScribblerIsCaughtByStartingTheGuardOnALiveSystem() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        manager.awaitAllocator("malloc");
        long service = manager.serviceId();
        Bundle bundle = ClientBundle.install(context, "itest.scribbler", Scribbler.class, "", "fw.buffer,org.osgi.framework");
        bundle.start();
        UnaryOperator<String> scribbler = scribbler();
        String found = "its last holder is itest.scribbler (bundle " + bundle.getBundleId() + ")";
        try (Worker worker = new Worker(context)) {
            assertEquals("nothing", scribbler.apply("past its end"));
            assertEquals("nothing", scribbler.apply("after it was given back"));
            assertEquals(0, manager.snapshot().misuses);

            guard.start();
            manager.awaitAllocator("guard");
            assertTrue(manager.snapshot().guarded);
            worker.awaitProgress();
            MemAllocator allocator = allocators.named("guard");
            assertEquals(1, allocator.usage().blocks);
            String refusal = scribbler.apply("past its end");
            assertTrue(refusal, refusal.contains("bin 1000x2 was written past its end: bytes 1000 to 1003, counted from"
                + " its start, now 41 41 41 41; " + found));
            assertEquals("nothing", scribbler.apply("after it was given back"));
            assertEquals(1, log.with("OVERWRITTEN").size());
            assertEquals("nothing", scribbler.apply("nowhere"));
            worker.awaitProgress();

            guard.stop();
            assertEquals("malloc", manager.snapshot().allocator);
            assertNoBlock(allocator);
            assertEquals("nothing", scribbler.apply("past its end"));
            worker.awaitProgress();
            worker.assertHasNoticedNothing();
        } finally {
            bundle.uninstall();
        }
        List<String> lines = log.with("OVERWRITTEN");
        assertEquals(lines.toString(), 2, lines.size());
        assertTrue(lines.get(0), lines.get(0).contains("was written past its end: bytes 1000 to 1003"));
        assertTrue(lines.get(1), lines.get(1).contains("was written after it was given back: bytes 10 to 10"));
        for (String line : lines) {
            assertTrue(line, line.startsWith("ERROR") && line.contains(found)
                && line.contains("at itest.client.Scribbler.apply(Scribbler.java:"));
        }
        BufferManagerDTO snapshot = manager.snapshot();
        assertFalse(snapshot.guarded);
        assertEquals(service, manager.serviceId());
        assertEquals(List.of(2L, 2L, 2L), List.of(snapshot.misuses, snapshot.misusesByKind.get("OVERWRITTEN"), snapshot.swaps));
        assertEquals(List.of(0L, 0L, 0L), List.of(snapshot.expired, snapshot.noBuffs, snapshot.retiring));
    }

    @SuppressWarnings("unchecked") // So it is registered.
    private UnaryOperator<String> scribbler() throws Exception {
        return context.getService(context.getServiceReferences(UnaryOperator.class, "(scribbler=true)").iterator().next());
    }
}

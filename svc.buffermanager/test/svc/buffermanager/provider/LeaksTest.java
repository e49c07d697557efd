// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManager;
import testkit.Concurrent;

class LeaksTest {

    private static final Bundle RADIO = FakeFramework.bundle(7, "com.acme.radio");
    private static final Bundle STORE = FakeFramework.bundle(8, "com.acme.store");

    private final ComponentFixture fixture = new ComponentFixture();
    private final TestAllocator allocator = new TestAllocator();

    @AfterEach
    void leavesNothing() {
        fixture.component.deactivate();
        assertTrue(fixture.framework.listeners.isEmpty());
        Concurrent.await("its thread has ended", () -> !fixture.component.leaks.isWatching());
        assertEquals(0, allocator.outstanding.size());
    }

    private BufferManager viewOf(Bundle bundle) {
        return fixture.component.manager().views.getService(bundle, null);
    }

    private void start(Map<String, Object> changes) {
        fixture.bind(1, allocator);
        fixture.activate(changes);
    }

    private void awaitLine(String part) {
        Concurrent.await(part, () -> fixture.log.count(part) > 0);
    }

    @Test
    void reportsABundleThatStopsWithBuffersOut() {
        start(Map.of("tracking", 1));
        BufferManager radio = viewOf(RADIO);
        Buffer first = radio.allocate(10);
        Buffer kept = radio.allocate(20);
        viewOf(STORE).adopt(radio.allocate(30));
        first.close();
        fixture.framework.stopped(RADIO);
        awaitLine("WARN manager 32: leak: com.acme.radio (bundle 7, stopped) has 1 buffer (1 of 64x4; 64 bytes), the oldest for 0.0");
        String line = fixture.log.lines.stream().filter(text -> text.contains("leak:")).findFirst().orElseThrow();
        assertTrue(line.contains("have it give them back before it stops, or set reclaim"), line);
        assertTrue(line.contains("taken by com.acme.radio (bundle 7"), line);
        assertEquals(1, fixture.figures().leaks);
        Concurrent.await("there is nothing to wait for any more", () -> !fixture.component.leaks.isWatching());
        kept.close();
    }

    @Test
    void showsEachWayByWhichBuffersCameOnceThatOfMostBuffersFirst() {
        start(Map.of("tracking", 1, "bins", new String[] {"64x16"}));
        BufferManager radio = viewOf(RADIO);
        Buffer one = radio.allocate(10);
        List<Buffer> many = new ArrayList<>();
        List.of(1, 2, 3).forEach(_ -> many.add(radio.allocate(10)));
        List<String> ways = waysOfWhatRadioLeaves(4).filter(line -> line.contains(": taken by")).toList();
        assertEquals(2, ways.size(), ways::toString);
        assertTrue(ways.get(0).contains(" and 2 that came the same way: taken by com.acme.radio"), ways::toString);
        assertFalse(ways.get(1).contains("same way"), ways::toString);
        one.close();
        many.forEach(Buffer::close);
    }

    @Test
    void saysHowManyWaysItDoesNotShow() {
        start(Map.of("tracking", 1, "bins", new String[] {"64x16"}));
        List<Buffer> taken = new ArrayList<>();
        takeByManyWays(10, viewOf(RADIO), taken);
        List<String> lines = waysOfWhatRadioLeaves(10).toList();
        assertEquals(8, lines.stream().filter(line -> line.contains(": taken by")).count(), lines::toString);
        assertEquals("  and 2 that came by 2 other ways", lines.getLast());
        taken.forEach(Buffer::close);
    }

    private Stream<String> waysOfWhatRadioLeaves(int buffers) {
        fixture.framework.stopped(RADIO);
        awaitLine("com.acme.radio (bundle 7, stopped) has " + buffers + " buffers");
        return fixture.log.lines.stream().filter(text -> text.contains("leak:")).findFirst().orElseThrow().lines().skip(1);
    }

    /** Each from another depth of calls. Frames of this package are left out of traces, as the provider's own. */
    private static void takeByManyWays(int ways, BufferManager manager, List<Buffer> taken) {
        if (ways > 0) {
            taken.add(manager.allocate(10));
            List.of(manager).forEach(same -> takeByManyWays(ways - 1, same, taken));
        }
    }

    @Test
    void reportsNoneOfABundleWhoseBuffersComeHomeInTime() {
        start(Map.of("drain_timeout", 60_000L));
        Buffer buffer = viewOf(RADIO).allocate(10);
        fixture.framework.stopped(RADIO);
        buffer.close();
        assertEquals(0, fixture.figures().leaks);
        assertEquals(0, fixture.figures().holders.size());
    }

    @Test
    void reportsEachBufferThatIsHeldForTooLongOnce() {
        start(Map.of("held_limit", 40L));
        BufferManager radio = viewOf(RADIO);
        Buffer first = radio.allocate(10);
        awaitLine("WARN manager 32: leak: com.acme.radio (bundle 7) has 1 buffer (1 of 64x4; 64 bytes)");
        Buffer second = radio.allocate(10);
        Concurrent.await("the second one is told", () -> fixture.figures().leaks == 2);
        assertEquals(2, fixture.log.count("has 1 buffer (1 of 64x4"), "each look tells what it has not told before");
        first.close();
        Buffer again = radio.allocate(10);
        Concurrent.await("another loan of that slot is told", () -> fixture.figures().leaks == 3);
        second.close();
        again.close();
    }

    @Test
    void canSwitchTheLimitOff() {
        start(Map.of("held_limit", 20L));
        Buffer buffer = viewOf(RADIO).allocate(10);
        Concurrent.await("it is told", () -> fixture.figures().leaks == 1);
        fixture.configure(Map.of("held_limit", 0L));
        buffer.close();
    }

    @Test
    void takesAwayWhatAStoppedBundleHadAndLendsItToNobodyWhileItCouldBeReached() {
        start(Map.of("reclaim", true));
        BufferManager radio = viewOf(RADIO);
        BufferManager store = viewOf(STORE);
        Buffer lost = radio.allocate(10);
        MemorySegment reach = lost.segment();
        Buffer handedOn = radio.allocate(10);
        store.adopt(handedOn);
        Buffer others = store.allocate(10);
        Pool before = fixture.component.manager().current();
        fixture.framework.stopped(RADIO);
        awaitLine("1 of them are taken away from it");
        Concurrent.await("the pool is renewed", () -> fixture.component.manager().current() != before);
        assertThrows(BufferMisuseException.class, lost::segment);
        assertThrows(BufferMisuseException.class, lost::close);
        reach.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        assertTrue(handedOn.isValid(), "it is with a live bundle");
        others.close();
        handedOn.close();
        Concurrent.await("the old memory has ended", () -> allocator.outstanding.size() == 1);
        assertThrows(IllegalStateException.class, () -> reach.set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
        assertEquals(1, fixture.figures().reclaimed);
        assertEquals(0, fixture.figures().currBuffs);
        assertEquals(0, fixture.figures().quarantined);
    }

    @Test
    void freesSealedMemoryAtOnce() {
        start(Map.of("reclaim", true, "handles", "SEALED"));
        Buffer lost = viewOf(RADIO).allocate(10);
        MemorySegment reach = lost.segment();
        Pool before = fixture.component.manager().current();
        fixture.framework.stopped(RADIO);
        Concurrent.await("it is free", () -> fixture.figures().reclaimed == 1 && fixture.figures().currBuffs == 0);
        assertThrows(IllegalStateException.class, () -> reach.get(ValueLayout.JAVA_BYTE, 0));
        BufferManager store = viewOf(STORE);
        for (int i = 0; i < 4; i++) {
            assertTrue(store.allocate(10).isValid());
        }
        assertThrows(BufferMisuseException.class, lost::close);
        assertEquals(4, fixture.figures().currBuffs);
        assertEquals(before, fixture.component.manager().current(), "there was no need for another pool");
        assertFalse(before.quarantine.isSpoiled());
    }

    @Test
    void takesAwayWhatIsOutOfARetiredPool() {
        start(Map.of("reclaim", true));
        viewOf(RADIO).allocate(10);
        fixture.configure(Map.of("reclaim", true, "bins", new String[] {"64x8"}));
        assertEquals(2, allocator.outstanding.size());
        fixture.framework.stopped(RADIO);
        Concurrent.await("the retired pool has ended", () -> allocator.outstanding.size() == 1);
        // Counted when all have been taken away: the last of them may have ended the pool before.
        Concurrent.await("it is counted", () -> fixture.figures().reclaimed == 1);
    }

    @Test
    void saysWhoHadWhatWasOutWhenTheManagerWent() {
        start(Map.of());
        viewOf(RADIO).allocate(10);
        fixture.component.deactivate();
        assertEquals(1, fixture.log.count("buffers were out when their memory had to end: 1 of 64x4; give them back sooner, or set "
            + "drain.timeout higher; com.acme.radio (bundle 7) has 1 buffer (1 of 64x4; 64 bytes), the oldest for "));
    }

    @Test
    void reclaimsOnlyWhatItIsSureOf() {
        start(Map.of());
        viewOf(RADIO).allocate(10);
        fixture.configure(Map.of("reclaim", true));
        fixture.framework.stopped(RADIO);
        awaitLine("none of them can be taken away, since they were taken before reclaim was set");
        assertEquals(1, fixture.figures().currBuffs);
    }

    @Test
    void keepsNoPoolForWhatItHasToldOnceTheLimitIsOff() {
        start(Map.of("held_limit", 20L));
        Buffer buffer = viewOf(RADIO).allocate(10);
        Concurrent.await("it is told", () -> fixture.figures().leaks == 1);
        fixture.configure(Map.of("held_limit", 0L));
        WeakReference<Pool> before = new WeakReference<>(((Slot) buffer).pool);
        buffer.close();
        buffer = null;
        fixture.configure(Map.of("held_limit", 0L, "bins", new String[] {"64x5"}));
        Concurrent.await("the pool that is gone is kept by nobody", () -> {
            System.gc();
            return before.get() == null;
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.util.promise.Promise;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;
import svc.buffermanager.BufferManagerListener;
import testkit.Concurrent;

/** What listeners are told, and that nobody else minds them. */
class AnnouncementsTest {

    private static final Bundle RADIO = FakeFramework.bundle(7, "com.acme.radio");

    private final ComponentFixture fixture = new ComponentFixture();
    private final TestAllocator allocator = new TestAllocator();
    private final List<BufferManagerEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger references = new AtomicInteger(100);

    @AfterEach
    void leavesNoThread() {
        fixture.component.deactivate();
        Concurrent.await("nobody is told any more", () -> !fixture.component.manager().announcements.isTelling());
        assertEquals(0, allocator.outstanding.size());
    }

    private void start(Map<String, Object> changes) {
        fixture.bind(1, allocator);
        fixture.activate(changes);
        listen(events::add);
    }

    private ServiceReference<BufferManagerListener> listen(BufferManagerListener listener) {
        ServiceReference<BufferManagerListener> reference = fixture.framework.reference(references.incrementAndGet(), 0, Map.of());
        fixture.component.bindListener(reference, listener);
        return reference;
    }

    private BufferManager radio() {
        return fixture.component.manager().views.getService(RADIO, null);
    }

    private BufferManagerEvent await(Kind kind) {
        Concurrent.await(kind + " of " + events, () -> events.stream().anyMatch(event -> event.kind() == kind));
        return events.stream().filter(event -> event.kind() == kind).findFirst().orElseThrow();
    }

    private static long sum(List<BufferManagerEvent> of, Predicate<BufferManagerEvent> which) {
        return of.stream().filter(which).mapToLong(BufferManagerEvent::count).sum();
    }

    private void exhaust(BufferManager manager) {
        for (int i = 0; i < 4; i++) {
            assertTrue(manager.allocate(64).isValid());
        }
    }

    @Test
    void tellsWhoFoundNoBufferAndForWhat() {
        start(Map.of());
        exhaust(radio());
        long before = System.currentTimeMillis();
        assertFalse(radio().allocate(50).isValid());
        BufferManagerEvent event = await(Kind.EXHAUSTED);
        assertEquals(32, event.managerId());
        assertEquals("com.acme.radio", event.holder());
        assertEquals(50, event.size());
        assertEquals(64, event.binSize());
        assertEquals(1, event.count());
        assertTrue(event.timeMillis() >= before && event.timeMillis() <= System.currentTimeMillis());
        assertEquals(1, fixture.log.count("WARN " + event.message()), "it says what the log says");
    }

    @Test
    void tellsOfRequestsThatNoBinFits() {
        start(Map.of());
        radio().allocate(65);
        assertEquals(0, await(Kind.EXHAUSTED).binSize());
    }

    @Test
    void tellsWhatAQuotaDenied() {
        start(Map.of("quotas", new String[] {"com.acme.*;buffers=1"}));
        radio().allocate(10);
        radio().allocate(20);
        BufferManagerEvent event = await(Kind.DENIED);
        assertEquals("com.acme.radio", event.holder());
        assertEquals(20, event.size());
        assertEquals(1, fixture.log.count("WARN " + event.message()));
    }

    @Test
    void tellsWhoGaveBackAnInvalidBuffer() {
        start(Map.of());
        radio().deallocate(radio().allocate(0));
        BufferManagerEvent event = await(Kind.EMPTY_RETURN);
        assertEquals("com.acme.radio", event.holder());
        assertEquals(1, fixture.log.count("WARN " + event.message()));
    }

    @Test
    void tellsOfMisuse() {
        start(Map.of());
        Buffer buffer = radio().allocate(10);
        radio().deallocate(buffer);
        assertThrows(BufferMisuseException.class, () -> radio().deallocate(buffer));
        BufferManagerEvent event = await(Kind.MISUSE);
        assertEquals(BufferMisuseException.Kind.NOT_LENT, event.misuse());
        assertEquals("com.acme.radio", event.holder());
        assertEquals(64, event.binSize());
        assertEquals(1, fixture.log.count("WARN " + event.message()));
    }

    @Test
    void tellsTheLifeOfPools() {
        start(Map.of());
        Buffer out = radio().allocate(10);
        fixture.configure(Map.of("bins", new String[] {"64x8"}));
        BufferManagerEvent swapped = await(Kind.SWAPPED);
        assertEquals(8, swapped.buffers());
        assertEquals(512, swapped.size());
        assertEquals("service-1", swapped.allocator());
        BufferManagerEvent retired = await(Kind.RETIRED);
        assertEquals(1, retired.buffers());
        assertEquals(256, retired.size());
        assertEquals(0, sum(events, event -> event.kind() == Kind.ENDED));
        out.close();
        BufferManagerEvent ended = await(Kind.ENDED);
        assertEquals(0, ended.buffers());
        assertEquals(256, ended.size());
    }

    @Test
    void tellsTheEndWhenTheManagerGoes() {
        start(Map.of());
        radio().allocate(10);
        fixture.component.deactivate();
        assertEquals(List.of(Kind.RETIRED, Kind.ENDED), events.stream().map(BufferManagerEvent::kind).toList());
        assertEquals(1, events.getLast().buffers());
    }

    @Test
    void tellsOfLeaksAndOfWhatIsTakenAway() {
        start(Map.of("reclaim", true));
        radio().allocate(10);
        radio().allocate(10);
        fixture.framework.stopped(RADIO);
        BufferManagerEvent leak = await(Kind.LEAK);
        assertEquals("com.acme.radio", leak.holder());
        assertEquals(2, leak.buffers());
        assertEquals(128, leak.size());
        BufferManagerEvent reclaimed = await(Kind.RECLAIMED);
        assertEquals("com.acme.radio", reclaimed.holder());
        assertEquals(2, reclaimed.buffers());
        assertEquals(0, sum(events, event -> event.kind() == Kind.RETURNED));
    }

    @Test
    void tellsOfTracedBuffersHowLongTheyWereHeld() {
        start(Map.of("tracking", 1));
        long before = System.nanoTime();
        Buffer buffer = radio().allocate(10);
        BufferManagerEvent taken = await(Kind.TAKEN);
        long seen = System.nanoTime();
        Concurrent.await("the clock goes on", () -> System.nanoTime() - seen > 1_000_000);
        buffer.close();
        BufferManagerEvent returned = await(Kind.RETURNED);
        assertEquals("com.acme.radio", taken.holder());
        assertEquals(10, taken.size());
        assertEquals(64, taken.binSize());
        assertEquals(0, taken.waitedNanos());
        assertEquals("com.acme.radio", returned.holder());
        assertTrue(returned.heldNanos() > 1_000_000 && returned.heldNanos() <= System.nanoTime() - before, returned.heldNanos() + " ns");
    }

    @Test
    void tellsOfTracedBuffersHowLongTheirTakerHasWaited() throws Exception {
        start(Map.of("tracking", 1));
        BufferManager radio = radio();
        List<Buffer> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(radio.allocate(1));
        }
        long before = System.nanoTime();
        Promise<Buffer> later = radio.allocateLater(2, Duration.ofMinutes(1));
        Concurrent.await("it waits", () -> fixture.figures().waited == 1);
        long seen = System.nanoTime();
        Concurrent.await("the clock goes on", () -> System.nanoTime() - seen > 1_000_000);
        all.getFirst().close();
        assertTrue(later.getValue().isValid());
        Concurrent.await("it is told", () -> events.stream().anyMatch(event -> event.kind() == Kind.TAKEN && event.size() == 2));
        long waited = events.stream().filter(event -> event.size() == 2).findFirst().orElseThrow().waitedNanos();
        assertTrue(waited > 1_000_000 && waited <= System.nanoTime() - before, waited + " ns");
    }

    @Test
    void tellsNothingOfBuffersThatAreNotTraced() {
        start(Map.of());
        radio().allocate(10).close();
        radio().allocate(100);
        await(Kind.EXHAUSTED);
        assertEquals(1, events.size());
    }

    @Test
    void mergesWhatComesTooOftenAndLosesNoCount() {
        start(Map.of());
        exhaust(radio());
        long start = System.nanoTime();
        int threads = 4;
        int each = 50_000;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(Concurrent.does(() -> {
                BufferManager mine = radio();
                for (int n = 0; n < each; n++) {
                    mine.allocate(50);
                }
            }));
        }
        all.forEach(Concurrent::join);
        Concurrent.await("all are told", () -> sum(events, event -> event.kind() == Kind.EXHAUSTED) == threads * each);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(events.size() <= 5 + 5 * seconds, events.size() + " events in " + seconds + " s");
        assertEquals(threads * each, fixture.figures().noBuffs);
    }

    @Test
    void aListenerThatHangsDelaysOnlyItself() throws InterruptedException {
        start(Map.of());
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        List<BufferManagerEvent> late = new CopyOnWriteArrayList<>();
        listen(event -> {
            hangs.countDown();
            awaitUninterrupted(goesOn);
            late.add(event);
        });
        BufferManager radio = radio();
        radio.allocate(100);
        assertTrue(hangs.await(30, TimeUnit.SECONDS));
        for (int i = 1; i < 1000; i++) {
            radio.allocate(100);
        }
        Concurrent.await("the other is told", () -> sum(events, event -> true) == 1000);
        assertEquals(0, late.size());
        goesOn.countDown();
        Concurrent.await("what it has missed is counted", () -> sum(late, event -> true) == 1000);
        assertTrue(late.size() <= 1 + Lane.ROOM, "and the rest was bounded: " + late.size());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerThatHangsIsInterruptedWhenItGoes() {
        start(Map.of());
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        ServiceReference<BufferManagerListener> reference = listen(event -> {
            hangs.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        radio().allocate(100);
        Concurrent.await("it hangs", () -> hangs.getCount() == 0);
        fixture.component.unbindListener(reference);
        Concurrent.await("it is interrupted", () -> interrupted.getCount() == 0);
    }

    @Test
    void aListenerThatThrowsIsReportedOnceAndToldTheNext() {
        start(Map.of());
        AtomicInteger calls = new AtomicInteger();
        listen(event -> {
            calls.incrementAndGet();
            Thread.currentThread().interrupt();
            throw new AssertionError("broken");
        });
        radio().allocate(100);
        Concurrent.await("it is told", () -> calls.get() == 1);
        radio().allocate(100);
        Concurrent.await("it is told again", () -> calls.get() == 2);
        Concurrent.await("it is reported", () -> fixture.log.count("threw java.lang.AssertionError: broken") == 1);
        Concurrent.await("the other is told", () -> sum(events, event -> true) == 2);
        assertEquals(1, fixture.log.count("threw java.lang.AssertionError: broken"));
    }

    @Test
    void whoHasGoneIsToldNothing() {
        start(Map.of());
        List<BufferManagerEvent> gone = new CopyOnWriteArrayList<>();
        ServiceReference<BufferManagerListener> reference = listen(gone::add);
        fixture.component.unbindListener(reference);
        radio().allocate(100);
        await(Kind.EXHAUSTED);
        assertEquals(List.of(), gone);
    }

    @Test
    void aListenersOwnLoaderIsTheContextOfItsThread() {
        start(Map.of());
        List<Object> seen = new CopyOnWriteArrayList<>();
        BufferManagerListener own = event -> {
            seen.add(Thread.currentThread().isVirtual());
            seen.add(Thread.currentThread().getContextClassLoader());
        };
        listen(own);
        radio().allocate(100);
        Concurrent.await("it is told", () -> seen.size() == 2);
        assertEquals(List.of(true, own.getClass().getClassLoader()), seen);
    }

    @Test
    void anEventKeepsAllButItsCountWhenItIsMerged() {
        BufferManagerEvent one = new BufferManagerEvent.Builder(Kind.LEAK, 3, "text").timeMillis(5).holder("com.acme").size(6).binSize(7)
            .buffers(8).heldNanos(9).waitedNanos(10).allocator("malloc").misuse(BufferMisuseException.Kind.IN_USE).build();
        BufferManagerEvent many = one.withCount(12);
        assertEquals(List.of(Kind.LEAK, 3, "text", 5L, 12L, "com.acme", 6L, 7, 8L, 9L, 10L, "malloc", BufferMisuseException.Kind.IN_USE),
            List.of(many.kind(), many.managerId(), many.message(), many.timeMillis(), many.count(), many.holder(), many.size(), many.binSize(),
                many.buffers(), many.heldNanos(), many.waitedNanos(), many.allocator(), many.misuse()));
        assertEquals("1970-01-01T00:00:00.005Z LEAK (12 times) text", many.toString());
        assertThrows(IllegalArgumentException.class, () -> one.withCount(0));
        assertNull(new BufferManagerEvent.Builder(Kind.EXHAUSTED, 3, "text").build().holder());
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.HolderDTO;

class HoldersTest {

    private static final Bundle RADIO = FakeFramework.bundle(7, "com.acme.radio");
    private static final Bundle STORE = FakeFramework.bundle(8, "com.acme.store");

    private final ManagerFixture fixture = ManagerFixture.withBins("64x4", "1024x2");
    private final BufferManager radio = viewOf(RADIO);
    private final BufferManager store = viewOf(STORE);

    private BufferManager viewOf(Bundle bundle) {
        return fixture.manager.views.getService(bundle, null);
    }

    private HolderDTO of(Bundle bundle) {
        return fixture.manager.snapshot().holders.stream().filter(holder -> holder.bundleId == bundle.getBundleId()).findFirst()
            .orElseThrow();
    }

    @Test
    void saysWhoHasWhat() {
        radio.allocate(10);
        radio.allocate(100);
        Buffer[] several = new Buffer[2];
        assertEquals(2, store.allocate(64, several, 2));
        assertEquals(2, of(RADIO).outstanding);
        assertEquals(64 + 1024, of(RADIO).outstandingBytes);
        assertEquals(List.of(1, 1), of(RADIO).outstandingByBin);
        assertEquals(List.of(2, 0), of(STORE).outstandingByBin);
        store.deallocate(several, 2);
        assertEquals(0, of(STORE).outstanding);
        assertEquals(HolderDTO.NONE, of(STORE).oldestNanos);
        assertEquals("com.acme.radio", of(RADIO).symbolicName);
    }

    @Test
    void isTheSameForOneBundleWhileThatIsActive() {
        assertEquals(viewOf(RADIO), radio);
        assertFalse(viewOf(STORE) == radio);
    }

    @Test
    void findsTheOldestByLookingAtItAgain() throws InterruptedException {
        radio.allocate(10);
        long first = of(RADIO).oldestNanos;
        assertTrue(first >= 0 && first < 1_000_000_000L, () -> "nobody has looked before: " + first);
        testkit.Concurrent.await("it gets older", () -> of(RADIO).oldestNanos >= 5_000_000);
        Buffer young = store.allocate(10);
        assertTrue(of(STORE).oldestNanos < of(RADIO).oldestNanos);
        young.close();
        // The same slot again is another loan.
        store.allocate(10);
        assertTrue(of(STORE).oldestNanos < of(RADIO).oldestNanos);
    }

    @Test
    void namesWhoFoundNone() {
        for (int i = 0; i < 3; i++) {
            radio.allocate(1024);
        }
        assertEquals(1, of(RADIO).failed);
        assertEquals(1, fixture.log.count("NoBuffsAvailable: no buffer of 1024 bytes or more is free, for com.acme.radio (bundle 7)"));
    }

    @Test
    void namesWhoHadABufferThatIsMisused() {
        Buffer buffer = radio.allocate(10);
        buffer.close();
        BufferMisuseException misuse = assertThrows(BufferMisuseException.class, buffer::close);
        assertTrue(misuse.getMessage().endsWith("it was lent to com.acme.radio (bundle 7)"), misuse.getMessage());
    }

    @Test
    void followsABufferThatIsHandedOn() {
        Buffer first = radio.allocate(10);
        Buffer second = radio.allocate(10);
        radio.transfer(first, STORE);
        store.adopt(second);
        assertEquals(0, of(RADIO).outstanding);
        assertEquals(2, of(STORE).outstanding);
        store.deallocate(first);
        second.close();
        assertEquals(0, of(STORE).outstanding);
        assertEquals(BufferMisuseException.Kind.NOT_LENT, assertThrows(BufferMisuseException.class, () -> store.adopt(first)).kind());
        assertEquals(BufferMisuseException.Kind.FOREIGN, assertThrows(BufferMisuseException.class,
            () -> store.adopt(radio.allocate(0))).kind(), "the invalid buffer is nobody's");
    }

    @Test
    void countsWhatEachTakesReturnsAndHandsOnWhileAccounting() {
        Buffer before = radio.allocate(10);
        fixture.manager.care(new Care(true, 0));
        Buffer one = radio.allocate(10);
        Buffer two = radio.allocate(10);
        radio.transfer(one, STORE);
        store.deallocate(one);
        store.deallocate(two);
        before.close();
        HolderDTO has = of(RADIO);
        assertEquals(List.of(2L, 0L, 2L, 0L, 2L), List.of(has.taken, has.returned, has.given, has.received, has.highWater));
        has = of(STORE);
        assertEquals(List.of(0L, 2L, 0L, 2L, 1L), List.of(has.taken, has.returned, has.given, has.received, has.highWater));
        Buffer last = radio.allocate(10);
        fixture.manager.care(Care.NONE);
        last.close();
        radio.allocate(10).close();
        assertEquals(List.of(3L, 1L), List.of(of(RADIO).taken, of(RADIO).returned), "what went out counted comes home counted, no other");
    }

    @Test
    void refusesBuffersTwiceWhileAttendedToo() {
        fixture.manager.care(new Care(true, 1));
        Buffer buffer = radio.allocate(10);
        store.deallocate(buffer);
        assertThrows(BufferMisuseException.class, () -> radio.deallocate(buffer));
        assertThrows(BufferMisuseException.class, buffer::segment);
        assertEquals(0, fixture.manager.snapshot().currBuffs);
    }

    @Test
    void drainsARetiredPoolWhoseBuffersAreAttended() {
        fixture.manager.care(new Care(true, 0));
        Buffer old = radio.allocate(10);
        Pool before = fixture.manager.current();
        fixture.publish(ManagerFixture.spec(32, 1, "64x8"));
        assertFalse(before.isDrained());
        radio.deallocate(old);
        assertTrue(before.isDrained());
        Buffer fresh = radio.allocate(10);
        fresh.close();
        assertEquals(2, of(RADIO).taken);
        assertEquals(2, of(RADIO).returned);
    }

    @Test
    void lendsNothingToABundleThatHasStopped() {
        Buffer buffer = radio.allocate(10);
        fixture.manager.views.stop(RADIO.getBundleId());
        String refusal = assertThrows(IllegalStateException.class, () -> radio.allocate(10)).getMessage();
        assertTrue(refusal.contains("lends nothing to com.acme.radio (bundle 7, stopped)"), refusal);
        assertThrows(IllegalStateException.class, () -> radio.allocate(10, new Buffer[1], 1));
        assertThrows(IllegalStateException.class, () -> radio.adopt(store.allocate(10)));
        assertTrue(of(RADIO).stopped);
        radio.deallocate(buffer);
        BufferManagerDTO dto = fixture.manager.snapshot();
        assertEquals(1, fixture.manager.snapshot().holders.size(), () -> "it has nothing and is forgotten: " + dto.holders);
        BufferManager again = viewOf(RADIO);
        again.allocate(10).close();
        assertFalse(of(RADIO).stopped, "started again, it is another holder");
    }

    @Test
    void tracesWhereABufferWasTakenAndHandedOn() {
        fixture.manager.care(new Care(false, 1));
        Buffer buffer = radio.allocate(10);
        store.adopt(buffer);
        Trace trace = ((Slot) buffer).ward.trace;
        String report = trace.report();
        assertTrue(report.startsWith("handed to com.acme.store (bundle 8) on thread " + Thread.currentThread().getName()), report);
        assertTrue(report.contains("taken by com.acme.radio (bundle 7)"), report);
        assertTrue(report.contains("    at java.lang.reflect.Method.invoke") || report.contains("    at org.junit."), report);
        buffer.close();
        assertEquals(null, ((Slot) buffer).ward.trace);
    }

    @Test
    void tracesOneInSoMany() {
        fixture.manager.care(new Care(false, 3));
        int traced = 0;
        for (int i = 0; i < 9; i++) {
            Buffer buffer = radio.allocate(10);
            traced += ((Slot) buffer).ward.trace == null ? 0 : 1;
            buffer.close();
        }
        assertEquals(3, traced);
    }

    @Test
    void refusesNegativeTracking() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Care.of(FakeFramework.configuration(Map.of("tracking", -1))))
            .getMessage().startsWith("tracking -1 is negative"));
    }

    /** A bundle that stops between two looks at its state. */
    private static Bundle stopping(int looks) {
        AtomicInteger left = new AtomicInteger(looks);
        return (Bundle) Proxy.newProxyInstance(Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class}, (_, method, _) ->
            switch (method.getName()) {
                case "getBundleId" -> 9L;
                case "getSymbolicName", "toString" -> "com.acme.brief";
                case "getState" -> left.getAndDecrement() > 0 ? Bundle.ACTIVE : Bundle.RESOLVED;
                default -> throw new UnsupportedOperationException(method.toString());
            });
    }

    @Test
    void handsNothingToABundleThatStopsMeanwhile() {
        List<Holder> stopped = new ArrayList<>();
        fixture.manager.views.whenStopped(stopped::add);
        Buffer buffer = radio.allocate(10);
        assertThrows(IllegalStateException.class, () -> radio.transfer(buffer, stopping(1)));
        assertEquals(1, of(RADIO).outstanding);
        assertEquals(1, stopped.size(), "nobody would say so later");
    }

    @Test
    void watchesWhatABundleIsHandedThatStopsAtThatMoment() {
        List<Holder> stopped = new ArrayList<>();
        fixture.manager.views.whenStopped(stopped::add);
        Holder brief = fixture.manager.holders.of(9, "com.acme.brief");
        Slot slot = fixture.manager.current().take(10);
        Attendant whileHanded = new Attendant() {
            @Override
            public void lent(Slot its, Ward ward) {
                assertSame(slot, its);
            }

            @Override
            public BufferMisuseException home(Slot its, Ward ward, Holder by) {
                return null;
            }

            @Override
            public void handedOn(Slot its, Ward ward, Holder to) {
                fixture.manager.views.stop(9);
                fixture.manager.holders.forget(brief);
            }
        };
        Buffer buffer = Lending.attended(new Attendant[] {whileHanded}, null).lend(slot, fixture.manager.holders.nobody());
        fixture.manager.handOn(buffer, brief);
        assertEquals(List.of(brief, brief), stopped, "the first look may have been too early");
        assertSame(brief, fixture.manager.holders.numbered(slot.holder()));
        buffer.close();
    }

    @Test
    void lendsNothingToABundleThatStopsWhileItGetsTheService() {
        BufferManager late = viewOf(stopping(0));
        assertThrows(IllegalStateException.class, () -> late.allocate(10));
    }

    @Test
    void lendsNothingToABundleThatStoppedBeforeItGotItsView() {
        Holder brief = fixture.manager.holders.of(9, "com.acme.brief");
        fixture.manager.views.stop(9);
        assertThrows(IllegalStateException.class, () -> fixture.manager.views.of(brief).allocate(10));
    }
}

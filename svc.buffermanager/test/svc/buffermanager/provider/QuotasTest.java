// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.util.promise.Promise;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManager;
import svc.buffermanager.Handles;
import svc.buffermanager.HolderDTO;

class QuotasTest {

    private static final Bundle RADIO = FakeFramework.bundle(7, "com.acme.radio");
    private static final Bundle STORE = FakeFramework.bundle(8, "com.acme.store");
    private static final Bundle OTHER = FakeFramework.bundle(9, "org.other");

    private final ManagerFixture fixture = new ManagerFixture();

    private BufferManager viewOf(Bundle bundle) {
        return fixture.manager.views.getService(bundle, null);
    }

    private Pool publish(String bins, String... quotas) {
        return fixture.publish(spec(bins, LendingRules.ANY, quotas));
    }

    private static PoolSpec spec(String bins, int spill, String... quotas) {
        return new PoolSpec(32, 49, BinSpec.parse(bins), 1, false, Handles.REUSED,
            new LendingRules(List.of(quotas).stream().map(QuotaSpec::parse).toList(), spill), Treatment.NONE);
    }

    private static int takeAll(BufferManager view, int size, List<Buffer> into) {
        int taken = 0;
        for (Buffer buffer = view.allocate(size); buffer.isValid(); buffer = view.allocate(size)) {
            into.add(buffer);
            taken++;
        }
        return taken;
    }

    private HolderDTO of(Bundle bundle) {
        return fixture.manager.snapshot().holders.stream().filter(holder -> holder.bundleId == bundle.getBundleId()).findFirst()
            .orElseThrow();
    }

    @Test
    void letsEachBundleHaveSoManyBuffers() {
        publish("64x10", "com.acme.*;buffers=3");
        List<Buffer> taken = new ArrayList<>();
        assertEquals(3, takeAll(viewOf(RADIO), 10, taken));
        assertEquals(3, takeAll(viewOf(STORE), 10, taken), "each of them");
        assertEquals(4, takeAll(viewOf(OTHER), 10, taken), "others have none");
        assertEquals(1, of(RADIO).denied);
        assertEquals(0, of(RADIO).failed);
        assertEquals(1, of(OTHER).failed);
        assertEquals(1, fixture.manager.snapshot().noBuffs, "what a quota denies isn't want of buffers");
        assertEquals(3, of(RADIO).quotaBuffers);
        assertEquals(HolderDTO.NO_LIMIT, of(RADIO).quotaBytes);
        assertEquals(1, fixture.log.count("WARN manager 32: QuotaExceeded: com.acme.radio (bundle 7) wants 10 bytes, has 3 buffers of 192 "
            + "bytes, and may have 3 buffers of any bytes; have it give some back first, or set its quota higher"));
        taken.get(0).close();
        assertTrue(viewOf(RADIO).allocate(10).isValid());
        assertFalse(viewOf(RADIO).allocate(10).isValid());
    }

    @Test
    void letsABundleHaveSoManyBytesOfCapacity() {
        publish("64x10,1024x10", "com.acme.radio;bytes=1KiB");
        BufferManager radio = viewOf(RADIO);
        Buffer large = radio.allocate(1000);
        assertTrue(large.isValid());
        assertFalse(radio.allocate(1).isValid());
        large.close();
        List<Buffer> small = new ArrayList<>();
        assertEquals(10, takeAll(radio, 1, small), "the next would be a large one, which is passed over");
        assertEquals(1, of(RADIO).failed);
        assertEquals(640, of(RADIO).outstandingBytes);
        radio.deallocate(small.toArray(Buffer[]::new), 10);
        assertTrue(radio.allocate(1000).isValid());
    }

    @Test
    void keepsSoManyForThemAllTogether() {
        publish("64x10", "com.acme.*;reserve=64x4");
        List<Buffer> taken = new ArrayList<>();
        assertEquals(6, takeAll(viewOf(OTHER), 10, taken));
        assertEquals(3, viewOf(RADIO).allocate(10, new Buffer[3], 3));
        assertEquals(1, takeAll(viewOf(STORE), 10, taken));
        taken.get(0).close();
        assertTrue(viewOf(STORE).allocate(10).isValid(), "those for all are for them too");
        assertFalse(viewOf(OTHER).allocate(10).isValid());
    }

    @Test
    void countsForWhoHasItNow() {
        publish("64x10", "com.acme.radio;buffers=1", "com.acme.store;buffers=1");
        BufferManager radio = viewOf(RADIO);
        BufferManager store = viewOf(STORE);
        Buffer first = radio.allocate(10);
        radio.transfer(first, STORE);
        Buffer second = radio.allocate(10);
        assertTrue(second.isValid());
        assertFalse(store.allocate(10).isValid());
        store.adopt(second);
        assertEquals(2, of(STORE).outstanding, "it was handed it, whatever its quota");
        first.close();
        assertFalse(store.allocate(10).isValid());
        second.close();
        assertTrue(store.allocate(10).isValid());
    }

    @Test
    void goesOnCountingWhatIsOutOfARetiredPool() {
        publish("64x10", "com.acme.*;buffers=2");
        Buffer old = viewOf(RADIO).allocate(10);
        publish("64x20", "com.acme.*;buffers=2");
        assertTrue(viewOf(RADIO).allocate(10).isValid());
        assertFalse(viewOf(RADIO).allocate(10).isValid());
        old.close();
        assertTrue(viewOf(RADIO).allocate(10).isValid());
    }

    @Test
    void firstQuotaThatFitsHolds() {
        publish("64x10", "com.acme.radio;buffers=1", "*;buffers=2");
        assertEquals(1, takeAll(viewOf(RADIO), 10, new ArrayList<>()));
        assertEquals(2, takeAll(viewOf(OTHER), 10, new ArrayList<>()));
        assertEquals(7, takeAll(fixture.manager, 10, new ArrayList<>()), "who is no bundle has no quota");
    }

    @ParameterizedTest
    @CsvSource({"-1, 6", "0, 1", "1, 3", "2, 6", "7, 6"})
    void spillsSoFar(int spill, int expected) {
        fixture.publish(spec("64x1,128x2,256x3", spill));
        assertEquals(expected, takeAll(fixture.manager, 10, new ArrayList<>()));
        assertEquals(1, fixture.manager.snapshot().bins.get(0).failures);
        fixture.publish(spec("64x1,128x2,256x3", spill, "x;buffers=1"));
        assertEquals(expected, takeAll(fixture.manager, 10, new ArrayList<>()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "64x4 | a;reserve=64x3 | b;reserve=64x2 | bin 64x4: 5 are reserved (3 for a, 2 for b), and it has 4; reserve fewer, or make it larger",
        "64x4 | a;reserve=65x1 | b | quota 'a': 65x1 is reserved, and there is no bin of 65 bytes; give one of [64x4]",
        "4000000x5000000 | a | b | quotas hold for pools of at most 4194304 buffers and 274877906944 bytes, and this has 5000000 and 20000000000000; make more managers of it, or give no quotas"})
    void refusesWhatItCantKeep(String bins, String one, String other, String refusal) {
        assertEquals(refusal, assertThrows(IllegalArgumentException.class, () -> new LendingRules(List.of(QuotaSpec.parse(one),
            QuotaSpec.parse(other)), -1).check(BinSpec.parse(bins))).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", " ;; ", "a b;buffers=1", "a;buffers=-1", "a;buffers", "a;bufers=1", "a;reserve=64", "a;bytes=1XB", "a;;buffers=1"})
    void refusesWhatIsNoQuota(String text) {
        String refusal = assertThrows(IllegalArgumentException.class, () -> QuotaSpec.parse(text)).getMessage();
        assertTrue(refusal.startsWith("quota '" + text + "': "), refusal);
    }

    @ParameterizedTest
    @CsvSource({"com.acme.*, com.acme.radio, true", "com.acme.*, com.acmeradio, false", "com.acme, com.acme.radio, false", "*, x, true",
        "*.radio, com.acme.radio, true", "c*e.r*o, com.acme.radio, true", "com.acme.radio, com.acmeXradio, false"})
    void matchesNames(String pattern, String name, boolean expected) {
        assertEquals(expected, QuotaSpec.parse(pattern + ";buffers=1").isFor(name));
    }

    /**
     * Holders run into their quota and into each other's all the time; no count goes beyond what is allowed, and none is lost.
     */
    @Test
    void isExactWhileThreadsRace() throws Exception {
        Pool pool = publish("64x8", "com.acme.radio;buffers=3;reserve=64x2", "com.acme.store;buffers=4");
        Bundle[] bundles = {RADIO, RADIO, STORE, OTHER};
        int[] most = {3, 3, 4, 6};
        AtomicInteger[] held = {new AtomicInteger(), null, new AtomicInteger(), new AtomicInteger()};
        held[1] = held[0];
        try (ExecutorService threads = Executors.newFixedThreadPool(bundles.length)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int t = 0; t < bundles.length; t++) {
                BufferManager view = viewOf(bundles[t]);
                AtomicInteger count = held[t];
                int limit = most[t];
                ends.add(threads.submit((Callable<Void>) () -> {
                    List<Buffer> mine = new ArrayList<>();
                    for (int i = 0; i < 50_000; i++) {
                        if (ThreadLocalRandom.current().nextBoolean()) {
                            Buffer buffer = view.allocate(10);
                            if (buffer.isValid()) {
                                mine.add(buffer);
                                int now = count.incrementAndGet();
                                assertTrue(now <= limit, () -> view + " has " + now);
                            }
                        } else if (!mine.isEmpty()) {
                            count.decrementAndGet();
                            view.deallocate(mine.removeLast());
                        }
                    }
                    mine.forEach(buffer -> {
                        count.decrementAndGet();
                        buffer.close();
                    });
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        assertEquals(0, pool.lent());
        assertEquals(6, takeAll(viewOf(OTHER), 10, new ArrayList<>()));
        assertEquals(2, takeAll(viewOf(RADIO), 10, new ArrayList<>()));
        assertEquals(0, fixture.manager.snapshot().misuses);
    }

    @Test
    void servesWhoWaitsForHisQuotaAsSoonAsItLetsHim() throws Exception {
        publish("64x10", "com.acme.radio;buffers=1");
        BufferManager radio = viewOf(RADIO);
        Buffer first = radio.allocate(10);
        Promise<Buffer> returned = radio.allocateLater(10, Duration.ofMinutes(1));
        assertFalse(returned.isDone());
        first.close();
        Buffer second = returned.getValue();
        assertTrue(second.isValid());
        Promise<Buffer> handedOn = radio.allocateLater(10, Duration.ofMinutes(1));
        radio.transfer(second, STORE);
        assertTrue(handedOn.getValue().isValid());
        assertFalse(radio.allocate(10, Duration.ofMillis(1)).isValid());
        assertEquals(1, of(RADIO).denied, "its time was up because of its quota");
        assertEquals(0, fixture.manager.snapshot().noBuffs);
    }

    @Test
    void servesWhoWaitsForTheLastShareThatIsForAll() throws Exception {
        publish("64x3", "com.acme.radio;reserve=64x2");
        BufferManager other = viewOf(OTHER);
        Buffer first = other.allocate(10);
        Promise<Buffer> second = other.allocateLater(10, Duration.ofMinutes(1));
        assertTrue(viewOf(RADIO).allocate(10, Duration.ofMinutes(1)).isValid(), "for it there is one");
        assertFalse(second.isDone());
        other.deallocate(first);
        assertTrue(second.getValue().isValid());
        assertEquals(0, fixture.manager.snapshot().waiting);
    }

    @Test
    void keepsItsShareForWhoWaitedIfTheHolderBeforeReturnsTwice() throws Exception {
        publish("64x1", "com.acme.*;buffers=1");
        Buffer first = viewOf(RADIO).allocate(10);
        Waiter waiter = new Waiter(fixture.manager.views.of(fixture.manager.holders.of(STORE)), 10, Long.MAX_VALUE, Thread.currentThread());
        fixture.manager.waiters.enter(waiter);
        first.close();
        assertTrue(waiter.hasEnded(), "it has been handed the slot, and its thread hasn't taken it");
        assertThrows(BufferMisuseException.class, first::close);
        Buffer second = waiter.view.await(waiter);
        second.close();
        assertEquals(0, waiter.view.holder.chargedBuffers());
        assertTrue(viewOf(RADIO).allocate(10).isValid());
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import fw.buffer.Buffer;
import svc.buffermanager.BinDTO;

/** Pools that are full, or nearly: whatever is free is found, and none is said to be free that isn't. */
@Timeout(60)
class SearchTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 128, 2047, 2048, 2049, 5000})
    void findsEveryFreeSlotOfAFullPoolInAnyOrder(int count) {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x" + count)) {
            List<Buffer> all = fixture.take(count, 8);
            assertTrue(all.stream().allMatch(Buffer::isValid));
            Random random = new Random(count);
            for (int round = 0; round < 200; round++) {
                assertFalse(fixture.manager.allocate(8).isValid(), "full");
                Collections.shuffle(all, random);
                int back = 1 + random.nextInt(Math.min(count, 70));
                List<Buffer> returned = new ArrayList<>(all.subList(0, back));
                returned.forEach(Buffer::close);
                List<Buffer> again = fixture.take(back, 8);
                assertEquals(contexts(returned), contexts(again));
            }
            assertEquals(count, fixture.manager.snapshot().hiBuffs);
        }
    }

    private static List<Long> contexts(List<Buffer> buffers) {
        return buffers.stream().map(Buffer::context).sorted().collect(Collectors.toList());
    }

    @Test
    void highWaterMarkIsTheMostThatWereLentAtATimeInWhateverOrder() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x1000")) {
            Random random = new Random(7);
            List<Buffer> held = new ArrayList<>();
            int most = 0;
            for (int i = 0; i < 20_000; i++) {
                if (held.isEmpty() || held.size() < 300 && random.nextInt(100) < 52) {
                    held.add(fixture.manager.allocate(8));
                    most = Math.max(most, held.size());
                } else {
                    held.remove(random.nextInt(held.size())).close();
                }
                BinDTO bin = fixture.manager.snapshot().bins.getFirst();
                assertEquals(held.size(), bin.used);
                assertTrue(most <= bin.highWater && bin.highWater <= most + Math.max(16, most / 4), most + ", not " + bin.highWater);
            }
            assertTrue(most > 200, "the mark has risen");
        }
    }

    @Test
    void highWaterMarkIsExactAsLongAsNobodyHasToSearch() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x1000")) {
            for (int most = 1; most <= 300; most++) {
                List<Buffer> held = fixture.take(most, 8);
                assertEquals(most, fixture.manager.snapshot().bins.getFirst().highWater);
                for (Buffer buffer : held.reversed()) {
                    buffer.close();
                }
                fixture.manager.allocate(8).close();
            }
        }
    }

    /** A group that has no marks because all are out: what comes home is found, and what never does isn't looked at. */
    @Test
    void aSlotThatWasPassedOverIsMarkedAgainWhenItComesHome() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x40")) {
            List<Buffer> all = fixture.take(40, 8);
            Bin bin = ((Slot) all.getFirst()).bin;
            assertNull(bin.takeFrom(0, 0, false));
            assertNull(bin.takeFrom(1, 0, false));
            assertTrue(bin.isNotedFull());
            all.get(35).close();
            assertFalse(bin.isNotedFull());
            assertNull(bin.takeFrom(0, 0, false));
            assertEquals(all.get(35), bin.takeFrom(1, 0, false));
            assertEquals(Slot.LENT, ((Slot) all.get(35)).state(), "it keeps its mark, and is given back with one step");
            all.get(35).close();
            assertEquals(all.get(35), bin.takeFrom(1, 0, false));
        }
    }

    /** A thread that is stopped in the midst of giving a watched slot back, before it is marked: that is not free yet. */
    @Test
    void aReturnThatHasOnlyBegunKeepsNobodyWaiting() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x1")) {
            Slot slot = (Slot) fixture.manager.allocate(8);
            int returning = Slot.returning();
            assertTrue(slot.change(Slot.WATCHED, returning));
            assertFalse(fixture.manager.allocate(8).isValid());
            fixture.manager.current().homecoming.finish(slot, returning);
            assertTrue(fixture.manager.allocate(8).isValid());
        }
    }

    /** A thread that is stopped while it opens a spare: whoever needs the slot takes it. */
    @Test
    void aSpareThatIsHalfOpenKeepsNobodyWaiting() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x3")) {
            Bin bin = ((Slot) fixture.manager.allocate(8)).bin;
            Slot marked = bin.slotAt(1);
            bin.announce(marked);
            assertEquals(marked, fixture.manager.allocate(8), "marked, and not opened yet");
            assertEquals(2, bin.highWater());
            Slot half = bin.slotAt(2);
            bin.announce(half);
            int returning = Slot.returning();
            assertTrue(half.change(Slot.UNOPENED, returning));
            assertEquals(half, fixture.manager.allocate(8), "opened, and neither counted nor free yet");
            assertEquals(3, bin.highWater());
            assertEquals(3, bin.used());
            assertFalse(half.change(returning, Slot.FREE), "the one who was stopped changes nothing any more");
            assertFalse(fixture.manager.allocate(8).isValid());
        }
    }

    /** A return that is stopped after its slot is marked: another takes it. */
    @Test
    void aReturnThatIsHalfDoneKeepsNobodyWaiting() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x1")) {
            Slot slot = (Slot) fixture.manager.allocate(8);
            int returning = Slot.returning();
            assertTrue(slot.change(Slot.WATCHED, returning));
            slot.bin.announce(slot);
            Buffer taken = fixture.manager.allocate(8);
            assertEquals(slot, taken);
            assertEquals(Slot.WATCHED, slot.state(), "its group may still be noted as full");
            assertFalse(slot.change(returning, Slot.FREE), "the one who was stopped changes nothing any more");
            assertTrue(taken.isValid());
        }
    }

    @Test
    void aHalfDoneReturnOfARetiredPoolIsFinishedByTheRetirement() {
        ManagerFixture fixture = ManagerFixture.withBins("8x1");
        Slot slot = (Slot) fixture.manager.allocate(8);
        int returning = Slot.returning();
        assertTrue(slot.change(Slot.WATCHED, returning));
        Pool pool = fixture.manager.current();
        fixture.close();
        assertTrue(pool.isDrained());
        assertEquals(0, fixture.manager.snapshot().expired);
        pool.homecoming.finish(slot, returning);
        assertEquals(0, fixture.manager.snapshot().misuses, "it was given back in time");
    }

    /** One buffer is free at every moment, now in the one bin, now in the other: no request may fail. */
    @Test
    void noneIsSaidToBeFreeOnlyIfNoneWasInAnyBin() throws InterruptedException {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x2", "16x2")) {
            AtomicInteger missed = new AtomicInteger();
            List<Thread> running = IntStream.range(0, 4).mapToObj(thread -> Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 100_000; i++) {
                    Buffer one = fixture.manager.allocate(8);
                    if (one.isValid()) {
                        one.close();
                    } else {
                        missed.incrementAndGet();
                    }
                }
            })).toList();
            for (Thread thread : running) {
                thread.join();
            }
            assertEquals(0, missed.get());
        }
    }

    /** Each round a fresh pool, in which slots are opened and come home while others search. */
    @Test
    void noneIsMissedWhileSlotsAreOpened() throws InterruptedException {
        AtomicInteger missed = new AtomicInteger();
        for (int round = 0; round < 2_000; round++) {
            try (ManagerFixture fixture = ManagerFixture.withBins("8x3")) {
                CountDownLatch start = new CountDownLatch(3);
                List<Thread> running = IntStream.range(0, 3).mapToObj(thread -> Thread.ofVirtual().start(() -> {
                    start.countDown();
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    for (int i = 0; i < 20; i++) {
                        try (Buffer buffer = fixture.manager.allocate(8)) {
                            if (!buffer.isValid()) {
                                missed.incrementAndGet();
                            }
                        }
                    }
                })).toList();
                for (Thread thread : running) {
                    thread.join();
                }
            }
        }
        assertEquals(0, missed.get());
    }

    @Test
    void memoryThatWasNeverNeededIsNeverLent() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x100000")) {
            for (int i = 0; i < 10_000; i++) {
                fixture.take(3, 8).forEach(buffer -> {
                    assertTrue(fixture.index(buffer) < 3 + 16, "those that are needed, and spares");
                    buffer.close();
                });
            }
        }
    }

    /** Threads that hold fewer than are free between them: each must find one, however few there are, wherever they are. */
    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200, 3000})
    void noneIsMissedInANearlyFullPoolByManyThreads(int count) throws InterruptedException {
        int threads = 4;
        try (ManagerFixture fixture = ManagerFixture.withBins("8x" + count)) {
            List<Buffer> all = fixture.take(count, 8);
            Collections.shuffle(all, new Random(count));
            all.subList(0, 2 * threads).forEach(Buffer::close);
            AtomicInteger missed = new AtomicInteger();
            List<Thread> running = IntStream.range(0, threads).mapToObj(thread -> Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 50_000; i++) {
                    Buffer one = fixture.manager.allocate(8);
                    Buffer two = fixture.manager.allocate(8);
                    if (!one.isValid() || !two.isValid()) {
                        missed.incrementAndGet();
                    }
                    one.close();
                    two.close();
                }
            })).toList();
            for (Thread thread : running) {
                thread.join();
            }
            assertEquals(0, missed.get());
            assertEquals(count - 2 * threads, fixture.manager.snapshot().currBuffs);
            assertEquals(2 * threads, fixture.take(3 * threads, 8).stream().filter(Buffer::isValid).count());
        }
    }

    @Test
    void aMillionBuffersCanAllBeLentAndAllComeHome() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x1000000")) {
            List<Buffer> all = fixture.take(1_000_000, 8);
            assertEquals(1_000_000, fixture.manager.snapshot().currBuffs);
            assertFalse(fixture.manager.allocate(8).isValid());
            all.forEach(Buffer::close);
            assertEquals(0, fixture.manager.snapshot().currBuffs);
        }
    }
}

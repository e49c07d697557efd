// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import fw.buffer.Buffer;
import svc.buffermanager.BinDTO;

/** High-water marks that begin anew. */
@Timeout(60)
class ClearHighWaterTest {

    private static int mark(ManagerFixture fixture) {
        return fixture.manager.snapshot().bins.getFirst().highWater;
    }

    @Test
    void beginsAnewAtWhatIsLent() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x1000", "16x10")) {
            List<Buffer> held = fixture.take(300, 8);
            Collections.shuffle(held, new Random(5));
            held.subList(7, 300).forEach(Buffer::close);
            fixture.take(2, 16).getFirst().close();
            assertEquals(302, fixture.manager.snapshot().hiBuffs);
            fixture.manager.clearHighWater();
            assertEquals(7, mark(fixture));
            assertEquals(1, fixture.manager.snapshot().bins.getLast().highWater);
            assertEquals(8, fixture.manager.snapshot().hiBuffs);
            assertEquals(8, fixture.manager.snapshot().currBuffs);
            assertEquals(List.of(), fixture.manager.audit().findings);
        }
    }

    @Test
    void tellsTheMostThatAreLentFromThenOn() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x1000")) {
            fixture.take(400, 8).forEach(Buffer::close);
            Random random = new Random(7);
            List<Buffer> held = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                fixture.manager.clearHighWater();
                int most = held.size();
                int limit = 20 + random.nextInt(300);
                for (int i = 0; i < 3_000; i++) {
                    if (held.isEmpty() || held.size() < limit && random.nextInt(100) < 52) {
                        held.add(fixture.manager.allocate(8));
                        most = Math.max(most, held.size());
                    } else {
                        held.remove(random.nextInt(held.size())).close();
                    }
                }
                BinDTO bin = fixture.manager.snapshot().bins.getFirst();
                assertEquals(held.size(), bin.used);
                assertTrue(most <= bin.highWater && bin.highWater <= most + Math.max(16, most / 4), most + ", not " + bin.highWater);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 64, 65, 1025})
    void findsEveryBufferAfterwardsInAnyOrder(int count) {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x" + count)) {
            Random random = new Random(count);
            List<Buffer> all = fixture.take(count, 8);
            for (int round = 0; round < 100; round++) {
                Collections.shuffle(all, random);
                int back = 1 + random.nextInt(count);
                List<Buffer> kept = new ArrayList<>(all.subList(back, count));
                all.subList(0, back).forEach(Buffer::close);
                fixture.manager.clearHighWater();
                assertEquals(count - back, mark(fixture));
                kept.addAll(fixture.take(back, 8));
                assertTrue(kept.stream().allMatch(Buffer::isValid), "none is lost");
                assertFalse(fixture.manager.allocate(8).isValid(), "none is made");
                assertEquals(count, mark(fixture));
                all = kept;
            }
        }
    }

    @Test
    void holdersMarksBeginAnewToo() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x10")) {
            fixture.manager.care(new Care(true, 0));
            BundleView view = fixture.manager.views.of(fixture.manager.holders.of(7, "com.acme.radio"));
            List<Buffer> held = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                held.add(view.allocate(8));
            }
            held.subList(2, 5).forEach(Buffer::close);
            assertEquals(5, fixture.manager.snapshot().holders.getLast().highWater);
            fixture.manager.clearHighWater();
            assertEquals(2, fixture.manager.snapshot().holders.getLast().highWater);
            view.allocate(8);
            assertEquals(3, fixture.manager.snapshot().holders.getLast().highWater);
        }
    }

    @Test
    void whatIsClosedIsRetiredWithItsPool() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x10")) {
            fixture.take(6, 8).forEach(Buffer::close);
            fixture.manager.clearHighWater();
            Pool before = fixture.manager.current();
            fixture.publish(ManagerFixture.spec(32, 1, "8x4"));
            assertTrue(before.isDrained());
            assertEquals(0, fixture.manager.snapshot().hiBuffs);
        }
    }

    @Test
    void noneFreeIsNeverSaidWhileOneIsClosed() throws InterruptedException {
        int threads = 4;
        try (ManagerFixture fixture = ManagerFixture.withBins("64x" + threads)) {
            AtomicInteger running = new AtomicInteger(threads);
            ConcurrencyTest.onThreads(threads + 1, false, thread -> {
                if (thread == threads) {
                    while (running.get() > 0) {
                        fixture.manager.clearHighWater();
                    }
                    return;
                }
                try {
                    for (int i = 0; i < ConcurrencyTest.ROUNDS; i++) {
                        try (Buffer buffer = fixture.manager.allocate(64)) {
                            assertTrue(buffer.isValid(), "each of " + threads + " threads holds one of " + threads + " at most");
                        }
                    }
                } finally {
                    running.decrementAndGet();
                }
            });
            assertEquals(List.of(), fixture.manager.audit().findings);
            assertEquals(threads, fixture.take(threads, 64).stream().filter(Buffer::isValid).count());
        }
    }
}

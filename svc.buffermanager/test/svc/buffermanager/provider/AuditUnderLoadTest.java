// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import fw.buffer.Buffer;
import svc.buffermanager.AuditDTO;
import svc.buffermanager.Handles;

/** Audits while threads take, wait, hand on, give back, and pools are swapped: no false alarm. */
@Timeout(120)
class AuditUnderLoadTest {

    private static final int WORKERS = 6;
    private static final int AUDITS = 60;
    private static final int ROUNDS = 30_000;

    enum Kind {
        PLAIN(Handles.REUSED, LendingRules.NONE, false),
        ROTATED(Handles.ROTATED, LendingRules.NONE, false),
        GUARDED(Handles.FRESH, LendingRules.NONE, true),
        RULED(Handles.REUSED, new LendingRules(List.of(QuotaSpec.parse("b1;buffers=3;reserve=64x2"), QuotaSpec.parse("b2;bytes=400")),
            LendingRules.ANY), false);

        final PoolSpec spec;

        Kind(Handles handles, LendingRules rules, boolean guarded) {
            spec = new PoolSpec(32, 49, BinSpec.parse("64x40", "128x5"), 64, false, handles, rules,
                new Treatment(false, guarded, false));
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWhereNothingIsWrong(Kind kind) throws InterruptedException {
        ManagerFixture fixture = new ManagerFixture();
        fixture.publish(kind.spec);
        List<BundleView> views = Stream.of(1, 2, 3).map(i -> fixture.manager.views.of(fixture.manager.holders.of(i, "b" + i))).toList();
        ConcurrentLinkedQueue<Buffer> handedOn = new ConcurrentLinkedQueue<>();
        List<AuditDTO> audits = new ArrayList<>();
        AtomicInteger auditing = new AtomicInteger(1);
        AtomicInteger rounds = new AtomicInteger();
        ConcurrencyTest.onThreads(WORKERS + 2, false, thread -> {
            if (thread == 0) {
                try {
                    while (audits.size() < AUDITS || rounds.get() < ROUNDS) {
                        audits.add(fixture.manager.audit());
                    }
                } finally {
                    auditing.set(0);
                }
            } else if (thread == 1) {
                for (int i = 0; auditing.get() > 0; i++) {
                    disturb(fixture, kind.spec, i);
                    Thread.sleep(1);
                }
            } else {
                SplittableRandom random = new SplittableRandom(thread);
                while (auditing.get() > 0) {
                    work(views, random, handedOn);
                    rounds.incrementAndGet();
                }
            }
        });
        handedOn.forEach(Buffer::close);
        for (AuditDTO audit : audits) {
            assertEquals(List.of(), audit.findings);
        }
        AuditDTO last = fixture.manager.audit();
        assertEquals(List.of(), last.findings);
        assertEquals(List.of(), last.undecided, "all can be told when all is quiet");
        assertEquals(0, fixture.manager.snapshot().misuses, fixture.log.toString());
        assertEquals(0, fixture.manager.snapshot().currBuffs);
    }

    private static void work(List<BundleView> views, SplittableRandom random, ConcurrentLinkedQueue<Buffer> handedOn)
        throws InterruptedException {
        BundleView view = views.get(random.nextInt(views.size()));
        Buffer buffer = random.nextInt(8) == 0 ? view.allocate(1 + random.nextInt(128), Duration.ofMillis(1))
            : view.allocate(1 + random.nextInt(128));
        if (!buffer.isValid()) {
            return;
        }
        buffer.segment().fill((byte) random.nextInt());
        switch (random.nextInt(4)) {
            case 0 -> views.get(random.nextInt(views.size())).adopt(buffer);
            case 1 -> {
                handedOn.add(buffer);
                buffer = handedOn.size() > 8 ? handedOn.poll() : null;
            }
            default -> Thread.onSpinWait();
        }
        if (buffer != null) {
            views.get(random.nextInt(views.size())).deallocate(buffer);
        }
    }

    private static void disturb(ManagerFixture fixture, PoolSpec spec, int i) {
        switch (i % 8) {
            case 0 -> fixture.publish(spec);
            case 2 -> fixture.manager.clearHighWater();
            case 4 -> fixture.manager.care(new Care(i % 16 == 4, 0));
            case 6 -> fixture.manager.track(i % 5);
            default -> fixture.manager.snapshot();
        }
        fixture.manager.retired.all().stream().filter(Pool::isDrained).toList().forEach(fixture.manager.retired::end);
    }
}

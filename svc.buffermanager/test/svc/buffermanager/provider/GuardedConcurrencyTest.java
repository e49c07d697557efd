// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.Handles;

/**
 * Many threads on a manager that guards its buffers: as on any other; nobody is blamed who did nothing, and each who did is,
 * once.
 */
class GuardedConcurrencyTest extends ConcurrencyTest {

    private static final int SIZE = 64;

    @Override
    PoolSpec spec(String... bins) {
        return new PoolSpec(32, 49, BinSpec.parse(bins), 64, false, Handles.REUSED, LendingRules.NONE,
            new Treatment(false, true, false));
    }

    /** What it says of pools that aren't guarded is not so of these. */
    @Override
    @Test
    void whatAHolderWroteIsSeenByTheNextOnAnotherThread() throws InterruptedException {
        AtomicInteger seen = new AtomicInteger();
        ManagerFixture fixture = new ManagerFixture();
        fixture.publish(spec("64x2"));
        onThreads(4, false, thread -> {
            byte mine = (byte) (thread + 1);
            for (int i = 0; i < ROUNDS / 10; i++) {
                try (Buffer buffer = fixture.manager.allocate(SIZE)) {
                    if (buffer.isValid()) {
                        long whole = buffer.segment().mismatch(MemorySegment.ofArray(new byte[SIZE]).fill(mine));
                        seen.addAndGet(whole == -1 ? 1 : 0);
                        buffer.segment().fill(mine);
                    }
                }
            }
        });
        assertEquals(0, seen.get(), "nobody finds what he wrote himself");
        assertBlamed(fixture, 0);
    }

    @Test
    void honestThreadsThatFillTheirBuffersAreNeverBlamedWhilePoolsComeAndGo() throws InterruptedException {
        ManagerFixture fixture = new ManagerFixture();
        fixture.publish(spec("64x8", "128x8"));
        AtomicInteger running = new AtomicInteger(4);
        onThreads(5, false, thread -> {
            for (int i = 0; thread == 4 && running.get() > 0; i++) {
                fixture.publish(i % 2 == 0 ? ManagerFixture.spec(32, 64, "64x8", "128x8") : spec("64x8", "128x8"));
                fixture.manager.retired.all().stream().filter(Pool::isDrained).forEach(fixture.manager.retired::end);
            }
            try {
                SplittableRandom random = new SplittableRandom(thread);
                for (int i = 0; thread < 4 && i < ROUNDS / 10; i++) {
                    try (Buffer buffer = fixture.manager.allocate(1 + random.nextInt(128))) {
                        assertTrue(buffer.isValid());
                        buffer.setSize(buffer.capacity()).segment().fill((byte) i);
                    }
                }
            } finally {
                running.decrementAndGet();
            }
        });
        assertBlamed(fixture, 0);
    }

    /** Two who find the same damage at once, since a gap is between the two, don't both tell it. */
    @Test
    void eachWritePastAnEndIsToldOnceThoughNeighboursComeAndGo() throws InterruptedException {
        ManagerFixture fixture = new ManagerFixture();
        fixture.publish(spec("64x4"));
        AtomicInteger refused = new AtomicInteger();
        onThreads(4, false, thread -> {
            for (int i = 0; i < ROUNDS / 10; i++) {
                Buffer buffer = fixture.manager.allocate(SIZE);
                if (thread == 0) {
                    scribblePastTheEnd(buffer);
                }
                try {
                    buffer.close();
                } catch (BufferMisuseException e) {
                    refused.incrementAndGet();
                }
            }
        });
        assertTrue(refused.get() > 0 && refused.get() <= ROUNDS / 10, refused.get() + " of " + ROUNDS / 10);
        assertBlamed(fixture, ROUNDS / 10);
    }

    @SuppressWarnings("restricted") // As native code would.
    private static void scribblePastTheEnd(Buffer buffer) {
        MemorySegment.ofAddress(buffer.segment().address() + SIZE).reinterpret(1).set(JAVA_BYTE, 0, (byte) 0);
    }

    private static void assertBlamed(ManagerFixture fixture, long times) {
        assertEquals(0, fixture.manager.snapshot().currBuffs);
        fixture.close();
        assertEquals(times, fixture.manager.snapshot().misusesByKind.get("OVERWRITTEN"), fixture.log.lines.toString());
        assertEquals(0, fixture.allocator.outstanding.size());
    }
}

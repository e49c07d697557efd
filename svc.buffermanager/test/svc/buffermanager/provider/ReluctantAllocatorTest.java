// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import fw.memory.MemAllocator;
import fw.memory.dealing.Dealings;
import testkit.Concurrent;
import testkit.Gate;

/** An allocator that hangs or throws when it is to take memory back. */
class ReluctantAllocatorTest {

    private static final Map<String, Object> IMPATIENT = Map.of("allocator_timeout", 500L);
    private static final Map<String, Object> PATIENT = Map.of("allocator_timeout", 60_000L);

    private final ComponentFixture fixture = new ComponentFixture();
    private final Gate gate = new Gate();
    private final ScriptedAllocator reluctant = new ScriptedAllocator();
    private final ScriptedAllocator better = new ScriptedAllocator();
    private final ServiceReference<MemAllocator> first = fixture.bind(1, reluctant);

    @AfterEach
    void nothingIsLeft() {
        gate.open();
        reluctant.whileDeallocating = () -> { };
        fixture.component.deactivate();
        assertEquals(List.of(), fixture.framework.services);
        Concurrent.await("no block is left", () -> better.outstanding() == 0);
    }

    private static Map<String, Object> impatient(String bins) {
        return Map.of("allocator_timeout", 500L, "bins", new String[] {bins});
    }

    private static void refuse() {
        throw new IllegalStateException("not now");
    }

    @Test
    void isReportedOnceWhenItHangsAndIsNotAskedForMoreUntilItHasTakenItsBlock() {
        fixture.activate(IMPATIENT);
        reluctant.whileDeallocating = gate;
        fixture.configure(impatient("64x5"));
        assertEquals(5, fixture.figures().totalBuffs);
        assertEquals(1, fixture.log.count("ERROR manager 32: the 256 bytes of a retired pool could not be given back to "
            + "allocator service-1, and stay outstanding there: it has not answered within 500 ms"));
        assertEquals(256, fixture.figures().unreturnedBytes);
        assertEquals(1, fixture.figures().unanswered);

        fixture.configure(impatient("64x6"));
        fixture.configure(impatient("64x6"));
        assertEquals(2, reluctant.requests.get());
        assertEquals(1, fixture.log.count("stays with its pool from allocator service-1, since there is no pool from allocator "
            + "service-1: identifier 49: 384 bytes asked for, 0 to be had: it has not taken back 256 bytes: it has not "
            + "answered"));
        assertEquals(2, fixture.log.count("ERROR"), fixture.log.lines.toString());
        fixture.assertServesFrom(first);

        gate.open();
        Concurrent.await("the last configuration is in force", () -> fixture.figures().totalBuffs == 6);
        assertEquals(1, fixture.log.count("INFO manager 32: allocator service-1 has taken back the 256 bytes of a retired pool "
            + "after all"));
        assertEquals(0, fixture.figures().unreturnedBytes);
        Concurrent.await("the pools before are back", () -> reluctant.outstanding() == 1);
    }

    @Test
    void keepsNobodyFromWhatComesNextWhileItHangs() throws InterruptedException {
        fixture.activate(PATIENT);
        reluctant.whileDeallocating = gate;
        CompletableFuture<Void> swap = Concurrent.does(() -> fixture.bind(9, better));
        gate.awaitArrival();
        ScriptedAllocator best = new ScriptedAllocator();
        ServiceReference<MemAllocator> third = fixture.bind(99, best);
        fixture.assertServesFrom(third);
        fixture.component.unbindAllocator(third);
        assertEquals(0, best.outstanding());
        assertFalse(swap.isDone());
        gate.open();
        Concurrent.join(swap);
        assertEquals(0, reluctant.outstanding());
    }

    @Test
    void goesAndIsWaitedForNoLongerThanItsTime() {
        ServiceReference<MemAllocator> second = fixture.bind(0, better);
        fixture.activate(IMPATIENT);
        reluctant.whileDeallocating = gate;
        fixture.component.unbindAllocator(first);
        fixture.assertServesFrom(second);
        assertEquals(1, fixture.log.count("ERROR"), fixture.log.lines.toString());
        assertEquals(256, fixture.figures().unreturnedBytes);
        assertEquals(List.of(), fixture.component.manager().retired.all(), "nothing keeps it any more");
        Concurrent.await("the call is interrupted", () -> gate.interrupts.get() > 0);
        gate.open();
        Concurrent.await("it is counted no more", () -> fixture.figures().unreturnedBytes == 0);
        assertEquals(0, reluctant.outstanding());
    }

    @Test
    void doesNotHoldUpDeactivationBeyondItsTime() {
        fixture.bind(0, better);
        fixture.activate(IMPATIENT);
        reluctant.whileDeallocating = gate;
        Buffer out = fixture.component.manager().allocate(64);
        fixture.component.deactivate();
        assertFalse(out.isValid());
        assertEquals(List.of(), fixture.framework.services);
        assertEquals(1, fixture.log.count("WARN manager 32: buffers were out when their memory had to end: 1 of 64x4"));
        assertEquals(1, fixture.log.count("ERROR"), fixture.log.lines.toString());
        fixture.component.unbindAllocator(first);
        assertEquals(1, fixture.log.count("ERROR"), "it is not tried again");
    }

    @Test
    void isInsistedOnWhenItThrowsAsItGoes() {
        fixture.activate(PATIENT);
        int[] tries = {0};
        reluctant.whileDeallocating = () -> {
            if (++tries[0] < 3) {
                refuse();
            }
        };
        fixture.component.unbindAllocator(first);
        assertEquals(3, tries[0]);
        assertEquals(0, reluctant.outstanding());
        assertEquals(0, fixture.log.count("could not be given back"));
    }

    @Test
    void isTriedAgainAtTheNextChangeWhenItThrows() {
        fixture.activate(PATIENT);
        reluctant.whileDeallocating = ReluctantAllocatorTest::refuse;
        fixture.bind(9, better);
        assertEquals(256, fixture.figures().unreturnedBytes);
        fixture.component.updatedAllocator(first);
        assertEquals(1, fixture.log.count("ERROR"), fixture.log.lines.toString());
        reluctant.whileDeallocating = () -> { };
        fixture.bind(0, new ScriptedAllocator());
        Concurrent.await("it is back", () -> reluctant.outstanding() == 0);
        Concurrent.await("it is counted no more", () -> fixture.figures().unreturnedBytes == 0);
        assertEquals(List.of(), fixture.component.manager().retired.all());
    }

    @Test
    void keepsAFewBlocksAtMostHoweverOftenTheConfigurationChanges() {
        fixture.activate(PATIENT);
        reluctant.whileDeallocating = ReluctantAllocatorTest::refuse;
        for (int i = 5; i < 50; i++) {
            fixture.configure(Map.of("bins", new String[] {"64x" + i}));
        }
        assertEquals(Dealings.MOST_REFUSED + 1, reluctant.outstanding());
        fixture.assertServesFrom(first);
        reluctant.whileDeallocating = () -> { };
        fixture.configure(Map.of("bins", new String[] {"64x50"}));
        assertEquals(50, fixture.figures().totalBuffs);
        Concurrent.await("all that it kept is back", () -> reluctant.outstanding() == 1);
        assertEquals(0, fixture.figures().unreturnedBytes);
    }

    @Test
    void aThreadThatIsInterruptedStillSeesToIt() {
        fixture.activate(PATIENT);
        Thread.currentThread().interrupt();
        fixture.component.unbindAllocator(first);
        assertTrue(Thread.interrupted());
        assertEquals(0, reluctant.outstanding());
    }
}

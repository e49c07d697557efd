// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import fw.memory.dealing.Dealings;
import testkit.Concurrent;
import testkit.Gate;

/** An allocator that hangs when it is to give memory. */
class HangingAllocatorTest {

    private static final Map<String, Object> IMPATIENT = Map.of("allocator_timeout", 500L);
    /** Long enough for the test to come first, also on a machine that is busy. */
    private static final Map<String, Object> LATER = Map.of("allocator_timeout", 3_000L);
    private static final Map<String, Object> PATIENT = Map.of("allocator_timeout", 60_000L);
    private static final String UNANSWERED = "no pool from allocator service-9: identifier 49: 256 bytes asked for, 0 to be had: "
        + "it has not answered within 500 ms; set allocator.timeout higher";

    private final ComponentFixture fixture = new ComponentFixture();
    private final Gate gate = new Gate();
    private final ScriptedAllocator hanging = new ScriptedAllocator();
    private final ScriptedAllocator good = new ScriptedAllocator();

    @AfterEach
    void nothingIsLeft() {
        gate.open();
        fixture.component.deactivate();
        assertEquals(List.of(), fixture.framework.services);
        Concurrent.await("no block is left", () -> hanging.outstanding() + good.outstanding() == 0);
    }

    private ServiceReference<MemAllocator> bindHanging() {
        hanging.whileAllocating = gate;
        return fixture.bind(9, hanging);
    }

    @Test
    void isPassedOverWhenItsTimeIsUpAndThatIsSaidOnce() {
        bindHanging();
        ServiceReference<MemAllocator> second = fixture.bind(1, good);
        fixture.activate(IMPATIENT);
        fixture.assertServesFrom(second);
        assertEquals(1, fixture.log.count("ERROR manager 32: uses allocator service-1, since there is " + UNANSWERED));
        fixture.component.updatedAllocator(second);
        fixture.bind(0, new ScriptedAllocator());
        assertEquals(1, fixture.log.count("ERROR"), fixture.log.lines.toString());
        assertEquals(1, hanging.requests.get(), "it is not asked again");
        assertEquals(1, fixture.figures().unanswered);
    }

    @Test
    void givesNoServiceIfItIsAloneUntilItAnswers() {
        ServiceReference<MemAllocator> alone = bindHanging();
        fixture.activate(IMPATIENT);
        assertEquals(List.of(), fixture.framework.services);
        assertEquals(1, fixture.log.count("ERROR manager 32: out of service, since there is " + UNANSWERED));
        gate.open();
        Concurrent.await("the manager is in service", () -> fixture.framework.services.size() == 1);
        fixture.assertServesFrom(alone);
        assertEquals(2, hanging.requests.get());
        assertEquals(1, hanging.takenBack.size(), "the block that came too late");
        assertEquals(1, hanging.outstanding());
    }

    @Test
    void getsBackAtOnceWhatItGivesTooLateAndIsAskedAgain() {
        ServiceReference<MemAllocator> late = bindHanging();
        ServiceReference<MemAllocator> second = fixture.bind(1, good);
        fixture.activate(IMPATIENT);
        fixture.assertServesFrom(second);
        gate.open();
        Concurrent.await("the pool is from the better one", () -> fixture.isFrom(late));
        fixture.assertServesFrom(late);
        assertEquals(2, hanging.requests.get());
        assertEquals(1, hanging.outstanding());
        Concurrent.await("the other has its block back", () -> good.outstanding() == 0);
    }

    @Test
    void isInterruptedWhenItsTimeIsUp() {
        bindHanging();
        fixture.activate(IMPATIENT);
        Concurrent.await("the call is interrupted", () -> gate.interrupts.get() > 0);
    }

    @Test
    void isReportedIfItDoesNotTakeBackWhatItGaveTooLate() {
        hanging.whileDeallocating = () -> {
            throw new IllegalStateException("mine no more");
        };
        bindHanging();
        fixture.activate(IMPATIENT);
        gate.open();
        Concurrent.await("it is reported", () -> fixture.log.count("ERROR manager 32: the 256 bytes of a block that came too "
            + "late could not be given back to allocator service-9, and stay outstanding there: it threw "
            + "java.lang.IllegalStateException: mine no more") == 1);
        assertEquals(256, fixture.figures().unreturnedBytes);
        hanging.whileDeallocating = () -> { };
        fixture.bind(1, good);
        Concurrent.await("it is tried again", () -> fixture.figures().unreturnedBytes == 0);
    }

    @Test
    void isAskedAgainThoughItHangsIfItsServiceChangesButNotForEver() {
        ServiceReference<MemAllocator> changing = bindHanging();
        fixture.activate(Map.of("allocator_timeout", 5L));
        for (int i = 0; i < 3 * Dealings.MOST_UNANSWERED; i++) {
            fixture.component.updatedAllocator(changing);
        }
        assertEquals(Dealings.MOST_UNANSWERED, hanging.requests.get());
        assertEquals(1, fixture.log.count("ERROR"), fixture.log.lines.toString());
    }

    @Test
    void keepsNobodyFromBringingSomethingBetter() throws InterruptedException {
        bindHanging();
        CompletableFuture<Void> activation = Concurrent.does(() -> fixture.activate(PATIENT));
        gate.awaitArrival();
        ScriptedAllocator best = new ScriptedAllocator();
        ServiceReference<MemAllocator> reference = fixture.bind(99, best);
        fixture.configure(Map.of("bins", new String[] {"64x5"}));
        assertFalse(activation.isDone());
        gate.open();
        Concurrent.join(activation);
        Concurrent.await("all changes are dealt with", () -> fixture.isFrom(reference) && fixture.figures().totalBuffs == 5);
        fixture.assertServesFrom(reference);
        Concurrent.await("what is not needed is back", () -> hanging.outstanding() == 0 && best.outstanding() == 1);
        fixture.component.unbindAllocator(reference);
        assertEquals(0, best.outstanding());
    }

    @Test
    void goesWhileItHangsAndTheNextServesAtOnce() throws InterruptedException {
        ServiceReference<MemAllocator> goes = bindHanging();
        ServiceReference<MemAllocator> second = fixture.bind(1, good);
        CompletableFuture<Void> activation = Concurrent.does(() -> fixture.activate(PATIENT));
        gate.awaitArrival();
        CompletableFuture<Void> unbinding = Concurrent.does(() -> fixture.component.unbindAllocator(goes));
        Concurrent.join(activation);
        fixture.assertServesFrom(second);
        assertFalse(unbinding.isDone(), "it waits for the answer, to give back what comes");
        gate.open();
        Concurrent.join(unbinding);
        assertEquals(1, hanging.takenBack.size());
        assertEquals(0, hanging.outstanding());
        assertEquals(0, fixture.log.count("ERROR"), fixture.log.lines.toString());
    }

    /**
     * While it is asked for another pool, the one in use goes, and another comes. What was known before says nothing any more.
     */
    @Test
    void isNoReasonToLeaveServiceThoughTheOneInUseGoes() throws InterruptedException {
        ServiceReference<MemAllocator> inUse = fixture.bind(1, good);
        hanging.giving = block -> {
            hanging.deallocate(block);
            throw new IllegalStateException("no");
        };
        fixture.bind(9, hanging);
        fixture.activate(PATIENT);
        fixture.assertServesFrom(inUse);
        hanging.whileAllocating = gate;
        CompletableFuture<Void> change = Concurrent.does(() -> fixture.configure(Map.of("bins", new String[] {"64x5"})));
        gate.awaitArrival();
        Thread unbinding = Thread.ofPlatform().start(() -> fixture.component.unbindAllocator(inUse));
        Concurrent.await("it is known to go", () -> unbinding.getState() == Thread.State.TIMED_WAITING);
        ServiceReference<MemAllocator> comes = fixture.bind(0, new ScriptedAllocator());
        gate.open();
        Concurrent.join(change);
        unbinding.join();
        fixture.assertServesFrom(comes);
        assertEquals(List.of("service 1"), fixture.framework.services);
        assertEquals(0, fixture.log.count("out of service"), fixture.log.lines.toString());
    }

    @Test
    void goesAndIsWaitedForNoLongerThanItsTime() throws InterruptedException {
        ServiceReference<MemAllocator> goes = bindHanging();
        CompletableFuture<Void> activation = Concurrent.does(() -> fixture.activate(LATER));
        gate.awaitArrival();
        fixture.component.unbindAllocator(goes);
        Concurrent.join(activation);
        assertEquals(1, fixture.log.count("ERROR manager 32: allocator service-9 has still not answered when it was to be let "
            + "go"));
        assertEquals(1, fixture.figures().unanswered);
        gate.open();
        Concurrent.await("what it gave is back", () -> hanging.takenBack.size() == 1);
    }

    @Test
    void doesNotHoldUpDeactivationBeyondItsTime() throws InterruptedException {
        bindHanging();
        fixture.bind(1, good);
        CompletableFuture<Void> activation = Concurrent.does(() -> fixture.activate(LATER));
        gate.awaitArrival();
        fixture.component.deactivate();
        Concurrent.join(activation);
        assertEquals(0, good.requests.get(), "nobody is asked any more");
        assertEquals(List.of(), fixture.framework.services);
        assertThrows(IllegalStateException.class, () -> fixture.component.manager().allocate(64));
        Concurrent.await("the call is interrupted", () -> gate.interrupts.get() > 0);
        gate.open();
        Concurrent.await("what it gave is back", () -> hanging.takenBack.size() == 1 && hanging.outstanding() == 0);
        assertEquals(1, hanging.requests.get());
    }

    @Test
    void aDeactivationThatFindsItHangingGivesBackWhatItGivesInTime() throws InterruptedException {
        bindHanging();
        CompletableFuture<Void> activation = Concurrent.does(() -> fixture.activate(PATIENT));
        gate.awaitArrival();
        CompletableFuture<Void> deactivation = Concurrent.does(fixture.component::deactivate);
        Concurrent.join(activation);
        assertFalse(deactivation.isDone());
        gate.open();
        Concurrent.join(deactivation);
        assertEquals(0, hanging.outstanding());
        assertEquals(0, fixture.log.count("ERROR"), fixture.log.lines.toString());
    }

    @Test
    void leavesAnInterruptedThreadInterruptedAndItsChangeDealtWith() {
        bindHanging();
        ServiceReference<MemAllocator> second = fixture.bind(1, good);
        Thread.currentThread().interrupt();
        fixture.activate(IMPATIENT);
        assertTrue(Thread.interrupted());
        fixture.assertServesFrom(second);
    }

    @Test
    void hasAThreadThatInheritsNothingAndEndsWithTheCall() {
        Thread[] seen = new Thread[1];
        ClassLoader[] loader = new ClassLoader[1];
        good.whileAllocating = () -> {
            seen[0] = Thread.currentThread();
            loader[0] = seen[0].getContextClassLoader();
        };
        fixture.bind(1, good);
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        try {
            Thread.currentThread().setContextClassLoader(new ClassLoader(null) { });
            fixture.activate(PATIENT);
        } finally {
            Thread.currentThread().setContextClassLoader(own);
        }
        assertNotNull(seen[0]);
        assertTrue(seen[0].isDaemon());
        assertEquals("svc.buffermanager asks allocator service-1", seen[0].getName());
        assertSame(ScriptedAllocator.class.getClassLoader(), loader[0]);
        Concurrent.await("it has ended", () -> !seen[0].isAlive());
    }
}

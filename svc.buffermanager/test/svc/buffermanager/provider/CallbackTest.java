// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import fw.memory.MemAllocator;
import testkit.Concurrent;

/**
 * Allocators that, while they are called, change what the manager goes by: on the thread that calls them, or on another that
 * they wait for.
 */
class CallbackTest {

    /** On which thread an allocator changes things. */
    enum Via {
        ITS_OWN {
            @Override
            void run(Runnable change) {
                change.run();
            }
        },
        ANOTHER {
            @Override
            void run(Runnable change) {
                Concurrent.join(Concurrent.does(change));
            }
        };

        abstract void run(Runnable change);
    }

    /** No deadlock: what a call waits for must not wait for the call. A minute would be the time-out. */
    private static final Map<String, Object> PATIENT = Map.of("allocator_timeout", 60_000L);
    /** Where the call waits for what waits for the call, the time-out ends it. */
    private static final Map<String, Object> IMPATIENT = Map.of("allocator_timeout", 500L);

    private final ComponentFixture fixture = new ComponentFixture();
    private final ScriptedAllocator allocator = new ScriptedAllocator();
    private final ScriptedAllocator better = new ScriptedAllocator();
    private final AtomicReference<ServiceReference<MemAllocator>> brought = new AtomicReference<>();
    private final ServiceReference<MemAllocator> reference = fixture.bind(1, allocator);

    @AfterEach
    void nothingIsLeft() {
        fixture.component.deactivate();
        assertEquals(List.of(), fixture.framework.services);
        Concurrent.await("no block is left", () -> allocator.outstanding() + better.outstanding() == 0);
    }

    private static Runnable once(Runnable task) {
        AtomicReference<Runnable> left = new AtomicReference<>(task);
        return () -> {
            Runnable mine = left.getAndSet(null);
            if (mine != null) {
                mine.run();
            }
        };
    }

    private void bringBetter() {
        brought.set(fixture.bind(9, better));
    }

    private void awaitServedFromBetter() {
        Concurrent.await("the pool is from the better one", () -> brought.get() != null && fixture.isFrom(brought.get()));
        fixture.assertServesFrom(brought.get());
        Concurrent.await("the other has its block back", () -> allocator.outstanding() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void aBetterAllocatorIsBroughtWhileMemoryIsAskedFor(Via via) {
        allocator.whileAllocating = once(() -> via.run(this::bringBetter));
        fixture.activate(PATIENT);
        awaitServedFromBetter();
        assertEquals(0, fixture.log.count("ERROR"), fixture.log.lines.toString());
    }

    @ParameterizedTest
    @EnumSource
    void aBetterAllocatorIsBroughtWhileMemoryGoesBack(Via via) {
        fixture.activate(PATIENT);
        allocator.whileDeallocating = once(() -> via.run(this::bringBetter));
        fixture.configure(Map.of("bins", new String[] {"64x5"}));
        awaitServedFromBetter();
        assertEquals(0, fixture.log.count("ERROR"), fixture.log.lines.toString());
    }

    /** As an allocator does that has one lock for all: on its own thread a request would wait for that. */
    @ParameterizedTest
    @EnumSource(names = "ITS_OWN")
    void theConfigurationIsChangedFromWithinALockThatTheNextRequestNeeds(Via via) {
        Object lock = new Object();
        fixture.activate(PATIENT);
        allocator.whileAllocating = () -> {
            synchronized (lock) {
                assertEquals(true, Thread.holdsLock(lock));
            }
        };
        allocator.whileDeallocating = once(() -> {
            synchronized (lock) {
                via.run(() -> fixture.configure(Map.of("bins", new String[] {"64x6"})));
            }
        });
        fixture.configure(Map.of("bins", new String[] {"64x5"}));
        Concurrent.await("the last configuration is in force", () -> fixture.figures().totalBuffs == 6);
        assertEquals(0, fixture.log.count("ERROR"), fixture.log.lines.toString());
    }

    @ParameterizedTest
    @EnumSource
    void theConfigurationIsChangedWhileMemoryIsAskedFor(Via via) {
        allocator.whileAllocating = once(() -> via.run(() -> fixture.configure(Map.of("bins", new String[] {"64x5"}))));
        fixture.activate(PATIENT);
        Concurrent.await("the last configuration is in force", () -> fixture.figures().totalBuffs == 5);
        fixture.assertServesFrom(reference);
        Concurrent.await("what is not needed is back", () -> allocator.outstanding() == 1);
    }

    @ParameterizedTest
    @EnumSource
    void theAllocatorGoesWhileItIsAsked(Via via) {
        ServiceReference<MemAllocator> other = fixture.bind(0, better);
        allocator.whileAllocating = once(() -> via.run(() -> fixture.component.unbindAllocator(reference)));
        fixture.activate(IMPATIENT);
        fixture.assertServesFrom(other);
        Concurrent.await("its block is back", () -> allocator.requests.get() == allocator.takenBack.size());
    }

    @ParameterizedTest
    @EnumSource
    void theAllocatorGoesWhileItTakesMemoryBack(Via via) {
        ServiceReference<MemAllocator> other = fixture.bind(0, better);
        fixture.activate(IMPATIENT);
        allocator.whileDeallocating = once(() -> via.run(() -> fixture.component.unbindAllocator(reference)));
        fixture.configure(Map.of("allocator_timeout", 500L, "bins", new String[] {"64x5"}));
        Concurrent.await("the next serves", () -> fixture.isFrom(other));
        Concurrent.await("its blocks are back", () -> allocator.outstanding() == 0);
        fixture.assertServesFrom(other);
    }

    /** Its allocator may free the memory when the call that takes it away returns. */
    @Test
    void whatIsOutOfAnAllocatorThatGoesFromWithinACallIsCutOffAtOnce() {
        fixture.activate(PATIENT);
        Buffer out = fixture.component.manager().allocate(64);
        boolean[] valid = {true, true};
        better.whileAllocating = once(() -> {
            valid[0] = out.isValid();
            fixture.component.unbindAllocator(reference);
            valid[1] = out.isValid();
        });
        bringBetter();
        awaitServedFromBetter();
        assertArrayEquals(new boolean[] {true, false}, valid);
    }

    @ParameterizedTest
    @EnumSource
    void theManagerIsDeactivatedWhileMemoryIsAskedFor(Via via) {
        allocator.whileAllocating = once(() -> via.run(fixture.component::deactivate));
        fixture.activate(IMPATIENT);
        Concurrent.await("its block is back", () -> allocator.takenBack.size() == 1 && allocator.outstanding() == 0);
        assertEquals(List.of(), fixture.framework.services);
    }

    @ParameterizedTest
    @EnumSource
    void theManagerIsDeactivatedWhileMemoryGoesBack(Via via) {
        fixture.activate(IMPATIENT);
        allocator.whileDeallocating = once(() -> via.run(fixture.component::deactivate));
        fixture.configure(Map.of("allocator_timeout", 500L, "bins", new String[] {"64x5"}));
        Concurrent.await("it is out of service", fixture.framework.services::isEmpty);
        Concurrent.await("all is back", () -> allocator.outstanding() == 0);
    }
}

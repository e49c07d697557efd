// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import testkit.Concurrent;
import testkit.Gate;

/** One thread at a time deals with changes, and nobody waits longer than he must. */
class TurnsTest {

    private static final long PATIENT = TimeUnit.MINUTES.toNanos(1);

    private final List<Thread> rounds = new CopyOnWriteArrayList<>();
    private final AtomicInteger afterwards = new AtomicInteger();
    private final AtomicReference<Runnable> inRound = new AtomicReference<>();
    private final Turns turns = new Turns("test settles", this::round, afterwards::incrementAndGet);

    private boolean isDone = true;

    private boolean round() {
        rounds.add(Thread.currentThread());
        Runnable task = inRound.getAndSet(null);
        if (task != null) {
            task.run();
        }
        return isDone;
    }

    @Test
    void aChangeIsDealtWithOnTheThreadThatMakesIt() {
        turns.settle(turns.note());
        assertEquals(List.of(Thread.currentThread()), rounds);
        assertEquals(1, afterwards.get());
        assertTrue(turns.await(1, 0));
    }

    @Test
    void oneRoundDealsWithAllThatWasNotedBefore() {
        turns.note();
        turns.note();
        turns.settle(turns.note());
        assertEquals(1, rounds.size());
        turns.settle(3);
        assertEquals(1, rounds.size(), "it has been dealt with");
    }

    @Test
    void aChangeFromWithinARoundIsDealtWithByTheSameThreadAfterIt() {
        inRound.set(() -> {
            assertTrue(turns.isMine());
            turns.settle(turns.note());
            assertEquals(1, rounds.size(), "not within it");
        });
        turns.settle(turns.note());
        assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), rounds);
        assertEquals(1, afterwards.get());
    }

    @Test
    void aChangeThatAnotherThreadMakesMeanwhileIsDealtWithByAThirdAndNobodyWaits() throws InterruptedException {
        Gate gate = new Gate();
        inRound.set(gate);
        CompletableFuture<Void> busy = Concurrent.does(() -> turns.settle(turns.note()));
        gate.awaitArrival();
        long change = turns.note();
        turns.settle(change);
        assertEquals(1, rounds.size());
        assertFalse(turns.await(change, TimeUnit.MILLISECONDS.toNanos(1)), "the step takes longer");
        gate.open();
        assertTrue(turns.await(change, PATIENT));
        Concurrent.join(busy);
        assertEquals(2, rounds.size());
        assertNotSame(rounds.get(0), rounds.get(1));
        Concurrent.await("both have let go", () -> afterwards.get() == 2);
    }

    @Test
    void whatComesAfterwardsHoldsUpNoChange() throws InterruptedException {
        Gate late = new Gate();
        AtomicInteger done = new AtomicInteger();
        Gate inside = new Gate();
        Turns held = new Turns("test settles", () -> {
            if (done.getAndIncrement() == 0) {
                inside.run();
            }
            return true;
        }, late);
        CompletableFuture<Void> busy = Concurrent.does(() -> held.settle(held.note()));
        inside.awaitArrival();
        long change = held.note();
        inside.open();
        late.awaitArrival();
        assertTrue(held.await(change, PATIENT));
        late.open();
        Concurrent.join(busy);
    }

    @Test
    void aThreadIsLetGoThoughItsRoundsCauseChangesForEver() {
        AtomicInteger left = new AtomicInteger(1000);
        Runnable again = new Runnable() {
            @Override
            public void run() {
                if (left.getAndDecrement() > 0) {
                    inRound.set(this);
                    turns.note();
                }
            }
        };
        inRound.set(again);
        turns.settle(turns.note());
        long mine = rounds.stream().filter(thread -> thread == Thread.currentThread()).count();
        assertEquals(16, mine);
        Concurrent.await("others deal with the rest", () -> rounds.size() == 1001);
    }

    @Test
    void aRoundThatThrowsIsNotDoneAgainUntilSomethingChanges() {
        inRound.set(() -> {
            throw new IllegalStateException("no");
        });
        assertThrows(IllegalStateException.class, () -> turns.settle(turns.note()));
        assertFalse(turns.isMine());
        assertEquals(1, afterwards.get());
        turns.settle(1);
        assertEquals(1, rounds.size());
        turns.settle(turns.note());
        assertEquals(2, rounds.size());
    }

    @Test
    void aRoundThatSaysThatItIsNotDoneIsDoneAgain() {
        isDone = false;
        inRound.set(() -> {
            assertFalse(turns.hasNews());
            turns.note();
            assertTrue(turns.hasNews());
            inRound.set(() -> isDone = true);
        });
        turns.settle(turns.note());
        assertEquals(2, rounds.size());
        assertTrue(turns.await(2, 0));
    }

    @Test
    void eachStepHasItsOwnTime() throws InterruptedException {
        Gate first = new Gate();
        Gate second = new Gate();
        inRound.set(() -> {
            first.run();
            turns.step();
            second.run();
        });
        CompletableFuture<Void> busy = Concurrent.does(() -> turns.settle(turns.note()));
        first.awaitArrival();
        assertFalse(turns.await(1, TimeUnit.MILLISECONDS.toNanos(20)));
        first.open();
        second.awaitArrival();
        second.open();
        assertTrue(turns.await(1, PATIENT));
        Concurrent.join(busy);
    }

    @Test
    void anInterruptedThreadWaitsAndStaysInterrupted() throws InterruptedException {
        Gate gate = new Gate();
        inRound.set(gate);
        CompletableFuture<Void> busy = Concurrent.does(() -> turns.settle(turns.note()));
        gate.awaitArrival();
        Thread.currentThread().interrupt();
        assertFalse(turns.await(1, TimeUnit.MILLISECONDS.toNanos(20)));
        assertTrue(Thread.currentThread().isInterrupted());
        gate.open();
        assertTrue(turns.await(1, PATIENT));
        assertTrue(Thread.interrupted());
        Concurrent.join(busy);
    }

    @Test
    void everyChangeOfManyThreadsIsDealtWithAndOneThreadIsAtItAtATime() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Turns busy = new Turns("test settles", () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.yield();
            done.incrementAndGet();
            inside.decrementAndGet();
            return true;
        }, () -> { });
        List<CompletableFuture<Void>> threads = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Concurrent.does(() -> {
                for (int j = 0; j < 500; j++) {
                    long change = busy.note();
                    busy.settle(change);
                    assertTrue(busy.await(change, PATIENT));
                }
            }));
        }
        threads.forEach(Concurrent::join);
        assertEquals(1, most.get());
        assertTrue(done.get() > 0 && done.get() <= 2000);
    }
}

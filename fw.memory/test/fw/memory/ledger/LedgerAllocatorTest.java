// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import fw.memory.AllocatorDTO;
import fw.memory.BlockInUseException;
import fw.memory.BlockedRead;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;
import fw.memory.RecordingLog;

/** What the books do when the source is slow, fails, or can't end a block. */
@Timeout(60)
class LedgerAllocatorTest {

    private final RecordingLog log = new RecordingLog();

    private LedgerAllocator over(long limit, MemorySource source) {
        return new LedgerAllocator("books", limit, source, log.log());
    }

    private static Reservation plain(int identifier, long size, long alignment) {
        Arena arena = Arena.ofShared();
        return new ArenaReservation(arena.allocate(size, alignment), arena);
    }

    private static <T> FutureTask<T> inAThread(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().start(task);
        return task;
    }

    private static void assertThrowsIn(FutureTask<?> task, Class<? extends Exception> type) {
        assertSame(type, assertThrows(ExecutionException.class, task::get).getCause().getClass());
    }

    /** A source that waits, each time, until it is let go. */
    private static final class SlowSource implements MemorySource {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private volatile Reservation given;

        @Override
        public Reservation reserve(int identifier, long size, long alignment) {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            given = plain(identifier, size, alignment);
            return given;
        }
    }

    /** A reservation that ends on the attempt that it is told, and waits in the first until it is let go. */
    private static final class HeldReservation implements Reservation {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment segment = arena.allocate(10);
        private final AtomicInteger attempts = new AtomicInteger();
        private final CountDownLatch tried = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final int endsOn;

        private HeldReservation(int endsOn) {
            this.endsOn = endsOn;
        }

        @Override
        public MemorySegment segment() {
            return segment;
        }

        @Override
        public void end() {
            int attempt = attempts.incrementAndGet();
            if (attempt == 1) {
                tried.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            if (attempt < endsOn) {
                throw new IllegalStateException("attempt " + attempt);
            }
            arena.close();
        }
    }

    @Test
    void takesNothingIfTheSourceFails() {
        RuntimeException failure = new MemoryUnavailableException(1, 60, 0, "tried");
        LedgerAllocator allocator = over(100, (identifier, size, alignment) -> {
            if (size == 60) {
                throw failure;
            }
            return plain(identifier, size, alignment);
        });
        for (int round = 0; round < 3; round++) {
            assertSame(failure, assertThrows(RuntimeException.class, () -> allocator.allocate(1, 60, 16)));
        }
        assertEquals(0, allocator.usage().blocks);
        assertEquals(100, allocator.checkedAllocate(1, 100, 16).size());
    }

    @Test
    void countsBytesAgainstTheLimitBeforeTheSystemHasGivenThem() throws Exception {
        SlowSource source = new SlowSource();
        LedgerAllocator allocator = over(100, source);
        FutureTask<MemoryBlock> slow = inAThread(() -> allocator.allocate(1, 60, 16));
        source.asked.await();

        assertEquals(40, assertThrows(MemoryUnavailableException.class, () -> allocator.checkedAllocate(2, 41, 16)).available());
        assertEquals(0, allocator.usage().bytes);

        source.go.countDown();
        assertEquals(60, slow.get().size());
        assertEquals(60, allocator.usage().bytes);
    }

    @Test
    void servesOthersWhileOneRequestIsSlow() throws Exception {
        SlowSource source = new SlowSource();
        LedgerAllocator allocator = over(AllocatorDTO.NO_LIMIT, source);
        FutureTask<MemoryBlock> slow = inAThread(() -> allocator.allocate(1, 60, 16));
        source.asked.await();

        allocator.configure("books", AllocatorDTO.NO_LIMIT, LedgerAllocatorTest::plain);
        MemoryBlock quick = allocator.allocate(2, 10, 16);
        allocator.deallocate(quick);

        source.go.countDown();
        assertEquals(60, slow.get().size());
    }

    @Test
    void givesBackAtOnceWhatArrivesAfterItHasStopped() throws Exception {
        SlowSource source = new SlowSource();
        LedgerAllocator allocator = over(AllocatorDTO.NO_LIMIT, source);
        FutureTask<MemoryBlock> slow = inAThread(() -> allocator.allocate(1, 60, 16));
        source.asked.await();
        FutureTask<Void> stop = inAThread(() -> {
            allocator.stop();
            return null;
        });
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            try {
                allocator.deallocate(new MemoryBlock(1, Arena.global().allocate(1), false));
                return false;
            } catch (IllegalStateException e) {
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        });
        source.go.countDown();
        stop.get();

        assertThrowsIn(slow, IllegalStateException.class);
        assertFalse(source.given.segment().scope().isAlive());
        assertEquals(0, allocator.usage().blocks);
        assertEquals(List.of(), log.lines());
    }

    @Test
    void letsTheSecondOfTwoGiveBackWhatTheFirstCouldNot() throws Exception {
        HeldReservation reservation = new HeldReservation(2);
        LedgerAllocator allocator = over(AllocatorDTO.NO_LIMIT, (identifier, size, alignment) -> reservation);
        MemoryBlock block = allocator.allocate(1, 10, 16);
        FutureTask<Void> first = inAThread(() -> {
            allocator.deallocate(block);
            return null;
        });
        reservation.tried.await();
        FutureTask<Void> second = inAThread(() -> {
            allocator.deallocate(block);
            return null;
        });
        assertEquals(1, allocator.usage().blocks);

        reservation.go.countDown();

        assertThrowsIn(first, BlockInUseException.class);
        second.get();
        assertFalse(block.isAlive());
        assertEquals(0, allocator.usage().blocks);
    }

    @Test
    void triesAgainWhenItStopsUntilABlockHasEnded() {
        HeldReservation reservation = new HeldReservation(5);
        reservation.go.countDown();
        LedgerAllocator allocator = over(AllocatorDTO.NO_LIMIT, (identifier, size, alignment) -> reservation);
        MemoryBlock block = allocator.allocate(1, 10, 16);

        allocator.stop();

        assertFalse(block.isAlive());
        assertEquals(5, reservation.attempts.get());
        assertEquals(List.of(), log.lines("error"));
    }

    @Test
    void reportsABlockThatItCannotEnd() throws Exception {
        LedgerAllocator allocator = over(AllocatorDTO.NO_LIMIT, LedgerAllocatorTest::plain);
        MemoryBlock stuck = allocator.allocate(21, 100, 16);
        MemoryBlock other = allocator.allocate(22, 300, 16);
        try (BlockedRead read = new BlockedRead(stuck)) {
            allocator.stop();

            assertFalse(other.isAlive());
            assertTrue(stuck.isAlive(), "to end it would be a crash");
            assertEquals(1, log.lines("error").size(), log.lines()::toString);
            String error = log.lines("error").getFirst();
            assertTrue(error.contains("books: can't end") && error.contains("1 block with 100 bytes (identifier 21: 1 "), error);
            assertEquals(1, allocator.usage().blocks);
            assertEquals(1, read.finish());
        }
    }

    @Test
    void reportsAnEndThatWentWrongAfterTheMemoryWasGone() {
        Arena arena = Arena.ofShared();
        MemorySegment segment = arena.allocate(10);
        LedgerAllocator allocator = over(AllocatorDTO.NO_LIMIT, (identifier, size, alignment) -> new Reservation() {
            @Override
            public MemorySegment segment() {
                return segment;
            }

            @Override
            public void end() {
                arena.close();
                throw new IllegalStateException("the file may not hold it");
            }
        });

        allocator.deallocate(allocator.allocate(1, 10, 16));

        assertEquals(0, allocator.usage().blocks);
        assertTrue(log.lines("error").getFirst().contains("the file may not hold it"), log.lines()::toString);
    }

    @Test
    void appliesANewLimitToNewRequestsOnly() {
        LedgerAllocator allocator = over(AllocatorDTO.NO_LIMIT, LedgerAllocatorTest::plain);
        MemoryBlock block = allocator.allocate(1, 100, 16);

        allocator.configure("renamed", 50, LedgerAllocatorTest::plain);

        assertTrue(block.isAlive());
        MemoryUnavailableException refusal = assertThrows(MemoryUnavailableException.class, () -> allocator.allocate(1, 1, 16));
        assertEquals(0, refusal.available());
        assertTrue(refusal.getMessage().contains("renamed is 50, and 100 are taken"), refusal.getMessage());
        assertEquals("renamed", allocator.usage().name);
        allocator.deallocate(block);
        assertEquals(50, allocator.allocate(1, 100, 16).size());
    }

    @Test
    void sparesASourceThatCannotGiveLess() {
        LedgerAllocator allocator = over(50, new MemorySource() {
            @Override
            public Reservation reserve(int identifier, long size, long alignment) {
                return plain(identifier, size, alignment);
            }

            @Override
            public boolean divisible() {
                return false;
            }
        });
        assertEquals(50, assertThrows(MemoryUnavailableException.class, () -> allocator.allocate(1, 51, 16)).available());
        assertEquals(50, allocator.allocate(1, 50, 16).size());
    }
}

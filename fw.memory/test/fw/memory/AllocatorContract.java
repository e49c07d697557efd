// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import fw.memory.ledger.LedgerAllocator;
import fw.memory.ledger.MemorySource;

/** What every allocator of this project does, wherever its memory comes from. */
public abstract class AllocatorContract {

    private static final int ID = 7;
    private static final long ALIGNMENT = MemAllocator.DEFAULT_ALIGNMENT;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    /** What the allocator has logged. */
    protected final RecordingLog log = new RecordingLog();

    /** The allocator under test: no limit, named "tested". */
    protected LedgerAllocator allocator;

    /** {@return where the memory comes from: another one each time it is asked} */
    protected abstract MemorySource source();

    /** {@return the largest alignment that must be honoured} */
    protected long largestAlignment() {
        return 2 << 20;
    }

    @BeforeEach
    void begin() {
        allocator = new LedgerAllocator("tested", AllocatorDTO.NO_LIMIT, source(), log.log());
    }

    @AfterEach
    void end() {
        allocator.stop();
    }

    private void limit(long bytes) {
        allocator.stop();
        allocator = new LedgerAllocator("tested", bytes, source(), log.log());
    }

    /** Checks what is outstanding. */
    protected void assertOutstanding(long blocks, long bytes) {
        AllocatorDTO usage = allocator.usage();
        assertEquals(blocks + " blocks, " + bytes + " bytes", usage.blocks + " blocks, " + usage.bytes + " bytes");
    }

    /** {@return what is outstanding, a text "identifier: blocks, bytes" for each identifier} */
    protected List<String> byIdentifier() {
        return allocator.usage().identifiers.stream()
                .map(each -> each.identifier + ": " + each.blocks + ", " + each.bytes).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 16, 16, identifier -1 is negative",
        "-2147483648, 16, 16, identifier -2147483648 is negative",
        "7, 0, 16, size 0 is not positive",
        "7, -1, 16, size -1 is not positive",
        "7, -9223372036854775808, 16, size -9223372036854775808 is not positive",
        "7, 16, 0, alignment 0 is not a power of two",
        "7, 16, -16, alignment -16 is not a power of two",
        "7, 16, -9223372036854775808, alignment -9223372036854775808 is not a power of two",
        "7, 16, 3, alignment 3 is not a power of two",
        "7, 16, 24, alignment 24 is not a power of two",
        "7, 9223372036854775807, 1, size 9223372036854775807 and alignment 1 together exceed",
        "7, 9223372036854775792, 16, size 9223372036854775792 and alignment 16 together exceed",
        "7, 4611686018427387904, 4611686018427387904, and alignment 4611686018427387904 together exceed"})
    void refusesBadArgumentsWithTheValueInTheMessage(int identifier, long size, long alignment, String message) {
        IllegalArgumentException part =
                assertThrows(IllegalArgumentException.class, () -> allocator.allocate(identifier, size, alignment));
        IllegalArgumentException all =
                assertThrows(IllegalArgumentException.class, () -> allocator.checkedAllocate(identifier, size, alignment));

        assertTrue(part.getMessage().contains(message), part.getMessage());
        assertTrue(all.getMessage().contains(message), all.getMessage());
        assertOutstanding(0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 15, 16, 4095, 4096, 4097, (1 << 20) + 1})
    void givesExactlyTheSizeAskedFor(long size) {
        MemoryBlock block = allocator.allocate(ID, size, ALIGNMENT);

        assertEquals(size, block.size());
        assertEquals(size, block.segment().byteSize());
        assertEquals(ID, block.identifier());
        assertOutstanding(1, size);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 8, 16, 32, 64, 4096, 1 << 16, 2 << 20})
    void alignsTheAddress(long alignment) {
        if (alignment > largestAlignment()) {
            MemoryUnavailableException refusal =
                    assertThrows(MemoryUnavailableException.class, () -> allocator.allocate(ID, 100, alignment));
            assertTrue(refusal.getMessage().contains("alignment " + alignment), refusal.getMessage());
            assertOutstanding(0, 0);
            return;
        }
        for (int identifier = 0; identifier < 20; identifier++) {
            MemoryBlock block = allocator.allocate(identifier, 1 + identifier, alignment);
            assertEquals(0, block.segment().address() % alignment, () -> "address of " + block);
            assertEquals(1 + identifier, block.size());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4097, 1 << 20})
    void canBeWrittenFromEndToEnd(long size) {
        MemorySegment segment = allocator.allocate(ID, size, ALIGNMENT).segment();
        segment.fill((byte) 0x5A);
        assertEquals(0x5A, segment.get(BYTE, 0));
        assertEquals(0x5A, segment.get(BYTE, size - 1));
        assertThrows(IndexOutOfBoundsException.class, () -> segment.get(BYTE, size));
    }

    @Test
    void canBeSharedByThreads() throws Exception {
        MemorySegment segment = allocator.allocate(ID, 64, ALIGNMENT).segment();
        Thread other = new Thread(() -> segment.set(BYTE, 63, (byte) 9));
        other.start();
        other.join();
        assertEquals(9, segment.get(BYTE, 63));
    }

    @Test
    void endsEveryViewOfABlockThatIsGivenBack() {
        MemoryBlock block = allocator.allocate(ID, 4096, ALIGNMENT);
        MemorySegment slice = block.segment().asSlice(100, 50);
        ByteBuffer buffer = block.segment().asByteBuffer();
        ByteBuffer part = slice.asReadOnly().asByteBuffer().slice(1, 10).duplicate();

        allocator.deallocate(block);

        assertFalse(block.isAlive());
        assertThrows(IllegalStateException.class, () -> block.segment().get(BYTE, 0));
        assertThrows(IllegalStateException.class, () -> block.segment().set(BYTE, 4095, (byte) 1));
        assertThrows(IllegalStateException.class, () -> slice.get(BYTE, 0));
        assertThrows(IllegalStateException.class, () -> slice.fill((byte) 0));
        assertThrows(IllegalStateException.class, () -> buffer.put(0, (byte) 1));
        assertThrows(IllegalStateException.class, () -> part.get(0));
        assertEquals(4096, block.size());
        assertOutstanding(0, 0);
    }

    @Test
    void givesTheMemoryAgainAfterItWasGivenBack() {
        for (int round = 0; round < 100; round++) {
            allocator.deallocate(allocator.checkedAllocate(ID, 4096, ALIGNMENT));
        }
        assertOutstanding(0, 0);
    }

    @Test
    void refusesABlockThatWasGivenBackAlready() {
        MemoryBlock kept = allocator.allocate(ID, 10, ALIGNMENT);
        MemoryBlock block = allocator.allocate(ID + 1, 20, ALIGNMENT);
        allocator.deallocate(block);

        UnknownBlockException refusal = assertThrows(UnknownBlockException.class, () -> allocator.deallocate(block));

        assertTrue(refusal.getMessage().contains("identifier 8, 20 bytes") && refusal.getMessage().contains("given back already"),
                refusal.getMessage());
        assertTrue(kept.isAlive());
        assertOutstanding(1, 10);
    }

    @Test
    void refusesABlockOfAnotherAllocator() {
        LedgerAllocator other = new LedgerAllocator("other", AllocatorDTO.NO_LIMIT, source(), log.log());
        MemoryBlock foreign = other.allocate(ID, 10, ALIGNMENT);
        try (Arena arena = Arena.ofShared()) {
            MemoryBlock made = new MemoryBlock(ID, arena.allocate(10), false);

            for (MemoryBlock block : List.of(foreign, made)) {
                UnknownBlockException refusal = assertThrows(UnknownBlockException.class, () -> allocator.deallocate(block));
                assertTrue(refusal.getMessage().contains("not one of mine"), refusal.getMessage());
                assertTrue(block.isAlive());
            }
        }
        assertEquals(1, other.usage().blocks);
        other.deallocate(foreign);
    }

    @Test
    void refusesNull() {
        assertThrows(NullPointerException.class, () -> allocator.deallocate(null));
    }

    @RepeatedTest(20)
    void ofManyThreadsThatGiveBackOneBlockOneSucceeds() throws Exception {
        int threads = 4;
        MemoryBlock block = allocator.allocate(ID, 100, ALIGNMENT);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> attempts = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                attempts.add(pool.submit(() -> {
                    start.await();
                    allocator.deallocate(block);
                    return null;
                }));
            }
            start.countDown();
        }
        int refused = 0;
        for (Future<?> attempt : attempts) {
            try {
                attempt.get();
            } catch (ExecutionException e) {
                assertEquals(UnknownBlockException.class, e.getCause().getClass());
                refused++;
            }
        }
        assertEquals(threads - 1, refused);
        assertOutstanding(0, 0);
    }

    @Test
    void refusesWhatTheLimitDoesNotLeaveAndChangesNothing() {
        limit(100);
        MemoryBlock block = allocator.checkedAllocate(ID, 60, ALIGNMENT);

        MemoryUnavailableException refusal =
                assertThrows(MemoryUnavailableException.class, () -> allocator.checkedAllocate(ID + 1, 41, ALIGNMENT));

        assertEquals(List.of(8L, 41L, 40L), List.of((long) refusal.identifier(), refusal.requested(), refusal.available()));
        assertTrue(refusal.getMessage().contains("limit.bytes of allocator tested is 100"), refusal.getMessage());
        assertOutstanding(1, 60);
        assertEquals(40, allocator.checkedAllocate(ID + 2, 40, ALIGNMENT).size());
        assertThrows(MemoryUnavailableException.class, () -> allocator.allocate(ID + 3, 1, ALIGNMENT));
        allocator.deallocate(block);
        assertEquals(60, allocator.checkedAllocate(ID + 4, 60, ALIGNMENT).size());
        assertEquals(100, allocator.usage().limitBytes);
    }

    @Test
    void neverExceedsTheLimitWhateverTheThreadsDo() throws Exception {
        int threads = 4;
        long size = 1000;
        limit(2 * size + 1);
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        AtomicLong refusals = new AtomicLong();
        List<Future<?>> runs = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                int identifier = thread;
                runs.add(pool.submit(() -> {
                    for (int round = 0; round < 50; round++) {
                        try {
                            MemoryBlock block = allocator.checkedAllocate(identifier, size, ALIGNMENT);
                            most.accumulateAndGet(held.addAndGet(size), Math::max);
                            assertTrue(allocator.usage().bytes <= 2 * size + 1);
                            held.addAndGet(-size);
                            allocator.deallocate(block);
                        } catch (MemoryUnavailableException e) {
                            refusals.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
        }
        for (Future<?> run : runs) {
            run.get();
        }
        assertTrue(most.get() <= 2 * size, () -> most + " bytes were held at a time");
        assertOutstanding(0, 0);
        assertEquals(2 * size + 1, allocator.checkedAllocate(99, 2 * size + 1, ALIGNMENT).size());
    }

    @Test
    void refusesASizeThatNoMachineHasAndChangesNothing() {
        allocator.allocate(ID, 10, ALIGNMENT);
        long huge = Long.MAX_VALUE / 2;

        MemoryUnavailableException part =
                assertThrows(MemoryUnavailableException.class, () -> allocator.allocate(ID + 1, huge, ALIGNMENT));
        assertThrows(MemoryUnavailableException.class, () -> allocator.checkedAllocate(ID + 1, huge, 64));
        assertThrows(MemoryUnavailableException.class, () -> allocator.checkedAllocate(ID + 1, huge, 4096));

        assertEquals(huge, part.requested());
        assertEquals(ID + 1, part.identifier());
        assertOutstanding(1, 10);
    }

    @Test
    void tellsWhatIsOutstandingByIdentifier() {
        allocator.allocate(9, 100, ALIGNMENT);
        allocator.allocate(3, 30, ALIGNMENT);
        MemoryBlock back = allocator.allocate(5, 50, ALIGNMENT);
        allocator.deallocate(back);

        AllocatorDTO usage = allocator.usage();

        assertEquals("tested", usage.name);
        assertEquals(AllocatorDTO.NO_LIMIT, usage.limitBytes);
        assertEquals(List.of("3: 1, 30", "9: 1, 100"), byIdentifier());
        assertOutstanding(2, 130);
    }

    @Test
    void endsWhatIsOutstandingWhenItStopsWithOneWarning() {
        MemoryBlock first = allocator.allocate(31, 100, ALIGNMENT);
        MemoryBlock second = allocator.allocate(32, 4097, ALIGNMENT);

        allocator.stop();

        assertFalse(first.isAlive());
        assertFalse(second.isAlive());
        assertThrows(IllegalStateException.class, () -> second.segment().get(BYTE, 0));
        assertOutstanding(0, 0);
        assertEquals(1, log.lines().size(), log.lines()::toString);
        String warning = log.lines("warn").getFirst();
        String expected = "tested: stopped, and ended what was outstanding: 2 blocks with 4197 bytes"
                + " (identifier 31: 1 block, 100 bytes; identifier 32: 1 block, 4097 bytes)";
        assertTrue(warning.contains(expected), warning);
    }

    @Test
    void stopsWithoutAWordWhenNothingIsOutstanding() {
        allocator.deallocate(allocator.allocate(ID, 100, ALIGNMENT));
        allocator.stop();
        allocator.stop();
        assertEquals(List.of(), log.lines());
    }

    @Test
    void refusesEverythingAfterItHasStopped() {
        MemoryBlock block = allocator.allocate(ID, 100, ALIGNMENT);
        allocator.stop();

        for (Executable use : List.<Executable>of(
                () -> allocator.allocate(ID, 100, ALIGNMENT),
                () -> allocator.checkedAllocate(ID, 100, ALIGNMENT),
                () -> allocator.deallocate(block))) {
            IllegalStateException refusal = assertThrows(IllegalStateException.class, use);
            assertTrue(refusal.getMessage().contains("allocator tested has stopped"), refusal.getMessage());
        }
        assertNotNull(allocator.usage());
    }

    @Test
    void keepsABlockThatTheOperatingSystemIsAtWorkIn() throws Exception {
        MemoryBlock block = allocator.allocate(ID, 100, ALIGNMENT);
        try (BlockedRead read = new BlockedRead(block)) {
            BlockInUseException refusal = assertThrows(BlockInUseException.class, () -> allocator.deallocate(block));
            assertTrue(refusal.getMessage().contains("identifier 7, 100 bytes"), refusal.getMessage());
            assertTrue(block.isAlive());
            assertOutstanding(1, 100);

            assertEquals(1, read.finish());
            assertEquals(42, block.segment().get(BYTE, 0));
        }
        allocator.deallocate(block);
        assertFalse(block.isAlive());
        assertOutstanding(0, 0);
    }

    @Test
    void waitsForTheOperatingSystemWhenItStops() throws Exception {
        MemoryBlock block = allocator.allocate(ID, 100, ALIGNMENT);
        try (BlockedRead read = new BlockedRead(block)) {
            Thread stop = new Thread(allocator::stop);
            stop.start();
            await().pollInterval(Duration.ofMillis(1)).until(() -> !log.lines("warn").isEmpty());
            assertEquals(1, read.finish());
            stop.join();
        }
        assertFalse(block.isAlive());
        assertEquals(List.of(), log.lines("error"));
        assertOutstanding(0, 0);
    }

    @Test
    void servesAThreadThatIsInterruptedAndLeavesItSo() {
        Thread.currentThread().interrupt();
        MemoryBlock block = allocator.allocate(ID, 1 << 20, ALIGNMENT);
        block.segment().fill((byte) 1);
        allocator.deallocate(block);
        MemoryBlock left = allocator.allocate(ID + 1, 10, ALIGNMENT);
        allocator.stop();
        assertTrue(Thread.interrupted());
        assertFalse(left.isAlive());
    }
}

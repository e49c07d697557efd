// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;
import fw.memory.dealing.BoundAllocator;

/** A pool from the reserving of its memory to its end, buffers that come home late included. */
class PoolLifeTest {

    private static final PoolSpec SPEC = ManagerFixture.spec(32, 64, "64x4");

    @Test
    void aBufferOfARetiredPoolGoesHomeAndTheNewPoolLends() {
        try (ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x4")) {
            Buffer old = fixture.manager.allocate(64);
            old.segment().set(JAVA_INT, 0, 42);
            Pool retired = fixture.manager.current();
            fixture.publish(SPEC);
            Buffer fresh = fixture.manager.allocate(64);
            assertTrue(old.isValid() && fresh.isValid());
            assertEquals(42, old.segment().get(JAVA_INT, 0));
            assertEquals(2, fixture.manager.snapshot().currBuffs);
            assertEquals(1, fixture.manager.snapshot().retiring);
            assertFalse(retired.isDrained());
            old.close();
            assertTrue(retired.isDrained());
            fixture.manager.retired.end(retired);
            assertEquals(1, fixture.allocator.outstanding.size());
            assertEquals(List.of(), fixture.manager.retired.all());
            assertEquals(List.of(1L, 1L, 0L, 0L), figures(fixture));
            fresh.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x1", "4096x3", "4097x3", "64KiBx400"})
    void prefaultChangesNoMemory(String bin) {
        try (ManagerFixture fixture = new ManagerFixture()) {
            Pool pool = fixture.publish(new PoolSpec(32, 49, BinSpec.parse(bin), 1, true));
            int size = pool.spec.bins().getFirst().size();
            for (Buffer buffer : fixture.take(pool.spec.slots(), size)) {
                assertEquals(-1, buffer.segment().mismatch(MemorySegment.ofArray(filled(size))));
            }
        }
    }

    private static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, TestAllocator.FILL);
        return bytes;
    }

    @Test
    void retiringAPoolThatNobodyUsedShowsNoBufferAsLent() throws InterruptedException {
        ManagerFixture fixture = ManagerFixture.withBins("1x300000");
        Pool idle = fixture.manager.current();
        Thread retiring = Thread.ofPlatform().start(idle::retire);
        while (!idle.isDrained()) {
            assertEquals(0, fixture.manager.snapshot().hiBuffs);
        }
        retiring.join();
        fixture.close();
    }

    /** It is a mapped file that is cut short before it is touched: as on a disk that is full. */
    @Test
    void memoryThatCannotBeTouchedIsRefused(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("block");
        Arena arena = Arena.ofShared();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
            MemorySegment mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, 1 << 20, arena);
            file.truncate(0);
            PoolSpec spec = new PoolSpec(32, 49, BinSpec.parse("1MiBx1"), 64, true);
            BoundAllocator bound = TestAllocator.bound(new Hostile(() -> new MemoryBlock(49, mapped, false)));
            MemoryBlock block = bound.reserve(spec.block());
            MemoryUnavailableException e = assertThrows(MemoryUnavailableException.class,
                () -> new Pool(spec, new ManagerFixture().manager, bound, block));
            assertTrue(e.getMessage().contains("its memory can't be used"), e.getMessage());
        }
        arena.close();
    }

    @Test
    void theHighWaterMarkIsNeverLessThanWhatASnapshotShowed() {
        try (ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x4")) {
            Buffer old = fixture.manager.allocate(64);
            fixture.publish(SPEC);
            List<Buffer> fresh = fixture.take(2, 64);
            assertEquals(3, fixture.manager.snapshot().hiBuffs);
            fresh.forEach(Buffer::close);
            old.close();
            assertEquals(3, fixture.manager.snapshot().hiBuffs, "it stays");
        }
    }

    @Test
    void aBufferThatIsOutWhenItsPoolEndsIsCountedNamedInTheLogAndRefusedWhenItComesHome() {
        ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x4", "128x4");
        Buffer late = fixture.manager.allocate(100);
        fixture.publish(SPEC);
        fixture.manager.retired.end(fixture.manager.retired.all().getFirst());
        assertEquals(1, fixture.log.count("WARN manager 32: buffers were out when their memory had to end: 1 of 128x4"));
        BufferMisuseException e = assertThrows(BufferMisuseException.class, late::close);
        assertEquals(BufferMisuseException.Kind.EXPIRED, e.kind());
        assertEquals(BufferMisuseException.Kind.NOT_LENT, assertThrows(BufferMisuseException.class, late::close).kind());
        assertEquals(List.of(0L, 1L, 0L, 1L), figures(fixture));
        fixture.close();
        assertTrue(fixture.allocator.outstanding.isEmpty());
    }

    @Test
    void waitingForBuffersToComeHomeEndsWithTheLastOrTheTimeout() throws InterruptedException {
        try (ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x4")) {
            Buffer out = fixture.manager.allocate(1);
            Pool pool = fixture.manager.current();
            fixture.publish(SPEC);
            pool.drain.await(TimeUnit.MILLISECONDS.toNanos(1));
            assertFalse(pool.isDrained());
            Thread other = Thread.ofPlatform().start(out::close);
            pool.drain.await(TimeUnit.MINUTES.toNanos(1));
            assertTrue(pool.isDrained());
            other.join();
        }
    }

    @Test
    void anInterruptedThreadStopsWaitingAndStaysInterrupted() {
        try (ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x4")) {
            Buffer out = fixture.manager.allocate(1);
            Pool pool = fixture.manager.current();
            fixture.publish(SPEC);
            Thread.currentThread().interrupt();
            pool.drain.await(TimeUnit.MINUTES.toNanos(1));
            assertTrue(Thread.interrupted());
            out.close();
        }
    }

    @Test
    void aPoolThatCannotGiveItsBlockBackIsKeptAndTriedAgain() {
        boolean[] stuck = {true};
        TestAllocator memory = new TestAllocator();
        ManagerFixture fixture = new ManagerFixture();
        BoundAllocator bound = TestAllocator.bound(new Hostile(() -> memory.allocate(49, 256, 64)) {
            @Override
            public void deallocate(MemoryBlock block) {
                if (stuck[0]) {
                    throw new IllegalStateException("in use");
                }
                memory.deallocate(block);
            }
        });
        fixture.manager.publish(new Pool(SPEC, fixture.manager, bound, bound.reserve(SPEC.block())));
        fixture.manager.allocate(64);
        fixture.manager.withdraw();
        Pool pool = fixture.manager.retired.all().getFirst();
        assertTrue(assertThrows(IllegalStateException.class, () -> fixture.manager.retired.end(pool)).getMessage().contains("in use"));
        assertEquals(List.of(pool), fixture.manager.retired.all());
        assertEquals(1, fixture.log.count("buffers were out when their memory had to end: 1 of 64x4"));
        assertEquals(1, fixture.manager.snapshot().expired);
        stuck[0] = false;
        fixture.manager.retired.end(pool);
        assertEquals(List.of(), fixture.manager.retired.all());
        assertTrue(memory.outstanding.isEmpty());
        assertEquals(1, fixture.log.count("buffers were out"));
        assertEquals(1, fixture.manager.snapshot().expired);
    }

    static Stream<Arguments> hostileAllocators() {
        TestAllocator good = new TestAllocator();
        Arena confined = Arena.ofConfined();
        MemoryBlock ended = good.allocate(49, 256, 64);
        good.deallocate(ended);
        return Stream.of(
            hostile("null", () -> null),
            hostile("java.lang.AssertionError: no", () -> {
                throw new AssertionError("no");
            }),
            hostile("PoolLifeTest$Mute", () -> {
                throw new Mute();
            }),
            hostile("none left", () -> {
                throw new MemoryUnavailableException(49, 256, 0, "none left");
            }),
            hostile("gave less", () -> good.allocate(49, 255, 64)),
            hostile("not a multiple of 64", () -> new MemoryBlock(49, Arena.ofAuto().allocate(320, 64).asSlice(8, 256), false)),
            hostile("ended already", () -> ended),
            hostile("on the heap", () -> new MemoryBlock(49, MemorySegment.ofArray(new byte[256]), false)),
            hostile("read-only", () -> new MemoryBlock(49, Arena.ofAuto().allocate(256, 64).asReadOnly(), false)),
            hostile("confined to one thread", () -> new MemoryBlock(49, confined.allocate(256, 64), false)));
    }

    private static Arguments hostile(String named, Supplier<MemoryBlock> blocks) {
        return Arguments.of(named, new Hostile(blocks));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileAllocators")
    void refusesWhatAHostileAllocatorGivesAndGivesItBack(String named, Hostile allocator) {
        BoundAllocator bound = TestAllocator.bound(allocator);
        MemoryUnavailableException e = assertThrows(MemoryUnavailableException.class, () -> bound.reserve(SPEC.block()));
        assertTrue(e.getMessage().contains(named), e.getMessage());
        assertEquals(allocator.given, allocator.takenBack);
    }

    private static List<Long> figures(ManagerFixture fixture) {
        var dto = fixture.manager.snapshot();
        return List.of(dto.currBuffs, dto.swaps, dto.retiring, dto.expired);
    }

    /** An exception that can't be asked what it is. */
    private static final class Mute extends MemoryUnavailableException {

        private static final long serialVersionUID = 1;

        Mute() {
            super(49, 256, 0, "");
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("mute");
        }
    }

    /** Gives whatever it is told to. */
    private static class Hostile implements MemAllocator {

        final List<MemoryBlock> given = new ArrayList<>();
        final List<MemoryBlock> takenBack = new ArrayList<>();
        private final Supplier<MemoryBlock> blocks;

        Hostile(Supplier<MemoryBlock> blocks) {
            this.blocks = blocks;
        }

        @Override
        public MemoryBlock allocate(int identifier, long size, long alignment) {
            MemoryBlock block = blocks.get();
            if (block != null) {
                given.add(block);
            }
            return block;
        }

        @Override
        public void deallocate(MemoryBlock block) {
            takenBack.add(block);
        }

        @Override
        public AllocatorDTO usage() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void holdsASlotAgainIfWhatItHoldsCannotBeForgotten() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x2")) {
            Pool pool = fixture.manager.current();
            Slot held = ((Slot) fixture.manager.allocate(64)).bin.slotAt(1);
            held.bin.hold(held);
            IllegalStateException failure = new IllegalStateException("a test's");
            assertEquals(failure, assertThrows(IllegalStateException.class, () -> pool.homecoming.letGo(held, () -> {
                throw failure;
            })));
            assertFalse(fixture.manager.allocate(64).isValid(), "it is not to be had");
            pool.homecoming.letGo(held, () -> { });
            assertTrue(fixture.manager.allocate(64).isValid());
        }
    }

    @Test
    void drainsAPoolThatIsRetiredWhileASlotIsLetGoInVain() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x2")) {
            Pool pool = fixture.manager.current();
            Slot out = (Slot) fixture.manager.allocate(64);
            Slot held = out.bin.slotAt(1);
            held.bin.hold(held);
            out.close();
            assertThrows(IllegalStateException.class, () -> pool.homecoming.letGo(held, () -> {
                fixture.manager.withdraw();
                assertFalse(pool.isDrained(), "it is looked at");
                throw new IllegalStateException("a test's");
            }));
            assertTrue(pool.isDrained());
        }
    }
}

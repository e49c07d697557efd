// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.dealing.LiveBlocks;

/** Allocators that give memory which is in use: the same block again, or another one in the same memory. */
class DoubledBlocksTest {

    private static final Map<String, Object> MANY = Map.of("bins", new String[] {"64x5"});

    private final FakeFramework framework = new FakeFramework();
    private final LiveBlocks blocks = new LiveBlocks();
    private final ComponentFixture one = new ComponentFixture(framework, blocks);
    private final ComponentFixture other = new ComponentFixture(framework, blocks);
    private final ScriptedAllocator doubling = new ScriptedAllocator();
    private final AtomicReference<MemoryBlock> given = new AtomicReference<>();

    @AfterEach
    void close() {
        one.component.deactivate();
        other.component.deactivate();
    }

    /** Has the allocator give its first block, or another made of that, as its answer to every request. */
    private ServiceReference<MemAllocator> doubling(UnaryOperator<MemoryBlock> copy) {
        doubling.giving = block -> given.compareAndSet(null, block) ? block : copy.apply(given.get());
        return framework.reference(1, 1);
    }

    private static MemoryBlock part(MemoryBlock block, long from, long size) {
        return new MemoryBlock(block.identifier(), block.segment().asSlice(from, size), false);
    }

    static Stream<Arguments> copies() {
        String same = "it gave a block that it had given before and that is in use";
        String overlaps = "its block is in the same memory as one that is in use";
        return Stream.of(copy(same, block -> block), copy(overlaps, block -> part(block, 0, block.size())),
            copy(overlaps, block -> part(block, block.size() - 64, 64)),
            copy(overlaps, block -> new MemoryBlock(49, reinterpreted(block, -64, 10_000), false)));
    }

    private static Arguments copy(String reason, UnaryOperator<MemoryBlock> of) {
        return Arguments.of(reason, of);
    }

    /** Memory of which the block is a part. */
    @SuppressWarnings("restricted") // That is what a hostile allocator does; nobody touches it.
    private static MemorySegment reinterpreted(MemoryBlock block, long from, long size) {
        return MemorySegment.ofAddress(block.segment().address() + from).reinterpret(size);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copies")
    void ofOneManagerAreRefusedAndWhatIsInUseStays(String reason, UnaryOperator<MemoryBlock> copy) {
        ServiceReference<MemAllocator> reference = doubling(copy);
        one.component.bindAllocator(reference, doubling);
        one.activate(Map.of());
        try (Buffer out = one.component.manager().allocate(64)) {
            // Fewer buffers, so that no copy is too small.
            one.configure(Map.of("bins", new String[] {"64x1"}));
            assertEquals(1, one.log.count("ERROR manager 32: stays with its pool from allocator service-1, since there is no "
                + "pool from allocator service-1: identifier 49: 64 bytes asked for, 0 to be had: " + reason
                + ", block of identifier 49, 256 bytes, of allocator service-1"));
            assertEquals(List.of(), doubling.takenBack);
            out.segment().fill((byte) 1);
        }
        one.assertServesFrom(reference);
        one.component.updatedAllocator(framework.reference(7, 7));
        assertEquals(2, doubling.requests.get(), "it is not asked again");
        one.component.updatedAllocator(reference);
        assertEquals(3, doubling.requests.get(), "but when its service has changed");
        assertEquals(1, one.log.count("ERROR"), one.log.lines.toString());
        one.component.deactivate();
        assertEquals(List.of(given.get()), doubling.takenBack, "once");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copies")
    void ofTwoManagersAreRefused(String reason, UnaryOperator<MemoryBlock> copy) {
        ServiceReference<MemAllocator> reference = doubling(copy);
        one.component.bindAllocator(reference, doubling);
        other.component.bindAllocator(reference, doubling);
        one.activate(Map.of());
        other.activate(Map.of("manager_id", 33, "bins", new String[] {"64x1"}));
        assertEquals(1, other.log.count("ERROR manager 33: out of service, since there is no pool from allocator service-1: "
            + "identifier 49: 64 bytes asked for, 0 to be had: " + reason));
        other.component.deactivate();
        one.assertServesFrom(reference);
        assertEquals(List.of(), doubling.takenBack);
    }

    @Test
    void ofTwoAllocatorsAreRefused() {
        ServiceReference<MemAllocator> honest = framework.reference(1, 1);
        ScriptedAllocator thief = new ScriptedAllocator();
        doubling.giving = block -> {
            given.set(block);
            return block;
        };
        thief.giving = block -> part(given.get(), 0, given.get().size());
        one.component.bindAllocator(honest, doubling);
        one.activate(Map.of());
        one.component.bindAllocator(framework.reference(9, 9), thief);
        one.assertServesFrom(honest);
        assertEquals(1, one.log.count("no pool from allocator service-9: identifier 49: 256 bytes asked for, 0 to be had: its "
            + "block is in the same memory as one that is in use, block of identifier 49, 256 bytes, of allocator service-1"));
        assertEquals(List.of(), thief.takenBack);
    }

    @Test
    void memoryThatWasGivenBackMayComeAgain() {
        ServiceReference<MemAllocator> reference = framework.reference(1, 1);
        one.component.bindAllocator(reference, doubling);
        one.activate(Map.of());
        for (int i = 0; i < 50; i++) {
            one.configure(MANY);
            one.configure(Map.of());
        }
        one.assertServesFrom(reference);
        assertEquals(0, one.log.count("ERROR"), one.log.lines.toString());
        assertEquals(1, doubling.outstanding());
    }

    @Test
    void memoryThatItsAllocatorHasEndedIsInNobodysWayAndTheManagerMovesToOther() {
        ServiceReference<MemAllocator> reference = framework.reference(1, 1);
        one.component.bindAllocator(reference, doubling);
        doubling.giving = block -> {
            given.set(block);
            return block;
        };
        one.activate(Map.of());
        doubling.deallocate(given.get());
        one.component.updatedAllocator(reference);
        one.assertServesFrom(reference);
        assertTrue(given.get().isAlive());
        assertEquals(2, doubling.requests.get());
        assertEquals(List.of(), one.component.manager().retired.all());
    }

    @Test
    void aBlockAtAddressZeroIsRefused() {
        doubling.giving = block -> new MemoryBlock(49, nowhere(), false);
        doubling.whileDeallocating = () -> {
            throw new IllegalStateException("not one of mine");
        };
        one.component.bindAllocator(framework.reference(1, 1), doubling);
        one.activate(Map.of());
        assertEquals(1, one.log.count("its block is at address 0, where no memory is; and it didn't take that back: it threw "
            + "java.lang.IllegalStateException: not one of mine"));
    }

    @SuppressWarnings("restricted") // As above.
    private static MemorySegment nowhere() {
        return MemorySegment.NULL.reinterpret(1 << 20);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static svc.frameaccumulator.provider.Frames.fprime;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import fw.memory.dealing.LiveBlocks;
import svc.comms.FrameContext;
import svc.frameaccumulator.detector.FprimeFrameDetector;
import testkit.Concurrent;

/** The component among allocators that come, go, refuse, and call back on the thread that they are called on. */
class AccumulatorComponentTest {

    private static final Map<String, Object> PROPERTIES = Map.of("service.pid", "svc.frameaccumulator~uplink");

    private final TestAllocator malloc = new TestAllocator("malloc", 100);
    private final TestAllocator arena = new TestAllocator("arena", 0);
    private final TestPool inputs = new TestPool(2, 100);
    private final AccumulatorComponent component = new AccumulatorComponent(new LiveBlocks());

    @AfterEach
    void everythingGoesBack() {
        component.deactivate();
        Concurrent.await("no block is left", () -> malloc.outstanding.size() + arena.outstanding.size() == 0);
        assertFalse(takes(new byte[10]));
        assertEquals(0, inputs.lent());
    }

    private void activate(Configured configured) {
        component.activate(configured.configuration(), PROPERTIES);
    }

    private static Configured uplink() {
        return new Configured().with("port_name", "uplink").with("memory_id", 60).with("store_size", 1000);
    }

    private void bind(TestAllocator allocator) {
        component.bindAllocator(allocator.reference, allocator);
    }

    private boolean takes(byte[] data) {
        long before = component.snapshot().bytes;
        Buffer input = inputs.allocate(data.length);
        input.byteBuffer().put(data);
        component.dataIn(input, FrameContext.NONE, (buffer, context) -> buffer.close());
        return component.snapshot().bytes == before + data.length;
    }

    private void assertUses(TestAllocator allocator) {
        String name = allocator == null ? null : allocator.name;
        // What follows from a change that is made in the midst of a call is dealt with by another thread.
        Concurrent.await("uses " + name, () -> Objects.equals(name, component.snapshot().allocator));
        for (TestAllocator each : List.of(malloc, arena)) {
            Concurrent.await(each.name, () -> each.outstanding.size() == (each == allocator ? 1 : 0));
        }
        assertEquals(allocator != null, takes(new byte[1]));
    }

    @Test
    void asksForItsMemoryOnceUnderItsIdentifierAndGivesItBack() {
        bind(malloc);
        activate(uplink());
        assertUses(malloc);
        assertEquals(List.of("60 1000 16"), malloc.requests);
        assertEquals(1000, component.snapshot().storeSize);
        assertEquals("uplink", component.snapshot().portName);
        assertEquals(0, component.snapshot().swaps);
    }

    @Test
    void startsWhenAnAllocatorComes() {
        activate(uplink());
        assertUses(null);
        assertEquals(1, component.snapshot().inputsRefused);
        bind(arena);
        assertUses(arena);
    }

    @Test
    void carriesItsRingToABetterAllocatorAndBackToTheOneThatIsLeft() {
        byte[] frame = fprime((byte) 1, (byte) 2);
        bind(arena);
        activate(uplink());
        assertTrue(takes(Arrays.copyOf(frame, 5)));
        bind(malloc);
        assertUses(malloc);
        component.unbindAllocator(malloc.reference);
        assertUses(arena);
        assertEquals(2, component.snapshot().swaps);
        assertEquals(7, component.snapshot().fill);
    }

    @Test
    void givesBackWhatIsFromAnAllocatorThatGoesAndWaitsForTheNext() {
        bind(malloc);
        activate(uplink());
        assertTrue(takes(new byte[7]));
        component.unbindAllocator(malloc.reference);
        assertUses(null);
        assertEquals(1, component.snapshot().ringsLost);
        bind(arena);
        assertUses(arena);
        assertEquals(1, component.snapshot().fill);
    }

    @Test
    void aFrameGoesFromInputToOutputAndNeverBackIntoTheAccumulatorItself() {
        byte[] frame = fprime((byte) 1, (byte) 2);
        bind(malloc);
        activate(uplink());
        component.detector = new FprimeFrameDetector();
        component.buffers = inputs;
        component.output = component;
        assertTrue(takes(frame));
        assertEquals(1, component.snapshot().noOutput);
        component.output = (data, context, sender) -> sender.dataReturn(data, context);
        assertTrue(takes(frame));
        assertEquals(1, component.snapshot().frames);
        assertEquals(0, component.snapshot().framesOut);
    }

    @Test
    void choosesByItsFilter() {
        bind(malloc);
        bind(arena);
        activate(uplink().with("allocator_target", "(fw.memory.allocator.name=arena)"));
        assertUses(arena);
    }

    @Test
    void staysWhereItIsIfTheBetterOneRefuses() {
        bind(arena);
        activate(uplink());
        malloc.whileAllocating = () -> {
            throw new IllegalStateException("no");
        };
        bind(malloc);
        assertUses(arena);
        assertEquals(1, arena.requests.size());
    }

    @Test
    void doesNotTakeLessThanItNeeds() {
        malloc.shortBy = 1;
        bind(malloc);
        bind(arena);
        activate(uplink());
        assertUses(arena);
    }

    @Test
    void followsARankingThatChanges() {
        bind(malloc);
        bind(arena);
        activate(uplink());
        arena.ranking = 200;
        component.updatedAllocator(arena.reference);
        assertUses(arena);
    }

    @Test
    void aNewSizeIsANewRingAndAnotherPortNameIsNot() {
        bind(malloc);
        activate(uplink());
        assertTrue(takes(new byte[7]));
        component.modified(uplink().with("port_name", "other").configuration(), PROPERTIES);
        assertEquals(1, malloc.requests.size());
        component.modified(uplink().with("store_size", 2000).configuration(), PROPERTIES);
        assertEquals(List.of("60 1000 16", "60 2000 16"), malloc.requests);
        assertEquals(7, component.snapshot().fill);
        assertUses(malloc);
    }

    @Test
    void aConfigurationThatIsRefusedLeavesTheOneBeforeInForce() {
        bind(malloc);
        activate(uplink());
        component.modified(uplink().with("store_size", -1).configuration(), PROPERTIES);
        assertEquals(1000, component.snapshot().storeSize);
        assertUses(malloc);
    }

    @Test
    void withoutAnyGoodConfigurationItTakesNothing() {
        bind(malloc);
        activate(uplink().with("store_size", -1));
        assertNull(component.snapshot().allocator);
        assertEquals(List.of(), malloc.requests);
        assertFalse(takes(new byte[1]));
        component.modified(uplink().configuration(), PROPERTIES);
        assertUses(malloc);
    }

    @Test
    void memoryThatIsNotTakenBackIsOfferedAgain() {
        bind(malloc);
        activate(uplink());
        int[] tries = {0};
        malloc.whileDeallocating = () -> {
            if (++tries[0] < 4) {
                throw new IllegalStateException("in use");
            }
        };
        component.modified(uplink().with("store_size", 2000).configuration(), PROPERTIES);
        assertEquals(2, malloc.outstanding.size());
        assertEquals(1000, component.snapshot().unreturnedBytes);
        component.modified(uplink().with("store_size", 3000).configuration(), PROPERTIES);
        assertEquals(1, malloc.outstanding.size());
        Concurrent.await("nothing is owed", () -> component.snapshot().unreturnedBytes == 0);
    }

    @Test
    void anAllocatorThatComesWhileAnotherIsAskedIsUsedIfItIsBetter() {
        arena.whileAllocating = () -> {
            arena.whileAllocating = () -> { };
            bind(malloc);
        };
        bind(arena);
        activate(uplink());
        assertUses(malloc);
    }

    @Test
    void anAllocatorThatGoesWhileItIsAskedIsNotUsed() {
        malloc.whileAllocating = () -> {
            malloc.whileAllocating = () -> { };
            component.unbindAllocator(malloc.reference);
        };
        bind(malloc);
        bind(arena);
        activate(uplink());
        assertUses(arena);
    }

    @Test
    void theAllocatorInUseMayGoWhileAnotherIsAsked() {
        bind(arena);
        activate(uplink());
        assertTrue(takes(new byte[7]));
        String[] used = {"not asked"};
        malloc.whileAllocating = () -> {
            malloc.whileAllocating = () -> { };
            component.unbindAllocator(arena.reference);
            used[0] = component.snapshot().allocator;
        };
        bind(malloc);
        assertNull(used[0], "its memory may end when this has returned");
        assertUses(malloc);
    }

    @Test
    void aComponentThatIsDeactivatedWhileAnAllocatorIsAskedLeavesNothing() {
        malloc.whileAllocating = component::deactivate;
        bind(malloc);
        activate(uplink());
        Concurrent.await("its block is back", () -> malloc.outstanding.isEmpty());
        malloc.whileAllocating = () -> { };
    }
}

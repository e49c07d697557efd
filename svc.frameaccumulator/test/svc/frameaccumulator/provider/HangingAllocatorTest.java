// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import fw.memory.MemoryBlock;
import fw.memory.dealing.LiveBlocks;
import svc.comms.FrameContext;
import testkit.Concurrent;
import testkit.Gate;
import testkit.LogLines;

/** Allocators that hang, or give what they have given before: nobody waits for ever, and nothing is lost. */
class HangingAllocatorTest {

    private static final long IMPATIENT = 300;
    /** Long enough for the test to come first, also on a machine that is busy. */
    private static final long LATER = 3_000;
    private static final long PATIENT = 60_000;

    private final LiveBlocks blocks = new LiveBlocks();
    private final LogLines log = new LogLines();
    private final Gate gate = new Gate();
    private final TestAllocator hanging = new TestAllocator("hanging", 100);
    private final TestAllocator good = new TestAllocator("good", 0);
    private final TestPool inputs = new TestPool(1, 100);
    private final AccumulatorComponent component = component();

    @AfterEach
    void nothingIsLeft() {
        gate.open();
        component.deactivate();
        Concurrent.await("no block is left", () -> hanging.outstanding.size() + good.outstanding.size() == 0);
        assertEquals(0, inputs.lent());
    }

    private AccumulatorComponent component() {
        AccumulatorComponent made = new AccumulatorComponent(blocks);
        made.loggerFactory = log.factory();
        return made;
    }

    private void activate(long timeoutMillis) {
        configure(component, timeoutMillis, 1000);
    }

    private static void configure(AccumulatorComponent component, long timeoutMillis, int storeSize) {
        component.activate(new Configured().with("port_name", "uplink").with("memory_id", 60).with("store_size", storeSize)
            .with("allocator_timeout", timeoutMillis).configuration(), Map.of("service.pid", "svc.frameaccumulator~uplink"));
    }

    private void bind(TestAllocator allocator) {
        component.bindAllocator(allocator.reference, allocator);
    }

    private boolean takesData() {
        long before = component.snapshot().bytes;
        Buffer input = inputs.allocate(5);
        component.dataIn(input, FrameContext.NONE, (buffer, context) -> buffer.close());
        return component.snapshot().bytes == before + 5;
    }

    private String used() {
        return component.snapshot().allocator;
    }

    @Test
    void isPassedOverWhenItsTimeIsUpAndThatIsSaidOnce() {
        hanging.whileAllocating = gate;
        bind(hanging);
        bind(good);
        activate(IMPATIENT);
        assertEquals("good", used());
        assertTrue(takesData());
        assertEquals(1, component.snapshot().unanswered);
        component.updatedAllocator(good.reference);
        assertEquals(1, log.count("ERROR"), log.lines.toString());
        assertEquals(1, log.count("ERROR accumulator uplink: uses allocator good, since there is no ring from allocator hanging: "
            + "identifier 60: 1000 bytes asked for, 0 to be had: it has not answered within 300 ms; set allocator.timeout higher"));
        assertEquals(1, hanging.requests.size(), "it is not asked again");
        Concurrent.await("the call is interrupted", () -> gate.interrupts.get() > 0);
    }

    @Test
    void getsBackAtOnceWhatItGivesTooLateAndIsAskedAgain() {
        hanging.whileAllocating = gate;
        bind(hanging);
        bind(good);
        activate(IMPATIENT);
        assertTrue(takesData());
        gate.open();
        Concurrent.await("the ring is from the better one", () -> "hanging".equals(used()));
        assertEquals(5, component.snapshot().fill, "what was in the ring is in this one");
        assertEquals(2, hanging.requests.size());
        Concurrent.await("one block each is enough", () -> hanging.outstanding.size() == 1 && good.outstanding.isEmpty());
    }

    @Test
    void dataFlowsWhileItHangs() throws InterruptedException {
        bind(good);
        activate(PATIENT);
        hanging.whileAllocating = gate;
        CompletableFuture<Void> binding = Concurrent.does(() -> bind(hanging));
        gate.awaitArrival();
        assertTrue(takesData());
        TestAllocator best = new TestAllocator("best", 200);
        bind(best);
        assertFalse(binding.isDone(), "nobody else waits for it");
        gate.open();
        Concurrent.join(binding);
        Concurrent.await("the ring is from the best", () -> "best".equals(used()));
        component.unbindAllocator(best.reference);
        assertEquals(0, best.outstanding.size());
    }

    @Test
    void goesAndIsWaitedForNoLongerThanItsTime() throws InterruptedException {
        hanging.whileAllocating = gate;
        bind(hanging);
        CompletableFuture<Void> activation = Concurrent.does(() -> activate(LATER));
        gate.awaitArrival();
        component.unbindAllocator(hanging.reference);
        Concurrent.join(activation);
        assertNull(used());
        assertEquals(1, log.count("ERROR accumulator uplink: allocator hanging has still not answered when it was to be let go"));
        gate.open();
        Concurrent.await("what it gave is back", () -> hanging.outstanding.isEmpty());
    }

    @Test
    void doesNotHoldUpDeactivationBeyondItsTime() throws InterruptedException {
        hanging.whileAllocating = gate;
        bind(hanging);
        bind(good);
        CompletableFuture<Void> activation = Concurrent.does(() -> activate(LATER));
        gate.awaitArrival();
        component.deactivate();
        Concurrent.join(activation);
        assertEquals(0, good.requests.size(), "nobody is asked any more");
        assertFalse(takesData());
        gate.open();
        Concurrent.await("what it gave is back", () -> hanging.requests.size() == 1 && hanging.outstanding.isEmpty());
    }

    @Test
    void isReportedWhenItHangsInTakingBackAndIsNotAskedMeanwhile() {
        bind(hanging);
        activate(IMPATIENT);
        hanging.whileDeallocating = gate;
        bind(good);
        component.modified(new Configured().with("port_name", "uplink").with("memory_id", 60).with("store_size", 2000)
            .with("allocator_timeout", IMPATIENT).with("allocator_target", "(fw.memory.allocator.name=good)").configuration(),
            Map.of());
        assertEquals("good", used());
        assertTrue(takesData());
        assertEquals(1000, component.snapshot().unreturnedBytes);
        assertEquals(1, log.count("ERROR accumulator uplink: the 1000 bytes of a ring could not be given back to allocator hanging, "
            + "and stay outstanding there: it has not answered within 300 ms"), log.lines.toString());
        configure(component, IMPATIENT, 3000);
        assertEquals("good", used());
        assertEquals(1, hanging.requests.size());
        gate.open();
        Concurrent.await("it has taken it after all", () -> component.snapshot().unreturnedBytes == 0);
        Concurrent.await("it is used again", () -> "hanging".equals(used()));
    }

    @Test
    void keepsNoThreadOfTheCallerAndEndsWithTheCall() {
        Thread[] seen = new Thread[1];
        good.whileAllocating = () -> seen[0] = Thread.currentThread();
        bind(good);
        activate(PATIENT);
        assertEquals("svc.frameaccumulator asks allocator good", seen[0].getName());
        assertTrue(seen[0].isDaemon());
        Concurrent.await("it has ended", () -> !seen[0].isAlive());
    }

    @Test
    void aBlockThatAnotherAccumulatorHasIsNotUsed() {
        AccumulatorComponent other = component();
        MemoryBlock[] first = new MemoryBlock[1];
        good.giving = block -> {
            if (first[0] == null) {
                first[0] = block;
                return block;
            }
            good.deallocate(block);
            return first[0];
        };
        bind(good);
        activate(PATIENT);
        other.bindAllocator(good.reference, good);
        configure(other, PATIENT, 1000);
        assertEquals("good", used());
        assertNull(other.snapshot().allocator);
        assertEquals(1, log.count("it gave a block that it had given before and that is in use"), log.lines.toString());
        other.deactivate();
        assertTrue(takesData(), "the first one's memory is as it was");
    }
}

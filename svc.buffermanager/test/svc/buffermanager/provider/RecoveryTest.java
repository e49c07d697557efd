// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.MemAllocator;
import svc.buffermanager.RecoveredBuffer;
import svc.buffermanager.RecoveryDTO;
import svc.buffermanager.RecoveryListener;

/** A manager over memory that is kept: what it finds there, and who gets it. */
@Timeout(60)
class RecoveryTest {

    private static final Map<String, Object> RECOVERY = Map.of("recovery", true);

    /** What a listener was given: the bytes must be looked at while it is called. */
    private record Got(String holder, String text, RecoveredBuffer buffer) {
    }

    private final List<ComponentFixture> living = new ArrayList<>();
    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    private KeepingAllocator memory = new KeepingAllocator();
    private ComponentFixture life = new ComponentFixture();

    @AfterEach
    void end() {
        living.forEach(fixture -> fixture.component.deactivate());
    }

    private PooledBufferManager start(Map<String, Object> changes) {
        life = new ComponentFixture();
        living.add(life);
        life.component.bindAllocator(life.framework.reference(1, 1, Map.of(MemAllocator.RECOVERABLE, true)), memory);
        life.activate(changes);
        return life.component.manager();
    }

    private PooledBufferManager start() {
        return start(RECOVERY);
    }

    /** The JVM dies, and another begins, with the same configuration or another. */
    private PooledBufferManager die(Map<String, Object> changes) {
        memory = memory.afterDeath();
        return start(changes);
    }

    private PooledBufferManager die() {
        return die(RECOVERY);
    }

    private void stop() {
        life.component.deactivate();
        living.remove(life);
    }

    private static Buffer take(PooledBufferManager manager, String text) {
        Buffer buffer = manager.views.of(manager.holders.of(12, "com.example.rx")).allocate(40);
        return write(buffer, text);
    }

    private static Buffer write(Buffer buffer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.setSize(bytes.length);
        buffer.segment().copyFrom(MemorySegment.ofArray(bytes));
        return buffer;
    }

    private static Buffer checkpointed(PooledBufferManager manager, String text) {
        Buffer buffer = take(manager, text);
        assertTrue(manager.checkpoint(buffer));
        return buffer;
    }

    private void listen(RecoveryListener listener, int managerId, int ranking) {
        life.component.bindRecoveryListener(life.framework.reference(100 + ranking, ranking,
            Map.of("manager.id", managerId)), listener);
    }

    private void listen() {
        listen(buffer -> got.add(new Got(buffer.holder(),
            buffer.segment().getString(0, StandardCharsets.UTF_8).lines().findFirst().orElse(""), buffer)), 32, 1);
    }

    private Got next() throws InterruptedException {
        Got next = got.poll(30, TimeUnit.SECONDS);
        assertTrue(next != null, "a listener is called");
        return next;
    }

    private void awaitHeld(int count) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (recovery().held != count) {
            assertTrue(System.nanoTime() < end, () -> recovery().held + " are held, not " + count);
            LockSupport.parkNanos(100_000);
        }
    }

    private RecoveryDTO recovery() {
        return life.figures().recovery;
    }

    @Test
    void handsOutWhatWasCheckpointedWhenTheJvmDied() throws InterruptedException {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        checkpointed(start(), "first\n\0");
        die();
        assertEquals(1, recovery().whole);
        assertEquals(3, recovery().free);
        assertEquals("WHOLE", recovery().slots.getFirst().state);
        listen();
        Got first = next();
        assertEquals("com.example.rx", first.holder);
        assertEquals("first", first.text);
        assertEquals(32, first.buffer.managerId());
        assertEquals(12, first.buffer.bundleId());
        assertEquals(64, first.buffer.capacity());
        assertFalse(first.buffer.taken().isBefore(before));
        assertTrue(first.buffer.segment().isReadOnly());
        awaitHeld(0);
        assertTrue(recovery().slots.getFirst().taken);
        assertEquals(4, TakenAll.of(life.component.manager()));
    }

    @Test
    void saysWhoHadWhat() {
        PooledBufferManager manager = start();
        checkpointed(manager, "whole");
        write(checkpointed(manager, "to be torn"), "is torn");
        take(manager, "unfinished");
        die();
        assertEquals(List.of("WARN manager 32: the pool before, from allocator service-1, was not closed, and 1 whole, 1 torn, "
            + "1 unfinished, 0 damaged, 1 free buffers are found: "
            + "com.example.rx (bundle 12) torn 1, com.example.rx (bundle 12) unfinished 1, "
            + "com.example.rx (bundle 12) whole 1; the whole ones are held until a RecoveryListener has taken them"),
            life.log.lines.stream().filter(line -> line.contains("before")).toList());
        assertEquals(1, recovery().torn);
        assertEquals(1, recovery().unfinished);
        assertEquals(3, TakenAll.of(life.component.manager()));
    }

    @Test
    void holdsWhatNobodyHasTakenThroughFurtherDeathsAndStops() throws InterruptedException {
        checkpointed(start(), "first\n\0");
        die();
        take(life.component.manager(), "of the second life").close();
        die();
        assertEquals(1, recovery().held);
        stop();
        start();
        assertEquals(1, recovery().held);
        listen();
        assertEquals("first", next().text);
        awaitHeld(0);
        stop();
        start();
        assertFalse(recovery().found);
    }

    @Test
    void asksTheNextListenerIfOneThrowsAndHoldsTheBufferIfAllDo() throws InterruptedException {
        checkpointed(start(), "first\n\0");
        die();
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        listen(buffer -> {
            asked.add("first");
            throw new UnsupportedOperationException("not now");
        }, 32, 9);
        assertEquals("first", asked.poll(30, TimeUnit.SECONDS));
        listen(buffer -> asked.add("another manager's"), 33, 10);
        listen();
        assertEquals("first", next().text);
        awaitHeld(0);
        assertFalse(asked.contains("another manager's"));
        assertEquals(1, life.log.lines.stream().filter(line -> line.contains("not now")).count(), life.log.lines.toString());
    }

    @Test
    void endsTheBytesWhenTheListenerReturns() throws InterruptedException {
        checkpointed(start(), "first\n\0");
        die();
        listen();
        MemorySegment segment = next().buffer.segment();
        awaitHeld(0);
        assertThrows(RuntimeException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0));
        assertFalse(segment.scope().isAlive());
    }

    @Test
    void leavesNothingToBeRecoveredWhenAllWereHome() {
        checkpointed(start(), "first").close();
        stop();
        start();
        assertFalse(recovery().found);
        assertEquals(0, recovery().whole);
        assertEquals(List.of(), life.log.lines.stream().filter(line -> line.startsWith("WARN")).toList());
    }

    @Test
    void recoversWhatWasOutWhenTheManagerWasStopped() {
        checkpointed(start(), "first");
        stop();
        start();
        assertEquals(1, recovery().whole);
    }

    @Test
    void closesTheFileWhenTheManagerMovesToAnotherAllocator() {
        PooledBufferManager manager = start();
        Buffer buffer = checkpointed(manager, "first");
        ServiceReference<MemAllocator> better = life.bind(5, new TestAllocator());
        assertTrue(memory.isMapped());
        assertNull(recovery());
        buffer.close();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (memory.isMapped()) {
            assertTrue(System.nanoTime() < end, "the file goes back");
            LockSupport.parkNanos(100_000);
        }
        life.component.unbindAllocator(better);
        assertFalse(recovery().found);
    }

    @Test
    void refusesAndKeepsWhatIsOfAnotherArrangement() {
        checkpointed(start(), "first");
        byte[] before = memory.content();
        for (Map<String, Object> other : List.<Map<String, Object>>of(Map.of("manager_id", 7), Map.of("alignment", 32L),
            Map.of("bins", new String[] {"128x2"}), Map.of("recovery", false, "bins", new String[] {"64x4"}))) {
            Map<String, Object> changes = new HashMap<>(RECOVERY);
            changes.putAll(other);
            die(changes);
            assertEquals(0, life.framework.services.size(), life.log.lines.toString());
            assertEquals(1, life.log.lines.stream().filter(line -> line.startsWith("ERROR")).count(), life.log.lines.toString());
            assertFalse(memory.isMapped());
            assertTrue(Arrays.equals(before, memory.content()), other.toString());
        }
    }

    @Test
    void goesOnWithAnotherAllocatorIfTheFileIsDamaged() {
        checkpointed(start(), "first");
        stop();
        memory.change(file -> file[40] ^= 1);
        byte[] before = memory.content().clone();
        life = new ComponentFixture();
        living.add(life);
        life.component.bindAllocator(life.framework.reference(9, 9, Map.of(MemAllocator.RECOVERABLE, true)), memory);
        ServiceReference<MemAllocator> other = life.bind(1, new TestAllocator());
        life.activate(RECOVERY);
        life.assertServesFrom(other);
        assertTrue(Arrays.equals(before, memory.content()));
        String line = life.log.lines.stream().filter(text -> text.startsWith("ERROR")).findFirst().orElseThrow();
        assertTrue(line.contains("its header is damaged") && line.contains("it is kept as it is: move it away"), line);
    }

    @Test
    void saysThatRecoveryIsOffWhereNothingIsKept() {
        life.bind(1, new TestAllocator());
        living.add(life);
        life.activate(RECOVERY);
        assertNull(recovery());
        Buffer buffer = life.component.manager().allocate(10);
        assertFalse(life.component.manager().checkpoint(buffer));
        buffer.close();
        assertTrue(life.log.lines.stream().anyMatch(line -> line.contains("not recoverable, since that keeps nothing")),
            life.log.lines.toString());
    }

    @Test
    void checkpointsOnlyWhatIsLentByThisManager() {
        PooledBufferManager manager = start();
        Buffer buffer = checkpointed(manager, "first");
        buffer.close();
        assertThrows(BufferMisuseException.class, () -> manager.checkpoint(buffer));
        assertThrows(BufferMisuseException.class, () -> manager.checkpoint(InvalidBuffer.INSTANCE));
        assertThrows(NullPointerException.class, () -> manager.checkpoint(null));
    }

    @Test
    void refusesSealedHandles() {
        living.add(life);
        life.activate(Map.of("recovery", true, "handles", "SEALED"));
        assertTrue(life.log.lines.stream().anyMatch(line -> line.contains("handles is SEALED")), life.log.lines.toString());
    }

    /** Takes all that there is, and gives it back. */
    private static final class TakenAll {

        static int of(PooledBufferManager manager) {
            List<Buffer> taken = new ArrayList<>();
            for (Buffer buffer = manager.allocate(1); buffer.isValid(); buffer = manager.allocate(1)) {
                taken.add(buffer);
            }
            assertEquals(taken.size(), manager.snapshot().currBuffs);
            taken.forEach(Buffer::close);
            return taken.size();
        }
    }

    @Test
    void keepsWhatIsReservedWhileBuffersAreHeld() throws InterruptedException {
        checkpointed(start(), "first\n\0");
        PooledBufferManager manager = die(Map.of("recovery", true, "quotas", new String[] {"com.example.tx;reserve=64x3"}));
        BundleView other = manager.views.of(manager.holders.of(13, "com.example.other"));
        BundleView keeper = manager.views.of(manager.holders.of(14, "com.example.tx"));
        assertFalse(other.allocate(40).isValid(), "of four one is held, and three are reserved");
        listen();
        assertEquals("first", next().text);
        awaitHeld(0);
        assertTrue(other.allocate(40).isValid());
        assertFalse(other.allocate(40).isValid());
        assertEquals(3, keeper.allocate(40, new Buffer[4], 4));
    }

    @Test
    void leavesLessToThoseForWhomAllIsReservedWhileBuffersAreHeld() throws InterruptedException {
        checkpointed(start(), "first\n\0");
        PooledBufferManager manager = die(Map.of("recovery", true, "quotas", new String[] {"com.example.tx;reserve=64x4"}));
        BundleView keeper = manager.views.of(manager.holders.of(14, "com.example.tx"));
        assertEquals(3, keeper.allocate(40, new Buffer[4], 4));
        listen();
        assertEquals("first", next().text);
        awaitHeld(0);
        assertTrue(keeper.allocate(40).isValid());
    }
}

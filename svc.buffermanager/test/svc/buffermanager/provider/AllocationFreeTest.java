// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.ServiceReference;

import com.sun.management.ThreadMXBean;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManagerListener;
import svc.buffermanager.Handles;
import testkit.Concurrent;

/** Taking, using and giving back allocates no heap at all: shown by the thread's own allocation counter, in bytes. */
class AllocationFreeTest {

    private static final int ROUNDS = 100_000;
    private static final int ATTEMPTS = 5;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long sink;
    private byte[] kept;
    private Buffer taken;

    @ParameterizedTest
    @CsvSource({"REUSED, 0", "ROTATED, 0", "FRESH, 24", "SEALED, 40"})
    void takeAndGiveBackAllocateWhatTheHandlesAreSaidTo(Handles handles, int bytes) {
        try (ManagerFixture fixture = new ManagerFixture()) {
            fixture.publish(new PoolSpec(1, 1, BinSpec.parse("64x8", "1024x8"), 64, false, handles));
            assertEquals((long) bytes * ROUNDS, allocatedBy(() -> {
                taken = fixture.manager.allocate(1000); // In a field: else the JVM may find out that a fresh handle isn't needed.
                fixture.manager.deallocate(taken);
            }));
        }
    }

    @Test
    void whoCouldWaitAndNeedNotAllocatesNothing() {
        Duration time = Duration.ofSeconds(1);
        try (ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x8", "1024x8")) {
            assertEquals(0, allocatedBy(() -> {
                try (Buffer buffer = fixture.manager.allocate(1000, time)) {
                    sink += buffer.context();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
    }

    /** What another thread's wait costs whoever gives back: time, but no heap. */
    @Test
    void aReturnThatServesOthersAllocatesNothing() {
        try (ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x1", "1024x1")) {
            PooledBufferManager manager = fixture.manager;
            Buffer small = manager.allocate(64);
            Buffer large = manager.allocate(1000);
            int rounds = 10_000;
            List<Waiter> waiters = new ArrayList<>();
            for (int i = 0; i < ATTEMPTS * rounds; i++) {
                waiters.add(new Waiter(manager.views.nobody(), 1000, Long.MAX_VALUE, Thread.currentThread()));
            }
            assertEquals(0, allocatedBy(rounds, () -> {
                Waiter waiter = waiters.removeLast();
                manager.waiters.enter(waiter);
                large.close();
                assertSame(large, waiter.slot());
            }));
            small.close();
        }
    }

    @Test
    void useOfTheMemoryAllocatesNothingWhileTheSizeStays() {
        try (ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x8", "1024x8")) {
            assertEquals(0, allocatedBy(() -> {
                try (Buffer buffer = fixture.manager.allocate(1000)) {
                    buffer.segment().set(JAVA_LONG, 0, sink);
                    sink += buffer.byteBuffer().getLong(0) + buffer.context();
                }
            }));
        }
    }

    @Test
    void aRequestThatFailsAllocatesNothing() {
        try (ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x1")) {
            Buffer only = fixture.manager.allocate(64);
            assertEquals(0, allocatedBy(() -> fixture.manager.deallocate(fixture.manager.allocate(64))));
            only.close();
        }
    }

    /** Someone listens, and is told now and then on another thread: who finds no buffer only counts. */
    @Test
    void aRequestThatFailsAllocatesNothingWhileSomebodyListens() {
        FakeFramework framework = new FakeFramework();
        AtomicLong told = new AtomicLong();
        try (ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x1")) {
            Announcements announcements = fixture.manager.announcements;
            ServiceReference<BufferManagerListener> reference = framework.reference(1, 0, Map.of());
            announcements.add(reference, event -> told.addAndGet(event.count()));
            Buffer only = fixture.manager.allocate(64);
            assertEquals(0, allocatedBy(() -> fixture.manager.deallocate(fixture.manager.allocate(64))));
            Concurrent.await("all is told", () -> told.get() == 2L * ATTEMPTS * ROUNDS);
            announcements.remove(reference);
            only.close();
        }
    }

    @Test
    void theCounterSeesAnAllocation() {
        assertTrue(allocatedBy(() -> kept = new byte[64]) >= 64L * ROUNDS, "or these tests could not fail");
        assertEquals(64, kept.length);
    }

    /** The least of several tries: the JVM itself sometimes allocates in the name of a thread, for instance when it compiles. */
    private long allocatedBy(Runnable operation) {
        return allocatedBy(ROUNDS, operation);
    }

    private long allocatedBy(int rounds, Runnable operation) {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < rounds; i++) {
                operation.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}

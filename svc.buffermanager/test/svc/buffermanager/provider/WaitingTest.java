// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.Handles;
import svc.buffermanager.HolderDTO;
import testkit.Concurrent;

/** Waiting for a buffer, with a deadline. */
@Timeout(60)
class WaitingTest {

    private static final Duration LONG = Duration.ofDays(1_000_000);

    private final ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x1", "128x1");
    private final PooledBufferManager manager = fixture.manager;
    private final BundleView view = view(7);

    private BundleView view(long bundleId) {
        return manager.views.of(manager.holders.of(bundleId, "bundle." + bundleId));
    }

    @AfterEach
    void takeDown() {
        fixture.close();
    }

    /** A thread that waits; what becomes of it. */
    private static final class Waiting {

        final CompletableFuture<Buffer> end = new CompletableFuture<>();
        final Thread thread;

        Waiting(BundleView view, int size, Duration atMost, boolean virtual) {
            thread = (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon()).start(() -> {
                try {
                    end.complete(view.allocate(size, atMost));
                } catch (Throwable e) {
                    end.completeExceptionally(e);
                }
            });
        }

        Buffer get() throws Exception {
            return end.get(30, SECONDS);
        }

        <T extends Throwable> T failure(Class<T> type) {
            return assertInstanceOf(type, assertThrows(ExecutionException.class, this::get).getCause());
        }
    }

    /** Has a thread wait, behind all who do. */
    private Waiting waitFor(BundleView who, int size, Duration atMost) {
        long before = manager.snapshot().waited;
        Waiting waiting = new Waiting(who, size, atMost, false);
        Concurrent.await("it waits", () -> manager.snapshot().waited > before);
        return waiting;
    }

    private HolderDTO holder(long bundleId) {
        return manager.snapshot().holders.stream().filter(dto -> dto.bundleId == bundleId).findFirst().orElseThrow();
    }

    @Test
    void asksNobodyWhenItsBundleHasStoppedAndOthersWait() {
        manager.allocate(64);
        manager.allocate(64);
        manager.waiters.enter(new Waiter(view(8), 64, Long.MAX_VALUE, Thread.currentThread()));
        view.allocate(64);
        manager.views.stop(7);
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> view.allocate(64, LONG));
        assertNull(thrown.getCause(), "who serves has found it out");
    }

    @Test
    void aFreeBufferIsGivenAtOnce() throws Exception {
        try (Buffer buffer = view.allocate(64, LONG)) {
            assertEquals(64, buffer.size());
            assertEquals(0, manager.snapshot().waited);
        }
    }

    @Test
    void withoutATimeItDoesNotWait() throws Exception {
        fixture.take(2, 1);
        assertFalse(view.allocate(64, Duration.ZERO).isValid());
        assertEquals(1, manager.snapshot().noBuffs);
        assertEquals(0, manager.snapshot().waited);
    }

    @Test
    void zeroBytesAreAnInvalidBufferAtOnce() throws Exception {
        assertFalse(view.allocate(0, LONG).isValid());
    }

    @Test
    void refusesNegativeArguments() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> view.allocate(-1, LONG)).getMessage().contains("-1"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> view.allocate(1, Duration.ofMillis(-3))).getMessage().contains("PT-0.003S"));
        assertThrows(IllegalArgumentException.class, () -> view.allocateLater(-1, LONG));
        assertThrows(IllegalArgumentException.class, () -> view.allocateLater(1, Duration.ofMillis(-3)));
        assertThrows(NullPointerException.class, () -> view.allocate(1, null));
    }

    @Test
    void isInvalidWhenTheTimeIsUp() throws Exception {
        List<Buffer> all = fixture.take(2, 1);
        long start = System.nanoTime();
        assertFalse(view.allocate(100, Duration.ofMillis(30)).isValid());
        assertTrue(System.nanoTime() - start >= 30_000_000, "it waited for all its time");
        BufferManagerDTO dto = manager.snapshot();
        assertEquals(0, dto.waiting);
        assertEquals(1, dto.waited);
        assertEquals(1, dto.timedOut);
        assertEquals(1, dto.noBuffs);
        assertEquals(0, dto.bins.get(0).failures);
        assertEquals(1, dto.bins.get(1).failures, "one request has failed, however often it was tried");
        assertTrue(dto.longestWaitNanos >= 30_000_000 && dto.waitedNanos >= dto.longestWaitNanos, "it is counted how long");
        assertEquals(1, holder(7).timedOut);
        assertEquals(1, holder(7).failed);
        all.forEach(Buffer::close);
        assertEquals(2, fixture.take(2, 1).stream().filter(Buffer::isValid).count(), "nothing is kept for who has gone");
    }

    @ParameterizedTest
    @EnumSource(Handles.class)
    void aReturnGoesToWhoWaits(Handles handles) throws Exception {
        fixture.publish(new PoolSpec(32, 49, BinSpec.parse("64x1"), 64, false, handles));
        Buffer only = view.allocate(64);
        only.byteBuffer().putLong(0, 42);
        Waiting waiting = waitFor(view, 60, LONG);
        assertEquals(1, manager.snapshot().waiting);
        assertEquals(1, holder(7).waiting);
        only.close();
        Buffer got = waiting.get();
        assertEquals(60, got.size());
        assertTrue(got.isValid(), "it is lent");
        assertEquals(0, manager.snapshot().waiting);
        assertEquals(0, holder(7).waiting);
        assertEquals(1, holder(7).waited);
        assertEquals(0, manager.snapshot().timedOut);
        got.close();
        assertEquals(0, manager.snapshot().currBuffs);
    }

    @Test
    void itIsTheHoldersWhoWaited() throws Exception {
        Buffer large = fixture.take(2, 1).get(1);
        Waiting waiting = waitFor(view(8), 100, LONG);
        manager.deallocate(large);
        assertSame(large, waiting.get());
        assertEquals(1, holder(8).outstanding);
    }

    @Test
    void thoseWhoWaitAreServedInTheirOrder() throws Exception {
        List<Buffer> all = fixture.take(2, 1);
        Waiting first = waitFor(view, 100, LONG);
        Waiting second = waitFor(view(8), 64, LONG);
        Waiting third = waitFor(view, 100, LONG);
        all.get(0).close();
        assertSame(all.get(0), second.get(), "the first who fits");
        all.get(1).close();
        assertSame(all.get(1), first.get());
        assertFalse(third.end.isDone(), "it waits on");
        first.get().close();
        assertSame(all.get(1), third.get());
    }

    @Test
    void whoeverWaitsAlreadyComesBeforeWhoBeginsTo() throws Exception {
        List<Buffer> all = fixture.take(2, 1);
        List<Waiting> line = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            line.add(waitFor(view(i % 3), 100, LONG));
        }
        Buffer ball = all.get(1);
        for (int i = 0; i < 10; i++) {
            ball.close();
            assertSame(ball, line.get(i).get(), "number " + i);
            assertEquals(9 - i, line.stream().filter(waiting -> !waiting.end.isDone()).count());
        }
    }

    @Test
    void whoHasGoneIsPassedOver() throws Exception {
        List<Buffer> all = fixture.take(2, 1);
        Waiting first = waitFor(view, 100, LONG);
        Waiting second = waitFor(view, 100, LONG);
        Waiting third = waitFor(view, 100, LONG);
        second.thread.interrupt();
        second.failure(InterruptedException.class);
        first.thread.interrupt();
        first.failure(InterruptedException.class);
        assertEquals(1, manager.snapshot().waiting);
        all.get(1).close();
        assertSame(all.get(1), third.get());
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        fixture.take(2, 1);
        Waiting waiting = waitFor(view, 64, LONG);
        waiting.thread.interrupt();
        assertTrue(waiting.failure(InterruptedException.class).getMessage().contains("64"));
        assertEquals(0, manager.snapshot().waiting);
        assertEquals(0, manager.snapshot().timedOut);
    }

    @Test
    void whoIsInterruptedBeforeDoesNotWait() {
        fixture.take(2, 1);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> view.allocate(64, LONG));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aBufferThatComesWithTheInterruptIsNotLost() throws Exception {
        int rounds = 3_000;
        AtomicInteger interrupted = new AtomicInteger();
        Buffer large = fixture.take(2, 1).get(1);
        for (int i = 0; i < rounds; i++) {
            Buffer lent = large;
            CountDownLatch start = new CountDownLatch(1);
            Waiting waiting = waitFor(view, 100, LONG);
            Thread other = Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                waiting.thread.interrupt();
            });
            start.countDown();
            lent.close();
            other.join();
            try {
                large = waiting.get();
            } catch (ExecutionException e) {
                assertInstanceOf(InterruptedException.class, e.getCause());
                interrupted.incrementAndGet();
                large = manager.allocate(100);
            }
            assertTrue(large.isValid(), "round " + i);
        }
        assertEquals(2, manager.snapshot().currBuffs, "after " + interrupted + " of " + rounds + " were interrupted");
    }

    @Test
    void itFailsWhenTheManagerGoes() {
        fixture.take(2, 1);
        Waiting one = waitFor(view, 64, LONG);
        Waiting other = waitFor(view(8), 100, LONG);
        manager.withdraw();
        assertTrue(one.failure(IllegalStateException.class).getMessage().contains("out of service"));
        assertTrue(other.failure(IllegalStateException.class).getMessage().contains("out of service"));
        assertEquals(0, manager.snapshot().waiting);
        assertThrows(IllegalStateException.class, () -> view.allocate(64, LONG));
    }

    @Test
    void itFailsWhenTheBundleStops() throws Exception {
        Buffer large = fixture.take(2, 1).get(1);
        Waiting first = waitFor(view, 100, LONG);
        Waiting others = waitFor(view(8), 100, LONG);
        manager.views.stop(7);
        assertTrue(first.failure(IllegalStateException.class).getMessage().contains("bundle.7"));
        assertFalse(others.end.isDone(), "it is another bundle's");
        large.close();
        assertSame(large, others.get());
    }

    @Test
    void itIsServedFromTheNewPoolWhenPoolsAreSwapped() throws Exception {
        fixture.take(2, 1);
        Waiting waiting = waitFor(view, 100, LONG);
        Pool fresh = fixture.publish(ManagerFixture.spec(32, 64, "256x1"));
        Buffer got = waiting.get();
        assertSame(fresh, assertInstanceOf(Slot.class, got).pool);
        got.close();
    }

    @Test
    void aSizeThatNoBinHasWaitsForOne() throws Exception {
        Waiting waiting = waitFor(view, 1_000, LONG);
        fixture.publish(ManagerFixture.spec(32, 64, "1024x1"));
        assertEquals(1_000, waiting.get().size());
    }

    @Test
    void aReturnToAPoolThatIsRetiredServesNobody() throws Exception {
        List<Buffer> old = fixture.take(2, 1);
        Pool fresh = fixture.publish(ManagerFixture.spec(32, 64, "64x1"));
        Buffer only = manager.allocate(64);
        Waiting waiting = waitFor(view, 64, LONG);
        old.forEach(Buffer::close);
        only.close();
        assertSame(fresh, assertInstanceOf(Slot.class, waiting.get()).pool);
    }

    private void publishUnderRules(String bins, String... quotas) {
        fixture.publish(new PoolSpec(32, 49, BinSpec.parse(bins), 64, false, Handles.REUSED,
            new LendingRules(List.of(quotas).stream().map(QuotaSpec::parse).toList(), LendingRules.ANY), Treatment.NONE));
    }

    @Test
    void whoIsDeniedByHisQuotaWaitsForHisOwn() throws Exception {
        publishUnderRules("64x4", "bundle.*;buffers=1");
        Buffer mine = view.allocate(64);
        Buffer others = view(8).allocate(64);
        Waiting waiting = waitFor(view, 64, LONG);
        others.close();
        assertFalse(waiting.end.isDone(), "buffers are free, and he may have none of them");
        mine.close();
        waiting.get().close();
        assertEquals(0, view.holder.chargedBuffers());
    }

    @Test
    void whoHandsOnMayHaveMore() throws Exception {
        publishUnderRules("64x4", "bundle.*;buffers=1");
        Buffer mine = view.allocate(64);
        Waiting waiting = waitFor(view, 64, LONG);
        view(8).adopt(mine);
        assertTrue(waiting.get().isValid());
    }

    @Test
    void whatIsReservedForOthersIsNotForWhoWaits() throws Exception {
        publishUnderRules("64x2", "bundle.8;reserve=64x1");
        Buffer common = view.allocate(64);
        Waiting waiting = waitFor(view, 64, LONG);
        view(8).allocate(64).close();
        assertFalse(waiting.end.isDone(), "that is kept for another");
        common.close();
        assertTrue(waiting.get().isValid());
    }

    @Test
    void underRulesWhatIsHandedToWhoHasGoneIsChargedToNobody() throws Exception {
        publishUnderRules("64x1", "bundle.*;buffers=1");
        Slot slot = view.tryTake(64);
        assertEquals(1, view.holder.chargedBuffers());
        view.putBack(slot);
        assertEquals(0, view.holder.chargedBuffers());
        assertEquals(0, view.holder.chargedBytes());
        assertTrue(view(8).allocate(64).isValid(), "its share is there again, too");
    }

    /** More wait at once than there are carriers, by far: if one kept its carrier, none would be left to give back. */
    @Test
    void virtualThreadsLeaveTheirCarrier() throws Exception {
        Buffer large = fixture.take(2, 1).get(1);
        int count = 2_000;
        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Waiting(view, 100, LONG, true));
        }
        Concurrent.await("all wait", () -> manager.snapshot().waited == count);
        Thread.ofVirtual().start(large::close).join();
        BlockingQueue<Buffer> got = new LinkedBlockingQueue<>();
        all.forEach(waiting -> waiting.end.thenAccept(buffer -> {
            got.add(buffer);
            buffer.close();
        }));
        for (Waiting waiting : all) {
            waiting.get();
        }
        Concurrent.await("each was served", () -> got.size() == count);
    }

    /** If a wake-up were lost, nobody would be left who gives back. */
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void nobodyIsForgottenUnderLoad(boolean virtual, boolean ruled) throws Exception {
        if (ruled) {
            publishUnderRules("128x2", "bundle.*;buffers=1");
        }
        int threads = 6;
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.add(end);
            BundleView mine = view(i / 2);
            int size = i % 2 == 0 ? 64 : 100;
            (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon()).start(() -> {
                try {
                    for (int round = 0; round < 5_000; round++) {
                        try (Buffer buffer = mine.allocate(size, LONG)) {
                            assertTrue(buffer.isValid());
                        }
                    }
                    end.complete(null);
                } catch (Throwable e) {
                    end.completeExceptionally(e);
                }
            });
        }
        for (CompletableFuture<Void> end : ends) {
            end.get(50, SECONDS);
        }
        assertEquals(0, manager.snapshot().currBuffs);
        assertEquals(0, manager.snapshot().waiting);
    }
}

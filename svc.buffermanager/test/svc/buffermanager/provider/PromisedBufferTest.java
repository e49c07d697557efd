// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.util.promise.Promise;

import fw.buffer.Buffer;

/** A buffer as a promise. */
@Timeout(60)
class PromisedBufferTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ManagerFixture fixture = ManagerFixture.withAlignment(64, "64x1");
    private final PooledBufferManager manager = fixture.manager;
    private final BundleView view = manager.views.of(manager.holders.of(7, "promised"));

    @AfterEach
    void takeDown() {
        fixture.close();
    }

    @Test
    void isResolvedAtOnceIfOneIsFree() throws Exception {
        Promise<Buffer> promise = view.allocateLater(60, LONG);
        assertTrue(promise.isDone());
        assertEquals(60, promise.getValue().size());
    }

    @Test
    void isResolvedByAReturnOnAnotherThread() throws Exception {
        Buffer only = manager.allocate(64);
        Promise<Buffer> promise = view.allocateLater(60, LONG);
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        promise.onResolve(() -> caller.complete(Thread.currentThread()));
        assertFalse(promise.isDone());
        only.close();
        assertSame(only, promise.getValue());
        assertNotSame(Thread.currentThread(), caller.join());
        assertTrue(caller.join().isVirtual());
        promise.getValue().close();
        assertEquals(0, manager.snapshot().currBuffs);
    }

    @Test
    void isInvalidWhenTheTimeIsUp() throws Exception {
        manager.allocate(64);
        assertFalse(view.allocateLater(64, Duration.ofMillis(10)).getValue().isValid());
        assertEquals(1, manager.snapshot().timedOut);
    }

    @Test
    void withoutATimeItIsResolvedAtOnce() throws Exception {
        manager.allocate(64);
        Promise<Buffer> promise = view.allocateLater(64, Duration.ZERO);
        assertTrue(promise.isDone());
        assertFalse(promise.getValue().isValid());
        assertFalse(view.allocateLater(0, LONG).getValue().isValid());
    }

    @Test
    void keepsItsPlaceInTheLine() throws Exception {
        Buffer ball = manager.allocate(64);
        List<Promise<Buffer>> promises = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            promises.add(view.allocateLater(64, LONG));
        }
        for (Promise<Buffer> promise : promises) {
            assertFalse(promise.isDone());
            ball.close();
            assertSame(ball, promise.getValue());
        }
    }

    @Test
    void failsWhenTheManagerGoes() throws Exception {
        manager.allocate(64);
        Promise<Buffer> promise = view.allocateLater(64, LONG);
        manager.withdraw();
        assertInstanceOf(IllegalStateException.class, promise.getFailure());
        Promise<Buffer> late = view.allocateLater(64, LONG);
        assertTrue(late.isDone());
        assertInstanceOf(IllegalStateException.class, late.getFailure());
    }

    @Test
    void failsWhenTheBundleStops() throws Exception {
        manager.allocate(64);
        Promise<Buffer> promise = view.allocateLater(64, LONG);
        manager.views.stop(7);
        assertInstanceOf(IllegalStateException.class, promise.getFailure());
    }

    @Test
    void startsNoThreadsThatStay() throws Exception {
        Buffer only = manager.allocate(64);
        Promise<Buffer> chain = view.allocateLater(64, LONG).map(buffer -> buffer);
        only.close();
        assertTrue(chain.getValue().isValid());
        assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("PromiseFactory")),
            "the library's own threads are never needed");
    }

    @Test
    void isTracedToWhereItWasAskedFor() throws Exception {
        manager.care(new Care(false, 1));
        Buffer only = manager.allocate(64);
        Promise<Buffer> promise = view.allocateLater(60, LONG);
        only.close();
        String place = ((Slot) promise.getValue()).ward.trace.report();
        assertTrue(place.startsWith("taken by promised (bundle 7) on thread " + Thread.currentThread().getName()), place);
        assertTrue(place.contains("junit"), () -> "this test is of the package whose frames are left out; JUnit called it: " + place);
        promise.getValue().close();
        Buffer next = manager.allocate(64);
        assertTrue(((Slot) next).ward.trace.report().startsWith("taken by nobody"), "the place is of that loan alone");
    }
}

// SPDX-License-Identifier: Apache-2.0
package groundlink;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTest {

    private final Worker worker = new Worker("test worker");
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile Thread thread;
    private volatile boolean interrupted;

    @AfterEach
    void stop() {
        worker.stop();
    }

    @Test
    void hasEndedItsThreadWhenItIsStopped() throws Exception {
        worker.start(this::waitForInterrupt);
        started.await();
        worker.stop();

        assertTrue(interrupted);
        assertFalse(thread.isAlive());
    }

    @Test
    void doesOneThingAtATime() throws Exception {
        worker.start(this::waitForInterrupt);
        started.await();

        assertThrows(IllegalStateException.class, () -> worker.start(() -> { }));
    }

    @Test
    void canWorkAgainAfterItWasStopped() throws Exception {
        worker.start(() -> { });
        worker.stop();
        worker.start(this::waitForInterrupt);
        started.await();
    }

    @Test
    void canBeStoppedWithoutWork() {
        worker.stop();
        worker.stop();
    }

    private void waitForInterrupt() {
        thread = Thread.currentThread();
        started.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a call hangs, whatever is done to its thread, until the test lets it go on. */
final class Gate implements Runnable {

    final AtomicInteger interrupts = new AtomicInteger();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public void run() {
        arrived.countDown();
        for (;;) {
            try {
                open.await();
                return;
            } catch (InterruptedException e) {
                interrupts.incrementAndGet();
            }
        }
    }

    /** Waits until a call hangs here. */
    void awaitArrival() throws InterruptedException {
        assertTrue(arrived.await(30, TimeUnit.SECONDS), "no call has come");
    }

    void open() {
        open.countDown();
    }
}

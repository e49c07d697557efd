// SPDX-License-Identifier: Apache-2.0
package testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a call hangs, whatever is done to its thread, until the test lets it go on. */
public final class Gate implements Runnable {

    /** How often a thread was interrupted that hung here. */
    public final AtomicInteger interrupts = new AtomicInteger();
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
    public void awaitArrival() throws InterruptedException {
        if (!arrived.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("no call has come");
        }
    }

    /** Lets all go on, those that come later too. */
    public void open() {
        open.countDown();
    }
}

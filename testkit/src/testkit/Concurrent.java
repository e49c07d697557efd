// SPDX-License-Identifier: Apache-2.0
package testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What tests with several threads have in common. */
public final class Concurrent {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private Concurrent() {
    }

    /** Does something on another thread. {@return its end} */
    public static CompletableFuture<Void> does(Runnable task) {
        return CompletableFuture.runAsync(task, run -> Thread.ofPlatform().daemon().start(run));
    }

    /** Waits for the end of something, and has what it threw thrown. */
    public static void join(CompletableFuture<Void> end) {
        end.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Waits until something holds. */
    public static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}

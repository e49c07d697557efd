// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import groundlink.transfer.TransferException;

/** Waits for what nobody tells of: that components have found each other, say. Looks every few milliseconds. */
final class Waiting {

    private static final long LOOK_MILLIS = 5;

    private Waiting() {
    }

    /** Waits until something is so, as long as {@link Layout#PATIENCE} says. */
    static void until(String what, BooleanSupplier isSo) throws TransferException, InterruptedException {
        long start = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - start > Layout.PATIENCE.toNanos()) {
                throw new TransferException("waited for " + Layout.PATIENCE.toSeconds() + " s in vain until " + what);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** As {@link #until}, but a thread that is interrupted waits all the same, and is interrupted afterwards. */
    static void uninterrupted(String what, BooleanSupplier isSo) throws TransferException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    until(what, isSo);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

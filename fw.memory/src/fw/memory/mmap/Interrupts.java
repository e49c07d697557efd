// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/** Keeps an interrupt from harming work on a file: a channel is closed when its thread is interrupted, and with it the lock. */
final class Interrupts {

    /** Work on a file that leaves nothing open if it throws, and can be done again. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    private Interrupts() {
    }

    /** Does the work, again if an interrupt hits it. A thread that was interrupted before or meanwhile is so afterwards. */
    static <T> T outlast(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    // Thread.interrupted() clears the flag, or the next try would fail as well.
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

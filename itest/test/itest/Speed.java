// SPDX-License-Identifier: Apache-2.0
package itest;

import java.util.concurrent.TimeUnit;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;

/** Figures to be read, not to be judged by a test. */
final class Speed {

    private static final long LENGTH_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final int BETWEEN_LOOKS = 1000;

    private Speed() {
    }

    /** {@return how many buffers this thread takes and gives back in a second} */
    static double ofBuffers(BufferGet manager) {
        long count = 0;
        long start = System.nanoTime();
        long now = start;
        while (now - start < LENGTH_NANOS) {
            for (int i = 0; i < BETWEEN_LOOKS; i++) {
                Buffer buffer = manager.allocate(1);
                if (!buffer.isValid()) {
                    throw new AssertionError("no buffer after " + count);
                }
                buffer.close();
                count++;
            }
            now = System.nanoTime();
        }
        return count * 1e9 / (now - start);
    }

    /** {@return what is in use of the heap when what isn't was collected} */
    static long heapBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Queue;

/**
 * A queue that is used as a pool. It knows no sizes and checks nothing.
 * <p>
 * Agrona's queue seems empty, or full, while another thread has been stopped in the middle of it; so both sides try again.
 */
final class QueuePool implements OneSizePool<ByteBuffer> {

    private static final int TRIES = 10_000;

    private final Queue<ByteBuffer> queue;

    /**
     * Fills an empty queue.
     *
     * @param queue any number of threads may poll it and offer to it
     */
    QueuePool(Queue<ByteBuffer> queue, Bin bin) {
        this.queue = queue;
        Collections.addAll(queue, DirectBuffers.of(bin));
    }

    @Override
    public ByteBuffer take(int size) {
        ByteBuffer buffer = queue.poll();
        return buffer == null ? takeLate(size) : buffer;
    }

    private ByteBuffer takeLate(int size) {
        for (int tries = 0; tries < TRIES; tries++) {
            Thread.yield();
            ByteBuffer buffer = queue.poll();
            if (buffer != null) {
                return buffer;
            }
        }
        throw BufferPool.exhausted(size);
    }

    @Override
    public void give(ByteBuffer buffer) {
        while (!queue.offer(buffer)) {
            Thread.yield();
        }
    }

    @Override
    public int capacity(ByteBuffer buffer) {
        return buffer.capacity();
    }

    @Override
    public void close() {
        queue.clear();
    }
}

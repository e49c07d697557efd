// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import stormpot.Pool;
import stormpot.Pooled;
import stormpot.Timeout;

/** Stormpot's pool of a fixed set of objects that don't expire, which is its fastest. */
final class StormpotPool implements OneSizePool<Pooled<ByteBuffer>> {

    private static final Timeout TIMEOUT = new Timeout(1, TimeUnit.SECONDS);

    private final Pool<Pooled<ByteBuffer>> pool;

    StormpotPool(Bin bin) {
        pool = Pool.of(DirectBuffers.of(bin));
    }

    @Override
    public Pooled<ByteBuffer> take(int size) {
        try {
            Pooled<ByteBuffer> claimed = pool.claim(TIMEOUT);
            if (claimed == null) {
                throw BufferPool.exhausted(size);
            }
            return claimed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void give(Pooled<ByteBuffer> buffer) {
        buffer.release();
    }

    @Override
    public int capacity(Pooled<ByteBuffer> buffer) {
        return buffer.getObject().capacity();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}

// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.nio.ByteBuffer;
import java.time.Duration;

import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * The pool of commons-pool2, filled with direct buffers. Its limits are the number of buffers and a second's wait, all else is
 * its default.
 */
final class CommonsPool implements OneSizePool<ByteBuffer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final GenericObjectPool<ByteBuffer> pool;

    CommonsPool(Bin bin) {
        GenericObjectPoolConfig<ByteBuffer> limits = new GenericObjectPoolConfig<>();
        limits.setMaxTotal(bin.count());
        limits.setMaxIdle(bin.count());
        limits.setMinIdle(bin.count());
        limits.setMaxWait(TIMEOUT);
        pool = new GenericObjectPool<>(new Factory(bin.size()), limits);
        try {
            pool.preparePool();
        } catch (Exception e) {
            throw new IllegalStateException("commons-pool2 can't be filled with " + bin, e);
        }
    }

    @Override
    public ByteBuffer take(int size) {
        try {
            return pool.borrowObject();
        } catch (Exception e) {
            throw new IllegalStateException("commons-pool2 gives no buffer", e);
        }
    }

    @Override
    public void give(ByteBuffer buffer) {
        pool.returnObject(buffer);
    }

    @Override
    public int capacity(ByteBuffer buffer) {
        return buffer.capacity();
    }

    @Override
    public void close() {
        // To close it takes many minutes for a million buffers: it looks for each among all. They go when it can't be reached
        // any more.
    }

    private static final class Factory extends BasePooledObjectFactory<ByteBuffer> {

        private final int size;

        Factory(int size) {
            this.size = size;
        }

        @Override
        public ByteBuffer create() {
            return ByteBuffer.allocateDirect(size);
        }

        @Override
        public PooledObject<ByteBuffer> wrap(ByteBuffer buffer) {
            return new DefaultPooledObject<>(buffer);
        }
    }
}

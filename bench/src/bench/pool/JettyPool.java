// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/** Jetty's pool, with all its defaults. */
final class JettyPool implements BufferPool<RetainableByteBuffer> {

    private final ArrayByteBufferPool pool = new ArrayByteBufferPool();

    @Override
    public RetainableByteBuffer take(int size) {
        return pool.acquire(size, true);
    }

    @Override
    public void give(RetainableByteBuffer buffer) {
        buffer.release();
    }

    @Override
    public void close() {
        pool.clear();
    }
}

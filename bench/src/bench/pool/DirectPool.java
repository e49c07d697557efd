// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.nio.ByteBuffer;

/** No pool: a new direct buffer each time, which the garbage collector frees. */
final class DirectPool implements BufferPool<ByteBuffer> {

    @Override
    public ByteBuffer take(int size) {
        return ByteBuffer.allocateDirect(size);
    }

    @Override
    public void give(ByteBuffer buffer) {
        // It is dropped.
    }

    @Override
    public void close() {
        // There is no pool to end.
    }
}

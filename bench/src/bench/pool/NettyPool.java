// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** An allocator of Netty's, with its defaults. It caches by thread for threads of Netty's own kind, as the benchmarks' are. */
record NettyPool(ByteBufAllocator allocator) implements BufferPool<ByteBuf> {

    @Override
    public ByteBuf take(int size) {
        return allocator.directBuffer(size);
    }

    @Override
    public void give(ByteBuf buffer) {
        buffer.release();
    }

    @Override
    public void close() {
        // Its memory is freed with it.
    }
}

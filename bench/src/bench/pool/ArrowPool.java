// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;

/** Arrow's root allocator without a limit, over Netty's pool, which is its default. */
final class ArrowPool implements BufferPool<ArrowBuf> {

    private final RootAllocator allocator = new RootAllocator();

    @Override
    public ArrowBuf take(int size) {
        return allocator.buffer(size);
    }

    @Override
    public void give(ArrowBuf buffer) {
        buffer.close();
    }

    @Override
    public void close() {
        allocator.close();
    }
}

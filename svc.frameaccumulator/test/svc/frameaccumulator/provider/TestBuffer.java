// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;

/** A buffer that knows whether it is lent. Like the buffer manager's, it keeps the segment that it gave last. */
final class TestBuffer implements Buffer {

    private final TestPool pool;
    private final MemorySegment slot;
    private ByteBuffer bytes;
    private MemorySegment bytesOf;
    private MemorySegment view;
    private int viewOffset;
    private int offset;
    private int size;
    private boolean lent;

    TestBuffer(TestPool pool, MemorySegment slot) {
        this.pool = pool;
        this.slot = slot;
    }

    TestBuffer lend(int newSize) {
        lent = true;
        offset = 0;
        size = newSize;
        return this;
    }

    boolean isLent() {
        return lent;
    }

    private void checkLent() {
        if (!lent) {
            throw new BufferMisuseException(BufferMisuseException.Kind.NOT_LENT, "not lent");
        }
    }

    @Override
    public boolean isValid() {
        return lent && size > 0 && slot.scope().isAlive();
    }

    @Override
    public int size() {
        return lent ? size : 0;
    }

    @Override
    public int capacity() {
        return (int) slot.byteSize();
    }

    @Override
    public int offset() {
        return lent ? offset : 0;
    }

    @Override
    public long context() {
        return 0;
    }

    @Override
    public Buffer setSize(int newSize) {
        checkLent();
        if (newSize < 0 || newSize > capacity() - offset) {
            throw new IllegalArgumentException("size " + newSize);
        }
        size = newSize;
        return this;
    }

    @Override
    public Buffer advance(int bytes) {
        checkLent();
        if (bytes < -offset || bytes > size) {
            throw new IllegalArgumentException("advance " + bytes);
        }
        offset += bytes;
        size -= bytes;
        return this;
    }

    @Override
    public MemorySegment segment() {
        checkLent();
        if (view == null || viewOffset != offset || view.byteSize() != size) {
            view = slot.asSlice(offset, size);
            viewOffset = offset;
        }
        return view;
    }

    @Override
    public ByteBuffer byteBuffer() {
        MemorySegment wanted = segment();
        if (bytes == null || bytesOf != wanted) {
            bytes = wanted.asByteBuffer();
            bytesOf = wanted;
        }
        return bytes.clear();
    }

    @Override
    public void close() {
        checkLent();
        lent = false;
        pool.takeBack(this);
    }
}

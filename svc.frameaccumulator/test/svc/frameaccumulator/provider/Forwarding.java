// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

import fw.buffer.Buffer;

/** A buffer that forwards everything to another, for tests that change one thing. */
class Forwarding implements Buffer {

    private final Buffer real;

    Forwarding(Buffer real) {
        this.real = real;
    }

    @Override
    public boolean isValid() {
        return real.isValid();
    }

    @Override
    public int size() {
        return real.size();
    }

    @Override
    public int capacity() {
        return real.capacity();
    }

    @Override
    public int offset() {
        return real.offset();
    }

    @Override
    public long context() {
        return real.context();
    }

    @Override
    public Buffer setSize(int size) {
        real.setSize(size);
        return this;
    }

    @Override
    public Buffer advance(int bytes) {
        real.advance(bytes);
        return this;
    }

    @Override
    public MemorySegment segment() {
        return real.segment();
    }

    @Override
    public ByteBuffer byteBuffer() {
        return real.byteBuffer();
    }

    @Override
    public void close() {
        real.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;

/** The answer when no buffer is free: it has no memory, belongs to nobody, and never changes. */
enum InvalidBuffer implements Buffer {

    /** The only one. */
    INSTANCE;

    @Override
    public boolean isValid() {
        return false;
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public int capacity() {
        return 0;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public long context() {
        return NO_CONTEXT;
    }

    @Override
    public Buffer setSize(int size) {
        throw noMemory();
    }

    @Override
    public Buffer advance(int bytes) {
        throw noMemory();
    }

    @Override
    public MemorySegment segment() {
        throw noMemory();
    }

    @Override
    public ByteBuffer byteBuffer() {
        throw noMemory();
    }

    @Override
    public void close() {
        // There is nothing to give back, and a try-with-resources block over it is right.
    }

    private static BufferMisuseException noMemory() {
        return new BufferMisuseException(BufferMisuseException.Kind.NOT_LENT,
            "the invalid buffer has no memory: none was free when it was taken; ask isValid() before use");
    }

    @Override
    public String toString() {
        return "invalid buffer";
    }
}

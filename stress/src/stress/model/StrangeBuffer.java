// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

import fw.buffer.Buffer;

/**
 * A buffer that no manager in the model has lent.
 *
 * @param isValid what it says of itself
 * @param context what it says of itself
 */
public record StrangeBuffer(boolean isValid, long context) implements Buffer {

    /** What another provider gives when it has none. */
    static final StrangeBuffer INVALID = new StrangeBuffer(false, NO_CONTEXT);

    @Override
    public int size() {
        return isValid ? 1 : 0;
    }

    @Override
    public int capacity() {
        return size();
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public Buffer setSize(int size) {
        throw untouchable();
    }

    @Override
    public Buffer advance(int bytes) {
        throw untouchable();
    }

    @Override
    public MemorySegment segment() {
        throw untouchable();
    }

    @Override
    public ByteBuffer byteBuffer() {
        throw untouchable();
    }

    @Override
    public void close() {
        throw untouchable();
    }

    private static UnsupportedOperationException untouchable() {
        return new UnsupportedOperationException("a manager has no reason to call this of a buffer that isn't its own");
    }
}

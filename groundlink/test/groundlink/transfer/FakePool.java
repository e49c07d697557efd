// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntConsumer;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;

/** A pool of buffers of one size, whose memory a test can end at any moment; new memory takes its place then. */
final class FakePool implements BufferGet, AutoCloseable {

    private final int count;
    private final int capacity;
    private final Set<FakeBuffer> lent = new HashSet<>();
    private final Queue<FakeBuffer> free = new ArrayDeque<>();
    private Arena arena;
    private IntConsumer beforeAllocate = n -> { };
    private IntConsumer afterAllocate = n -> { };
    private IntConsumer beforeUse = n -> { };
    private int calls;
    private int uses;

    FakePool(int count, int capacity) {
        this.count = count;
        this.capacity = capacity;
        renew();
    }

    /** Called, with the number of the call from 1 on, before a buffer is looked for. */
    void beforeAllocate(IntConsumer action) {
        beforeAllocate = action;
    }

    /** Called, with the number of the call from 1 on, when a buffer is about to be returned. */
    void afterAllocate(IntConsumer action) {
        afterAllocate = action;
    }

    /** Called, with the number of the use from 1 on, when source or sink is about to use a valid buffer. */
    void beforeUse(IntConsumer action) {
        beforeUse = action;
    }

    @Override
    public Buffer allocate(int size) {
        int call = ++calls;
        beforeAllocate.accept(call);
        FakeBuffer buffer = take(size);
        afterAllocate.accept(call);
        return buffer;
    }

    private synchronized FakeBuffer take(int size) {
        FakeBuffer buffer = size > capacity ? null : free.poll();
        if (buffer == null) {
            return new FakeBuffer(MemorySegment.NULL, 0);
        }
        FakeBuffer taken = new FakeBuffer(buffer.slot, size);
        lent.add(taken);
        return taken;
    }

    /** Ends the memory under all buffers that are lent, and goes on with new memory. */
    synchronized void endMemory() {
        arena.close();
        lent.clear();
        renew();
    }

    private void renew() {
        arena = Arena.ofShared();
        free.clear();
        for (int i = 0; i < count; i++) {
            free.add(new FakeBuffer(arena.allocate(capacity), 0));
        }
    }

    synchronized int outstanding() {
        return lent.size();
    }

    @Override
    public synchronized void close() {
        arena.close();
    }

    private final class FakeBuffer implements Buffer {

        private final MemorySegment slot;
        private int size;
        private boolean returned;

        private FakeBuffer(MemorySegment slot, int size) {
            this.slot = slot;
            this.size = size;
        }

        @Override
        public boolean isValid() {
            return size > 0 && !returned && slot.scope().isAlive();
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int capacity() {
            return capacity;
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
        public Buffer setSize(int newSize) {
            size = newSize;
            return this;
        }

        @Override
        public Buffer advance(int bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MemorySegment segment() {
            return slot.asSlice(0, size);
        }

        @Override
        public ByteBuffer byteBuffer() {
            beforeUse.accept(++uses);
            if (returned) {
                throw new BufferMisuseException(Kind.NOT_LENT, "used after it was given back");
            }
            return segment().asByteBuffer();
        }

        @Override
        public void close() {
            synchronized (FakePool.this) {
                if (returned) {
                    throw new BufferMisuseException(Kind.NOT_LENT, "given back twice");
                }
                returned = true;
                if (!slot.scope().isAlive()) {
                    throw new BufferMisuseException(Kind.EXPIRED, "given back too late");
                }
                lent.remove(this);
                free.add(this);
            }
        }
    }
}

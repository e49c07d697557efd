// SPDX-License-Identifier: Apache-2.0
package fw.buffer;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import fw.buffer.BufferMisuseException.Kind;

/**
 * One buffer that several read at once. Each reader has a handle of his own, and closes it once; the buffer goes back when
 * all have, and the one who
 * shares it too.
 * {@snippet :
 * try (SharedBuffer shared = SharedBuffer.of(buffer)) {
 *     for (Consumer<SharedBuffer.Reader> each : consumers) {
 *         each.accept(shared.reader());
 *     }
 * }
 * }
 * It works with the buffers of any provider. Any thread may call any method, also while others do. What was written before
 * {@link #of} happens-before what is read through a
 * handle, however that is handed over; all that readers have read happens-before the buffer goes back.
 * <p>
 * <b>Cost.</b> Nothing locks or waits. Sharing makes about 150 bytes on the heap, and each handle 40: so where a buffer has
 * one reader, hand it on instead.
 * <p>
 * F´ has none: each reader gets a copy.
 */
public final class SharedBuffer implements AutoCloseable {

    private final Buffer buffer;
    private final MemorySegment memory;
    /** How many have not let go, readers and the one who shares it. At 0 it has gone back. */
    private final AtomicInteger open = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    private SharedBuffer(Buffer buffer) {
        this.buffer = buffer;
        memory = buffer.segment().asReadOnly();
    }

    /**
     * Takes a buffer over, to be read as it is now: {@link Buffer#size()} bytes from its offset on. Its holder uses it no
     * more, and does not give it back; unless this throws.
     *
     * @param buffer one that is valid
     * @return to be closed once
     * @throws IllegalArgumentException if the buffer is not valid
     */
    public static SharedBuffer of(Buffer buffer) {
        if (!buffer.isValid()) {
            throw new IllegalArgumentException("what is to be shared is not a valid buffer: " + buffer + "; look whether it is before it is shared");
        }
        return new SharedBuffer(buffer);
    }

    /**
     * {@return a handle for one reader more, to be closed once}
     *
     * @throws BufferMisuseException if this has been closed, of kind {@code NOT_LENT}
     */
    public Reader reader() {
        checkOpen(closed);
        // Pairs with letGo(): one that is at 0 has gone back, and gets no more readers.
        for (int present = open.get(); present > 0; present = open.get()) {
            if (open.compareAndSet(present, present + 1)) {
                return new Reader(this);
            }
        }
        throw notOpen();
    }

    /**
     * Lets go of it: it gets no more readers. Those that it has read on; if it has none, the buffer goes back.
     *
     * @throws BufferMisuseException if this was closed before, of kind {@code NOT_LENT}; or if the buffer is refused
     *       where it was taken, of the kind that {@link Buffer#close} gives.
     *         If that is {@code IN_USE}, this is still open
     */
    @Override
    public void close() {
        letGo(closed);
    }

    private void letGo(AtomicBoolean handle) {
        // Pairs with itself: of two that close one handle, one is refused.
        if (!handle.compareAndSet(false, true)) {
            throw notOpen();
        }
        // Pairs with itself on other threads: the last one sees that he is the last, and all that the others did.
        if (open.decrementAndGet() > 0) {
            return;
        }
        try {
            buffer.close();
        } catch (BufferMisuseException e) {
            if (e.kind() == Kind.IN_USE) {
                open.set(1);
                handle.set(false);
            }
            throw e;
        }
    }

    private void checkOpen(AtomicBoolean handle) {
        if (handle.get()) {
            throw notOpen();
        }
    }

    private BufferMisuseException notOpen() {
        return new BufferMisuseException(Kind.NOT_LENT, this + " is used or closed by who has closed his handle; close each handle once, and then leave it alone");
    }

    @Override
    public String toString() {
        return "a share of " + buffer;
    }

    /** The handle of one who reads a {@link SharedBuffer}. He may hand it on to another thread, who closes it then. */
    public static final class Reader implements AutoCloseable {

        private final SharedBuffer shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Reader(SharedBuffer shared) {
            this.shared = shared;
        }

        /** {@return how many bytes there are to read, 1 or more} */
        public int size() {
            return (int) shared.memory.byteSize();
        }

        /**
         * {@return the memory, which can be read only}
         * It is the same object for all readers. It must not be used after this has been closed: from then on it may be
         * another's memory.
         *
         * @throws BufferMisuseException if this has been closed
         */
        public MemorySegment segment() {
            shared.checkOpen(closed);
            return shared.memory;
        }

        /**
         * {@return the memory as a new ByteBuffer that can be read only, from 0 to {@link #size()}, big-endian}
         * About 64 bytes of heap each. It must not be used after this has been closed, as {@link #segment()}.
         *
         * @throws BufferMisuseException if this has been closed
         */
        public ByteBuffer byteBuffer() {
            return segment().asByteBuffer();
        }

        /**
         * Lets go of the buffer, which goes back if nobody else has it.
         *
         * @throws BufferMisuseException as {@link SharedBuffer#close} says
         */
        @Override
        public void close() {
            shared.letGo(closed);
        }

        @Override
        public String toString() {
            return shared + ", to be read";
        }
    }
}

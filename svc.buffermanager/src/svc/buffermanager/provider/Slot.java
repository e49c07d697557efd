// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;

/**
 * A slot of a pool, and the buffer that its holder sees. It is made with the pool and lent again and again.
 * <p>
 * {@link #lent} is the ownership itself: who changes it from false to true has the slot; who changes it back has given it back.
 * All other fields are the holder's.
 */
final class Slot implements Buffer {

    private static final VarHandle LENT;

    static {
        try {
            LENT = MethodHandles.lookup().findVarHandle(Slot.class, "lent", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Pool pool;
    final Bin bin;
    final int index;

    private volatile boolean lent;
    private int size;
    private int offset;
    private MemorySegment segment;
    private int segmentOffset;
    private ByteBuffer byteBuffer;
    private int byteBufferOffset;

    Slot(Pool pool, Bin bin, int index) {
        this.pool = pool;
        this.bin = bin;
        this.index = index;
    }

    /**
     * Takes the slot for the caller, or does nothing. The volatile compare-and-set pairs with the one in {@link #tryGiveBack}:
     * what the last holder did happens-before.
     *
     * @return whether the slot was free and is the caller's now
     */
    boolean tryTake() {
        return !lent && LENT.compareAndSet(this, false, true);
    }

    /** Prepares the slot, which the caller has just taken, for its holder. */
    void lend(int newSize) {
        offset = 0;
        size = newSize;
    }

    /**
     * Gives the slot back, or does nothing. Pairs with {@link #tryTake}. It is the check against a double return as well: of two
     * threads, one succeeds.
     *
     * @return whether the slot was lent
     */
    boolean tryGiveBack() {
        return LENT.compareAndSet(this, true, false);
    }

    boolean isLent() {
        return lent;
    }

    @Override
    public boolean isValid() {
        return lent && size > 0 && !pool.hasEnded();
    }

    @Override
    public int size() {
        return lent ? size : 0;
    }

    @Override
    public int capacity() {
        return bin.spec.size();
    }

    @Override
    public int offset() {
        return lent ? offset : 0;
    }

    @Override
    public long context() {
        return pool.firstContext + index;
    }

    @Override
    public Buffer setSize(int newSize) {
        checkLent();
        int max = capacity() - offset;
        if (newSize < 0 || newSize > max) {
            throw new IllegalArgumentException(this + ": size " + newSize + " is out of range; from offset " + offset
                + " on, give 0 to " + max);
        }
        size = newSize;
        return this;
    }

    @Override
    public Buffer advance(int bytes) {
        checkLent();
        if (bytes < -offset || bytes > size) {
            throw new IllegalArgumentException(this + ": can't advance by " + bytes + "; give " + -offset + " to " + size);
        }
        offset += bytes;
        size -= bytes;
        return this;
    }

    @Override
    public MemorySegment segment() {
        checkLent();
        MemorySegment present = segment;
        if (present != null && segmentOffset == offset && present.byteSize() == size) {
            return present;
        }
        return newSegment();
    }

    private MemorySegment newSegment() {
        int from = offset;
        MemorySegment made = pool.slice(bin, index, from, size);
        segment = made;
        segmentOffset = from;
        return made;
    }

    @Override
    public ByteBuffer byteBuffer() {
        checkLent();
        ByteBuffer present = byteBuffer;
        if (present != null && byteBufferOffset == offset && present.capacity() == size) {
            return present.clear().order(ByteOrder.BIG_ENDIAN);
        }
        ByteBuffer made = segment().asByteBuffer();
        byteBuffer = made;
        byteBufferOffset = offset;
        return made;
    }

    @Override
    public void close() {
        pool.manager.deallocate(this);
    }

    private void checkLent() {
        if (!lent) {
            throw pool.manager.misused(BufferMisuseException.Kind.NOT_LENT, this
                + " is used, and is not lent: it was given back before");
        }
    }

    @Override
    public String toString() {
        return "manager " + pool.spec.managerId() + ": buffer " + index + " of bin " + bin.spec;
    }
}

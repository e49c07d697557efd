// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;

/**
 * A slot of a pool, and the buffer that its holder sees. It is made with the pool and lent again and again.
 * <p>
 * {@link #state} is the ownership itself: who changes it from FREE to LENT has the slot, who changes it back has given it back; and
 * unless a slot is watched, nothing else that other threads read is written. All other fields are the holder's.
 * <pre>
 *   UNOPENED --open--&gt; WATCHED, or RETURNING as a spare
 *                      LENT --give back--&gt; FREE --take--&gt; LENT
 *                      LENT --watch--&gt; WATCHED --give back--&gt; RETURNING --&gt; FREE, or WATCHED, or RETIRED
 *   UNOPENED, FREE, RETURNING --retire--&gt; RETIRED
 * </pre>
 * A slot is watched when somebody must be told that it comes home: searches, which pass over it ({@link FreeMarks}), or a pool that
 * is being retired.
 */
abstract class Slot implements Buffer {

    /** Nobody has had it yet. */
    static final int UNOPENED = 0;
    static final int FREE = 1;
    /** Out. Whatever has this bit is out. */
    static final int LENT = 2;
    /** Out, and to be told of when it comes home. */
    static final int WATCHED = LENT | 4;
    /**
     * Home, but those who must be told haven't been yet. Whoever finds it so may take the slot. The bits above are of the thread
     * that gives it back, so that one that stands still in the middle of it can't finish another's return.
     */
    static final int RETURNING = 8;
    /** Home for good. */
    static final int RETIRED = 16;
    private static final int RETURN_SHIFT = 5;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Slot.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int state;
    private int size;
    private int offset;
    /** Which slot of the pool it is. */
    final int index;
    /** The one after it in its bin; after the last, the first. */
    final int next;
    /** The bin's. It stands here too because it is asked for with every return: each load before that costs time. */
    final int binNumber;
    final Pool pool;
    final Bin bin;
    /** What segment() and byteBuffer() gave last. A reference each: whoever reads it, however late, reads what belongs together. */
    private View view;
    private Bytes bytes;
    /** The handles that are lent in turn, and whose turn it was last; null if there are none of that kind. The turn is the holder's. */
    Loan[] loans;
    int turn;
    /** The last loan that ends its memory; null if there is none of that kind. */
    volatile SealedLoan sealed;

    private record View(int offset, int size, MemorySegment segment) {
    }

    private record Bytes(View of, ByteBuffer buffer) {
    }

    Slot(Pool pool, Bin bin, int index) {
        this.pool = pool;
        this.bin = bin;
        binNumber = bin.number;
        this.index = index;
        next = index + 1 < bin.first + bin.spec.count() ? index + 1 : bin.first;
    }

    int state() {
        return state;
    }

    /**
     * Changes the state, or does nothing. Volatile: pairs with every other change of this state. So the one that takes a slot pairs
     * with the one by which the last holder gave it back: all he did happens-before.
     */
    boolean change(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    /** {@return the state of a slot while the calling thread gives it back: told from all others by the thread's id} */
    static int returning() {
        return RETURNING | (int) Thread.currentThread().threadId() << RETURN_SHIFT;
    }

    static boolean isReturning(int state) {
        return (state & (1 << RETURN_SHIFT) - 1) == RETURNING;
    }

    /** {@return this slot, which the caller has just taken, as its holder gets it} */
    Slot lend(int newSize) {
        offset = 0;
        size = newSize;
        return this;
    }

    /** {@return whether the slot is out, and watched from now on} */
    boolean watch() {
        return state == WATCHED || state == LENT && change(LENT, WATCHED);
    }

    boolean isLent() {
        return (state & LENT) != 0;
    }

    @Override
    public boolean isValid() {
        return isLent() && size > 0 && !pool.hasEnded();
    }

    @Override
    public int size() {
        return isLent() ? size : 0;
    }

    @Override
    public int capacity() {
        return bin.spec.size();
    }

    @Override
    public int offset() {
        return isLent() ? offset : 0;
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
            throw pool.manager.misuses.of(Kind.OUT_OF_RANGE, this,
                "can't have size " + newSize + ": from offset " + offset + " on, give 0 to " + max);
        }
        size = newSize;
        return this;
    }

    @Override
    public Buffer advance(int bytes) {
        checkLent();
        if (bytes < -offset || bytes > size) {
            throw pool.manager.misuses.of(Kind.OUT_OF_RANGE, this,
                "can't advance by " + bytes + ": give " + -offset + " to " + size);
        }
        offset += bytes;
        size -= bytes;
        return this;
    }

    @Override
    public MemorySegment segment() {
        return view().segment;
    }

    private View view() {
        checkLent();
        View present = view;
        int from = offset;
        int length = size;
        if (present == null || present.offset != from || present.size != length) {
            present = new View(from, length, pool.slice(this, from, length));
            view = present;
        }
        return present;
    }

    @Override
    public ByteBuffer byteBuffer() {
        View wanted = view();
        Bytes present = bytes;
        if (present == null || present.of != wanted) {
            present = new Bytes(wanted, wanted.segment.asByteBuffer());
            bytes = present;
        }
        return present.buffer.clear().order(ByteOrder.BIG_ENDIAN);
    }

    @Override
    public void close() {
        pool.manager.deallocate(this);
    }

    private void checkLent() {
        if (!isLent()) {
            throw notLent();
        }
    }

    BufferMisuseException notLent() {
        return pool.manager.misuses.of(Kind.NOT_LENT, this, "is used, and is not lent: it was given back before");
    }

    @Override
    public String toString() {
        return "manager " + pool.spec.managerId() + ": buffer " + index + " of bin " + bin.spec;
    }
}

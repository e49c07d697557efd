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
 * {@link #state} is the ownership itself: who changes it from FREE to LENT has the slot, who changes it back has given it
 * back; and
 * unless a slot is watched, nothing else that other threads read is written. All other fields are the holder's.
 * <pre>
 *   UNOPENED --open--&gt; WATCHED, or RETURNING as a spare
 *                      LENT --give back--&gt; FREE --take--&gt; LENT
 *                      LENT --watch--&gt; WATCHED --give back--&gt; RETURNING --&gt; FREE, or WATCHED, or RETIRED
 *   LENT, WATCHED --attend--&gt; ATTENDED --give back--&gt; ATTENDING --&gt; RETURNING
 *                             ATTENDED --hand on, look at--&gt; HANDED --&gt; ATTENDED
 *                             ATTENDED --reclaim--&gt; QUARANTINED
 *   HELD --what it holds is taken--&gt; WATCHED
 *   FREE --close--&gt; CLOSED --open--&gt; WATCHED
 *   UNOPENED, FREE, RETURNING, QUARANTINED, HELD, CLOSED --retire--&gt; RETIRED
 * </pre>
 * A slot is watched when somebody must be told that it comes home: searches, which pass over it ({@link FreeMarks}), or a
 * pool that
 * is being retired. It is attended when something is done with each buffer that goes out and comes home ({@link Attendant}):
 * so all of that
 * is off the way of a slot that is not.
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
    /** Free, and not had by anybody since the high-water mark began anew. */
    static final int CLOSED = 32;
    /** As WATCHED; and before that, attendants are to be told. The bits above may tag it ({@link #tag}). */
    static final int ATTENDED = WATCHED | 32;
    /**
     * In the making, or coming home: nobody may change it but the one thread that has its attendants look at it. Nobody has a
     * right to it.
     */
    static final int ATTENDING = ATTENDED | RETURNING;
    /** Not lent to anybody, and not to be, while its last holder could still reach its memory. */
    static final int QUARANTINED = WATCHED & ~LENT | RETIRED;
    /** Not to be had: it holds what a process before has left, until somebody has taken that. */
    static final int HELD = QUARANTINED | RETURNING;
    /**
     * Out, and handed on or looked at by one thread, which alone may change it. It is ATTENDED again soon: its holder, who may
     * give it back at that moment, has only to wait.
     */
    static final int HANDED = ATTENDING | RETIRED;
    private static final int WATCH = WATCHED & ~LENT;
    private static final int TAG_SHIFT = 6;
    private static final int TAG = -1 << TAG_SHIFT;

    private static final long SEEN = -1L << Integer.SIZE;

    private static final VarHandle STATE;
    private static final VarHandle LOAN;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Slot.class, "state", int.class);
            LOAN = MethodHandles.lookup().findVarHandle(Slot.class, "loan", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int state;
    private int size;
    private int offset;
    /** With how many bytes it was last lent. */
    private int asked;
    /** The number of who has it, or had it last; and in the upper half, when that loan was first seen, or 0 if it wasn't. */
    private long loan;
    /** Which slot of the pool it is. */
    final int index;
    /** The one after it in its bin; after the last, the first. */
    final int next;
    /** The bin's. It stands here too because it is asked for with every return: each load before that costs time. */
    final int binNumber;
    final Pool pool;
    final Bin bin;
    /**
     * What segment() and byteBuffer() gave last. A reference each: whoever reads it, however late, reads what belongs together.
     */
    private View view;
    private Bytes bytes;
    /** The handles that are lent in turn; null if there are none of that kind. */
    Ring ring;
    /** The last loan that ends its memory; null if there is none of that kind. */
    volatile SealedLoan sealed;
    /** What its attendants know of it; null if it has had none. */
    Ward ward;

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
     * Changes the state, or does nothing. Volatile: pairs with every other change of this state. So the one that takes a slot
     * pairs
     * with the one by which the last holder gave it back: all he did happens-before.
     */
    boolean change(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    /** {@return whether a slot can be in that state} */
    static boolean isKnown(int state) {
        return state == UNOPENED || state == FREE || state == LENT || state == WATCHED || state == RETIRED || state == CLOSED
            || state == ATTENDING || state == HANDED || state == QUARANTINED || state == HELD || isReturning(state) || isAttended(state);
    }

    /** {@return the state of a slot while the calling thread gives it back: told from all others by the thread's id} */
    static int returning() {
        return RETURNING | (int) Thread.currentThread().threadId() << TAG_SHIFT;
    }

    static boolean isReturning(int state) {
        return (state & ~TAG) == RETURNING;
    }

    static boolean isAttended(int state) {
        return (state & ~TAG) == ATTENDED;
    }

    /** {@return the state of an attended slot that tells whoever set it whether the slot has been given back since} */
    static int tagged(int tag) {
        return ATTENDED | tag << TAG_SHIFT;
    }

    /** {@return this slot, which the caller has just taken, as its holder gets it} */
    Slot lend(int newSize) {
        offset = 0;
        size = newSize;
        asked = newSize;
        return this;
    }

    /** {@return how many bytes its last holder asked for; 0 if it has had none} A hint, to all but the holder. */
    int asked() {
        return asked;
    }

    /** Notes who has it, as a new loan. Called by whoever has just taken it. */
    void heldBy(int holder) {
        loan = holder;
    }

    /** Notes that somebody else has it now. Called by its holder. */
    void handTo(int holder) {
        for (long present = loan; !LOAN.compareAndSet(this, present, present & SEEN | holder); present = loan) {
            Thread.onSpinWait();
        }
    }

    /** {@return the number of who has it, or had it last} A hint, to all but the holder. */
    int holder() {
        return (int) loan;
    }

    /**
     * Notes when the present loan was first seen by somebody who looks at all slots, if it was not seen before. So how long a
     * buffer is out is known without
     * anything being done when it is taken.
     *
     * @param now any measure of time, 1 or more
     * @return when it was first seen, by that measure; a hint
     */
    int seen(int now) {
        long present = loan;
        if (present >>> Integer.SIZE != 0) {
            return (int) (present >>> Integer.SIZE);
        }
        // Volatile, to be one step: pairs with the plain write of whoever takes the slot. If that comes before it, this does
        // nothing, or
        // notes that the new loan was seen, which it was; if it comes after it, it is not noted of the new loan.
        LOAN.compareAndSet(this, present, present | (long) now << Integer.SIZE);
        return now;
    }

    /**
     * Has its attendants alone with it, which the caller has just taken; or has it so already. {@return false if somebody has
     * given it back who had no right to}
     */
    boolean hold() {
        return change(LENT, ATTENDING) || change(WATCHED, ATTENDING) || state == ATTENDING;
    }

    /**
     * Has its attendants alone with it, if it is attended. {@return whether the caller has to see to them now, and then change
     * the state on}
     *
     * @param as ATTENDING if it comes home; HANDED if it stays out
     */
    boolean attend(int as) {
        for (;;) {
            int present = state;
            if (isAttended(present)) {
                if (change(present, as)) {
                    return true;
                }
            } else if (present == HANDED) {
                // Attendants wait for nobody, so this ends soon. Not refused: the caller may be its holder.
                Thread.yield();
            } else {
                return false;
            }
        }
    }

    /** {@return whether the slot is not to be had, and whoever changes that has somebody to tell} */
    boolean watch() {
        int present = state;
        return (present & WATCH) != 0 || present == CLOSED || present == LENT && change(LENT, WATCHED);
    }

    /** {@return whether it is out, and nobody attends to it} Reads the state once: between two reads it may come home. */
    boolean isUnattended() {
        int present = state;
        return present == LENT || present == WATCHED;
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

    /** {@return where in the pool's memory it starts, in bytes} */
    long start() {
        return bin.start + bin.stride * (index - bin.first);
    }

    /** {@return its memory, all of it, whether or not it is lent} For attendants. Makes a segment. */
    MemorySegment whole() {
        return pool.slice(this, 0, capacity());
    }

    BufferMisuseException notLent() {
        return pool.manager.misuses.of(Kind.NOT_LENT, this, "is used, and is not lent: it was given back before");
    }

    @Override
    public String toString() {
        return "manager " + pool.spec.managerId() + ": buffer " + index + " of bin " + bin.spec;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;

/**
 * A handle that stands for one loan of a slot, and knows by itself whether it has been given back: so it is told from whoever
 * has the
 * slot next, which the slot itself can't tell. All about the buffer is asked of the slot.
 */
class Loan implements Buffer {

    private static final VarHandle LENT;

    static {
        try {
            LENT = MethodHandles.lookup().findVarHandle(Loan.class, "lent", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Slot slot;
    /** Who changes this from true to false has given the buffer back. */
    private volatile boolean lent;

    Loan(Slot slot) {
        this.slot = slot;
    }

    /** {@return this, lent} Who calls it has just taken the slot. */
    final Loan lend() {
        // Pairs with giveBack() of whoever the buffer is handed to. Who has no right to it may see it late: he is refused
        // either way.
        LENT.setRelease(this, true);
        return this;
    }

    /** Makes it stale before anybody has it. {@return its slot} */
    final Slot revoke() {
        lent = false;
        return slot;
    }

    /**
     * Gives the slot back, once.
     *
     * @param by who does; null if that isn't known
     */
    final void giveBack(Holder by) {
        if (!takeBack()) {
            throw slot.pool.manager.misuses.of(Kind.NOT_LENT, slot, "is given back, and is not lent: it was given back before");
        }
        try {
            seal();
        } catch (IllegalStateException e) {
            lent = true;
            throw slot.pool.manager.misuses.of(Kind.IN_USE, slot,
                "is given back while a channel or a native call is at work in it: "
                + e.getMessage() + "; it is still lent, give it back when that is done");
        }
        try {
            slot.pool.giveBack(slot, by);
        } catch (BufferMisuseException e) {
            if (e.kind() == Kind.NOT_LENT) {
                // Its turn has come again, and the slot is only just being lent: its next holder must be able to give it back.
                lent = true;
            }
            throw e;
        }
    }

    /** {@return whether it was lent; it isn't any more} */
    final boolean takeBack() {
        // Pairs with itself on another thread, and with lend(): of two that give back, or reclaim, one has it.
        return LENT.compareAndSet(this, true, false);
    }

    /**
     * Ends whatever reaches the slot's memory by this loan.
     *
     * @throws IllegalStateException if that can't be done now, because the memory is in use
     */
    void seal() {
        // Nothing here: a segment of this loan reaches the slot as long as the pool lives.
    }

    @Override
    public final boolean isValid() {
        return lent && slot.isValid();
    }

    @Override
    public final int size() {
        return lent ? slot.size() : 0;
    }

    @Override
    public final int capacity() {
        return slot.capacity();
    }

    @Override
    public final int offset() {
        return lent ? slot.offset() : 0;
    }

    @Override
    public final long context() {
        return slot.context();
    }

    @Override
    public final Buffer setSize(int size) {
        checkLent();
        slot.setSize(size);
        return this;
    }

    @Override
    public final Buffer advance(int bytes) {
        checkLent();
        slot.advance(bytes);
        return this;
    }

    @Override
    public MemorySegment segment() {
        checkLent();
        return slot.segment();
    }

    @Override
    public ByteBuffer byteBuffer() {
        checkLent();
        return slot.byteBuffer();
    }

    @Override
    public final void close() {
        slot.pool.manager.deallocate(this);
    }

    final boolean isLent() {
        return lent;
    }

    final void checkLent() {
        if (!lent) {
            throw slot.notLent();
        }
    }

    @Override
    public final String toString() {
        return slot.toString();
    }
}

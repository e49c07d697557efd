// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;

/**
 * What becomes of a slot that is out and watched or attended: it comes home, is handed on, or is looked at by those who keep
 * something of it. What is only lent comes home by {@link Pool#giveBack(Slot, Holder)} alone.
 */
final class Homecoming {

    private final Pool pool;
    private final PooledBufferManager manager;

    Homecoming(Pool pool) {
        this.pool = pool;
        manager = pool.manager;
    }

    /**
     * Takes back a slot that is not just {@link Slot#LENT}.
     *
     * @param by who gives it back; null if that isn't known
     */
    void of(Slot slot, Holder by) {
        boolean late;
        int returning = Slot.returning();
        BufferMisuseException fault = null;
        // That it is no longer lent comes first. Pairs with Pool.expire(): either that finds it out, or it was in time.
        if (slot.change(Slot.WATCHED, returning)) {
            late = pool.wasOut(slot);
            finish(slot, returning);
        } else if (slot.attend(Slot.ATTENDING)) {
            Share share = slot.ward.share;
            try {
                fault = slot.ward.home(slot, by);
            } finally {
                slot.change(Slot.ATTENDING, returning);
                late = pool.wasOut(slot);
                finish(slot, returning);
                giveBack(share);
            }
        } else {
            throw manager.misuses.of(Kind.NOT_LENT, slot, "is given back, and is not lent: it was given back before");
        }
        if (late) {
            throw manager.misuses.of(Kind.EXPIRED, slot, "came home too late: its pool was taken down, and its memory has ended; "
                + "give buffers back sooner, or set drain.timeout higher");
        }
        if (fault != null) {
            throw fault;
        }
    }

    /**
     * After its slot is free: whoever has a share finds a slot. Who waited for the slot may have found it, and had no share of
     * it.
     */
    void giveBack(Share share) {
        if (share != null) {
            share.giveBack();
            manager.waiters.serve();
        }
    }

    /** Puts a slot back that has been taken, and that nobody has got. */
    void putBack(Slot slot) {
        int returning = Slot.returning();
        if (slot.change(Slot.LENT, Slot.FREE)) {
            pool.moveHandTo(slot);
        } else if (slot.change(Slot.WATCHED, returning) || slot.change(Slot.ATTENDING, returning)) {
            finish(slot, returning);
        }
    }

    /**
     * Tells those who must be told that the slot comes home, and lets it go. Somebody else may have done so meanwhile: then all
     * is done.
     */
    void finish(Slot slot, int returning) {
        slot.bin.announce(slot);
        if (!pool.isRetired()) {
            // If it is not returning any more, a search has taken it or the drain has seen to it. The pool is marked before
            // that looks.
            slot.change(returning, Slot.FREE);
            pool.moveHandTo(slot);
            // After announce(): a take for who waits finds the slot from then on. Who waits for it has had it watched, so no
            // other return needs to look.
            manager.waiters.serve();
        } else if (slot.change(returning, Slot.RETIRED)) {
            pool.drain.comeHome();
        }
    }

    /**
     * Notes that a slot that is lent has another holder. The caller has it, or is handed it by who has it.
     *
     * @param handle what stands for the loan; null if that is the slot itself
     */
    void handOn(Slot slot, Loan handle, Holder to) {
        if (slot.attend(Slot.HANDED)) {
            try {
                checkLent(handle);
                slot.handTo(to.number);
                slot.ward.handOn(slot, to);
            } finally {
                slot.change(Slot.HANDED, Slot.ATTENDED);
            }
            if (pool.admission != null) {
                // Who has handed it on may have another now.
                manager.waiters.serve();
            }
        } else if (slot.isUnattended()) {
            slot.handTo(to.number);
        } else {
            throw slot.notLent();
        }
    }

    /**
     * Asked for while the slot is HANDED: who gives the handle back has then either said so before, and waits, or does so after
     * that. So what is handed on is this very loan, and no later one of the slot.
     */
    private static void checkLent(Loan handle) {
        if (handle != null) {
            handle.checkLent();
        }
    }

    /**
     * Notes what a slot's buffer holds, to be read after a crash. The caller has it.
     *
     * @param handle as for {@link #handOn}
     * @return whether it can be
     */
    boolean checkpoint(Slot slot, Loan handle) {
        if (pool.recovery == null) {
            if (!slot.isLent()) {
                throw slot.notLent();
            }
            return false;
        }
        if (!slot.attend(Slot.HANDED)) {
            throw slot.notLent();
        }
        try {
            checkLent(handle);
            pool.recovery.checkpoint(slot);
        } finally {
            slot.change(Slot.HANDED, Slot.ATTENDED);
        }
        return true;
    }

    /**
     * Lets go of a slot that was held, when {@code forget} has seen to it that what it holds is nothing any more; if that throws,
     * it is held as before.
     */
    void letGo(Slot slot, Runnable forget) {
        // Out, for that time: so the memory doesn't go. If the pool was retired before, what the slot holds is found again.
        if (slot.change(Slot.HELD, Slot.WATCHED)) {
            Share share = slot.ward == null ? null : slot.ward.share;
            boolean forgotten = false;
            try {
                forget.run();
                forgotten = true;
            } finally {
                if (forgotten) {
                    int returning = Slot.returning();
                    slot.change(Slot.WATCHED, returning);
                    finish(slot, returning);
                    giveBack(share);
                } else {
                    holdAgain(slot);
                }
            }
        }
    }

    private void holdAgain(Slot slot) {
        slot.change(Slot.WATCHED, Slot.HELD);
        if (pool.isRetired() && slot.change(Slot.HELD, Slot.RETIRED)) {
            // If that fails, the drain has seen to it. The pool is marked before that looks.
            pool.drain.comeHome();
        }
    }
}

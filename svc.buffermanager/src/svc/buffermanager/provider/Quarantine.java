// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

/** Takes slots of a pool away from a holder who doesn't give them back. Nobody gets them while he can reach their memory. */
final class Quarantine {

    /** So often is a slot looked at that is just being attended to, until it is left to its holder. */
    private static final int MOST_YIELDS = 1000;

    private final Pool pool;
    private int tag;
    private volatile boolean spoiled;

    Quarantine(Pool pool) {
        this.pool = pool;
    }

    /**
     * Takes away what a holder has, as far as it was attended when it was taken. Nobody gets it, unless its holder can't
     * reach its memory any more.
     *
     * @return how many buffers
     */
    int takeFrom(Holder from) {
        int[] taken = {0};
        // Not while the pool expires, which counts what is out; nor after that, for of what it counted nothing is reclaimed.
        synchronized (pool) {
            if (pool.hasEnded()) {
                return 0;
            }
            pool.forEachLent(slot -> {
                if (isTaken(slot, from)) {
                    taken[0]++;
                }
            });
        }
        return taken[0];
    }

    private boolean isTaken(Slot slot, Holder from) {
        int tagged = Slot.tagged(++tag);
        int state = slot.state();
        for (int i = 0; i < MOST_YIELDS && (state == Slot.ATTENDING || state == Slot.HANDED); i++) {
            // It is just being lent, handed on or given back.
            Thread.yield();
            state = slot.state();
        }
        // Pairs with Ward.lend(): whoever finds the slot attended finds the holder of that loan. Both changes are of the same
        // loan, for nobody else sets this tag; who gives it back in between sets another state.
        if (!Slot.isAttended(state) || !slot.change(state, tagged) || slot.holder() != from.number
            || !slot.change(tagged, Slot.QUARANTINED)) {
            return false;
        }
        try {
            slot.ward.quarantined(slot);
        } finally {
            release(slot);
        }
        return true;
    }

    /** Lets go what is quarantined, if that can be done now; else it is when the pool ends. */
    private void release(Slot slot) {
        SealedLoan loan = slot.sealed;
        int returning = Slot.returning();
        Share share = slot.ward.share;
        if (loan != null && loan.end() && slot.change(Slot.QUARANTINED, returning)) {
            pool.homecoming.finish(slot, returning);
            pool.homecoming.giveBack(share);
        } else if (pool.isRetired() && slot.change(Slot.QUARANTINED, Slot.RETIRED)) {
            // If that fails, the drain has seen to it. The pool is marked before that looks.
            pool.drain.comeHome();
        } else {
            spoiled = true;
        }
    }

    /** {@return whether the pool has buffers that can't be lent again} */
    boolean isSpoiled() {
        return spoiled;
    }
}

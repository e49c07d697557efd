// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import svc.buffermanager.Handles;

/** Makes a pool's handles, other than the slots themselves. */
@FunctionalInterface
interface Lending {

    /** {@return the handle for a slot that the caller has just taken; lent} */
    Loan loan(Slot slot);

    /** {@return what makes the handles of a pool with these slots; null if the slots themselves are the handles} */
    static Lending of(Handles handles, Slot[] slots) {
        return switch (handles) {
            case REUSED -> null;
            case ROTATED -> rotated(slots);
            case FRESH -> slot -> new Loan(slot).lend();
            case SEALED -> Lending::sealed;
        };
    }

    private static Lending rotated(Slot[] slots) {
        for (Slot slot : slots) {
            Loan[] ring = new Loan[Handles.TURNS];
            for (int i = 0; i < ring.length; i++) {
                ring[i] = new Loan(slot);
            }
            slot.loans = ring;
        }
        return slot -> {
            int turn = slot.turn + 1 & Handles.TURNS - 1;
            slot.turn = turn;
            return slot.loans[turn].lend();
        };
    }

    private static Loan sealed(Slot slot) {
        SealedLoan loan = new SealedLoan(slot);
        // Volatile, and before segment() can be called, which asks whether the pool has ended. Pairs with Pool.seal(): expire()
        // says so first and then looks here: either it seals this loan, or the loan gets no memory.
        slot.sealed = loan;
        return loan.lend();
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import fw.buffer.Buffer;
import svc.buffermanager.Handles;

/** Makes what a holder gets of a slot that he has taken, where that is more than the slot itself. */
@FunctionalInterface
interface Lending {

    /**
     * {@return the buffer, for a slot that the caller has just taken; lent}
     * If it throws, the slot is still to be given back.
     */
    Buffer lend(Slot slot, Holder holder);

    /** {@return what makes the handles of a pool with these slots; null if the slots themselves are the handles} */
    static Lending of(Handles handles, Slot[] slots) {
        return switch (handles) {
            case REUSED -> null;
            case ROTATED -> rotated(slots);
            case FRESH -> (slot, _) -> new Loan(slot).lend();
            case SEALED -> (slot, _) -> sealed(slot);
        };
    }

    /** {@return what has these attend each loan before {@code handles}, if there are any, makes the handle} */
    static Lending attended(Attendant[] attendants, Lending handles) {
        return (slot, holder) -> {
            try {
                Ward.lend(slot, holder, attendants);
                return handles == null ? slot : handles.lend(slot, holder);
            } finally {
                Ward.lent(slot);
            }
        };
    }

    private static Lending rotated(Slot[] slots) {
        for (Slot slot : slots) {
            slot.ring = new Ring(slot);
        }
        return (slot, _) -> slot.ring.next().lend();
    }

    private static Loan sealed(Slot slot) {
        SealedLoan loan = new SealedLoan(slot);
        // Volatile, and before segment() can be called, which asks whether the pool has ended. Pairs with Pool.seal(): expire()
        // says so first and then looks here: either it seals this loan, or the loan gets no memory.
        slot.sealed = loan;
        return loan.lend();
    }
}

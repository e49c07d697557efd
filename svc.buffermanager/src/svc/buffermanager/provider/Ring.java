// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.Arrays;

import svc.buffermanager.Handles;

/** The handles of a slot that are lent in turn. It is the holder's, as the slot is. */
final class Ring {

    private final Loan[] loans = new Loan[Handles.TURNS];
    private int turn;

    Ring(Slot slot) {
        for (int i = 0; i < loans.length; i++) {
            loans[i] = new Loan(slot);
        }
    }

    /** {@return whether one of them is lent} */
    boolean isAnyLent() {
        return Arrays.stream(loans).anyMatch(Loan::isLent);
    }

    /** {@return the one whose turn it is} */
    Loan next() {
        turn = turn + 1 & loans.length - 1;
        return loans[turn];
    }
}

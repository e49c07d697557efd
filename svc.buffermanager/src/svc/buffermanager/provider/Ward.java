// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import fw.buffer.BufferMisuseException;

/**
 * What is known of a slot that is attended: who has it, who is to be told, and what attendants keep of it. It is made when a slot is
 * attended for the first time, and used again for each loan. It is the holder's, as the slot is; whoever else reads it takes the slot's state to
 * {@link Slot#ATTENDING} first, or has a hint.
 */
final class Ward {

    /** Where it was taken, and then handed on, the newest first; null if that isn't traced. */
    Trace trace;
    /** Who had it before it last came home, and where he got it; null if nobody has, or that is not kept. The guard's. */
    Holder last;
    Trace lastTrace;
    /** Whether somebody has had it, and has not given it back. The guard's. */
    boolean held;

    /** Of its bin, that was taken for the present loan; null in a pool without rules. */
    Share share;

    private Attendant[] attendants;
    /** How many of the attendants have been told that it is out. */
    private int told;
    private Holder holder;

    /** {@return who has it} */
    Holder holder() {
        return holder;
    }

    /** Tells the attendants that the slot is lent. {@code slot} is the caller's, and from now on ATTENDED. */
    static void lend(Slot slot, Holder holder, Attendant[] attendants) {
        Ward ward = slot.ward;
        if (ward == null) {
            ward = new Ward();
            slot.ward = ward;
        }
        ward.attendants = attendants;
        ward.told = 0;
        ward.holder = holder;
        // Volatile, and after the holder is noted. Pairs with the change by which a slot is reclaimed: whoever finds it attended
        // finds the holder of that very loan. It is watched already if a search has come by. If it is neither, somebody has given
        // it back who had no right to: then there is nothing to attend to.
        if (!slot.change(Slot.LENT, Slot.ATTENDED) && !slot.change(Slot.WATCHED, Slot.ATTENDED)) {
            return;
        }
        for (Attendant attendant : attendants) {
            attendant.lent(slot, ward);
            ward.told++;
        }
    }

    /** Tells those that were told of this loan that it is over. {@return what was wrong with it, or null} */
    BufferMisuseException home(Slot slot, Holder by) {
        BufferMisuseException fault = null;
        while (told > 0) {
            // Backwards, and counted first: whatever one of them throws, none is told twice.
            BufferMisuseException found = attendants[--told].home(slot, this, by);
            fault = fault == null ? found : fault;
        }
        clear();
        return fault;
    }

    /** Tells them that the slot has been taken from its holder. */
    void quarantined(Slot slot) {
        while (told > 0) {
            attendants[--told].quarantined(slot, this);
        }
        clear();
    }

    private void clear() {
        attendants = null;
        trace = null;
    }

    /** Tells them that it has another holder. */
    void handOn(Slot slot, Holder to) {
        for (int i = 0; i < told; i++) {
            attendants[i].handedOn(slot, this, to);
        }
        holder = to;
    }
}

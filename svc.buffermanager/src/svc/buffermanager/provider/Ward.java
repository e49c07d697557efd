// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.Arrays;

import fw.buffer.BufferMisuseException;

/**
 * What is known of a slot that is attended: who has it, who is to be told, and what attendants keep of it. It is made when a
 * slot is
 * attended for the first time, and used again for each loan. It is the holder's, as the slot is; whoever else reads it takes
 * the slot's state to
 * {@link Slot#ATTENDING} or {@link Slot#HANDED} first, or has a hint.
 */
final class Ward {

    /** Where it was taken, and then handed on, the newest first; null if that isn't traced. */
    Trace trace;
    /** Where somebody asked for it for whom another thread takes it now; null if that is no other, or isn't traced. */
    Trace asked;
    /** Who had it before it last came home, and where he got it; null if nobody has, or that is not kept. The guard's. */
    Holder last;
    Trace lastTrace;
    /** How long its holder has waited for the present loan, in nanoseconds; for who is told that it goes out. */
    long waitedNanos;
    /** Whether somebody has had it, and has not given it back. The guard's. */
    boolean held;
    /** How often it was lent. The guard's. */
    int loans;

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

    /** {@return what is known of a slot, which is the caller's} It is made if there was none. */
    static Ward of(Slot slot) {
        if (slot.ward == null) {
            slot.ward = new Ward();
        }
        return slot.ward;
    }

    /** {@return whether one of that kind attends to the present loan} A hint, to all but the holder. */
    boolean isAttendedBy(Class<? extends Attendant> kind) {
        Attendant[] present = attendants;
        return present != null && Arrays.stream(present).anyMatch(kind::isInstance);
    }

    /**
     * Tells the attendants that the slot is lent, which is the caller's. From now on it is ATTENDING; when the handle is
     * made, {@link #lent} follows, also
     * if this has thrown.
     *
     * @return whether they were told; not if somebody has given the slot back who had no right to
     */
    static boolean lend(Slot slot, Holder holder, Attendant[] attendants) {
        Ward ward = of(slot);
        if (!slot.hold()) {
            return false;
        }
        ward.attendants = attendants;
        ward.told = 0;
        ward.holder = holder;
        for (Attendant attendant : attendants) {
            attendant.lent(slot, ward);
            ward.told++;
        }
        ward.waitedNanos = 0;
        return true;
    }

    /** The slot is lent from now on, and those who reclaim it, or take it back, may do so. */
    static void lent(Slot slot) {
        // Volatile, and after all is noted. Pairs with the changes by which a slot is reclaimed or given back: whoever finds
        // it attended
        // finds the holder of that very loan, and all who were told.
        slot.change(Slot.ATTENDING, Slot.ATTENDED);
    }

    /**
     * Tells those that were told of this loan that it is over, all of them, whatever one of them throws. {@return what was wrong
     * with it, or null}
     */
    BufferMisuseException home(Slot slot, Holder by) {
        BufferMisuseException fault = null;
        Throwable thrown = null;
        while (told > 0) {
            try {
                // Backwards, and counted first: whatever one of them throws, none is told twice.
                BufferMisuseException found = attendants[--told].home(slot, this, by);
                fault = fault == null ? found : fault;
            } catch (RuntimeException | Error e) {
                thrown = thrown == null ? e : thrown;
            }
        }
        clear();
        rethrow(thrown);
        return fault;
    }

    /** Tells them that the slot has been taken from its holder, all of them, whatever one of them throws. */
    void quarantined(Slot slot) {
        Throwable thrown = null;
        while (told > 0) {
            try {
                attendants[--told].quarantined(slot, this);
            } catch (RuntimeException | Error e) {
                thrown = thrown == null ? e : thrown;
            }
        }
        clear();
        rethrow(thrown);
    }

    private static void rethrow(Throwable thrown) {
        switch (thrown) {
            case null -> {
            }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError("attendants declare no exceptions", thrown);
        }
    }

    private void clear() {
        attendants = null;
        trace = null;
    }

    /** Tells them that it has another holder, all of them, whatever one of them throws. */
    void handOn(Slot slot, Holder to) {
        Throwable thrown = null;
        for (int i = 0; i < told; i++) {
            try {
                attendants[i].handedOn(slot, this, to);
            } catch (RuntimeException | Error e) {
                thrown = thrown == null ? e : thrown;
            }
        }
        holder = to;
        rethrow(thrown);
    }
}

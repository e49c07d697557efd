// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManagerEvent.Kind;

/** Remembers of each Nth loan when and where it was taken, and handed on; and has it told that it was, and that it came home. */
final class Tracing implements Attendant {

    private static final Wording TAKEN = (size, holder) -> holder + " has taken a buffer for " + size + " bytes";
    private static final Wording RETURNED = (_, holder) -> "a buffer that " + holder + " had has come home";

    private final int interval;
    /**
     * Counted without care: where threads run into each other, a loan more or less between two that are traced is all the same.
     */
    private int loans;

    /** @param interval 1 or more: of so many loans, one is traced */
    Tracing(int interval) {
        this.interval = interval;
    }

    @Override
    public void lent(Slot slot, Ward ward) {
        if (++loans >= interval) {
            loans = 0;
            ward.trace = ward.asked == null ? Trace.here(ward.holder(), null) : Trace.takenFor(ward.holder(), ward.asked);
            slot.pool.manager.announcements.note(Kind.TAKEN, ward.holder(), slot.size(), slot.capacity(), ward.waitedNanos, TAKEN);
        }
    }

    @Override
    public BufferMisuseException home(Slot slot, Ward ward, Holder by) {
        if (ward.trace != null) {
            slot.pool.manager.announcements.note(Kind.RETURNED, ward.holder(), 0, slot.capacity(),
                System.nanoTime() - ward.trace.origin().nanos(), RETURNED);
        }
        return null;
    }

    @Override
    public void quarantined(Slot slot, Ward ward) {
        // It was taken away: it hasn't come home.
    }

    @Override
    public void handedOn(Slot slot, Ward ward, Holder to) {
        if (ward.trace != null) {
            ward.trace = Trace.here(to, ward.trace);
        }
    }
}

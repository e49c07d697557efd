// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import fw.buffer.BufferMisuseException;

/** Remembers of each Nth loan when and where it was taken, and handed on. */
final class Tracing implements Attendant {

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
            ward.trace = Trace.here(ward.holder(), null);
        }
    }

    @Override
    public BufferMisuseException home(Slot slot, Ward ward, Holder by) {
        return null;
    }

    @Override
    public void handedOn(Slot slot, Ward ward, Holder to) {
        if (ward.trace != null) {
            ward.trace = Trace.here(to, ward.trace);
        }
    }
}

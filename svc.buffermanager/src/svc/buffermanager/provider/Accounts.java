// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import fw.buffer.BufferMisuseException;

/** Counts what each holder takes, returns and hands on. */
final class Accounts implements Attendant {

    @Override
    public void lent(Slot slot, Ward ward) {
        ward.holder().taken.increment();
        ward.holder().has(slot.capacity());
    }

    @Override
    public BufferMisuseException home(Slot slot, Ward ward, Holder by) {
        Holder holder = ward.holder();
        if (by != null && by != holder) {
            // It was handed on, and nobody said so.
            holder.given.increment();
            by.received.increment();
            by.returned.increment();
        } else {
            holder.returned.increment();
        }
        holder.hasNot(slot.capacity());
        return null;
    }

    @Override
    public void quarantined(Slot slot, Ward ward) {
        ward.holder().hasNot(slot.capacity());
    }

    @Override
    public void handedOn(Slot slot, Ward ward, Holder to) {
        ward.holder().given.increment();
        ward.holder().hasNot(slot.capacity());
        to.received.increment();
        to.has(slot.capacity());
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import fw.buffer.BufferMisuseException;

/**
 * Does something with each buffer that goes out and comes home: counts it, looks at its memory, remembers who has it. A pool
 * has none as
 * long as nothing asks for it, and then pays nothing for it.
 * <p>
 * Whoever calls has the slot alone at that moment. What an attendant throws reaches whoever takes or gives back the buffer; the
 * slot is where it belongs nevertheless. The memory of the slot may have ended, or end meanwhile; access to it throws
 * {@link IllegalStateException} then.
 */
interface Attendant {

    /** A buffer goes out, to {@code ward.holder()}. If this throws, it doesn't, and {@link #home} is not called here. */
    void lent(Slot slot, Ward ward);

    /**
     * A buffer comes home; nobody can take it yet.
     *
     * @param by who gives it back; null if that isn't known, because it was closed
     * @return what was wrong with it, to be thrown to whoever gives it back; null if nothing
     */
    BufferMisuseException home(Slot slot, Ward ward, Holder by);

    /** A buffer goes from {@code ward.holder()} to another holder. */
    default void handedOn(Slot slot, Ward ward, Holder to) {
        // Most don't mind.
    }

    /** The pool's memory is about to go back: this is the last moment to look at it. Some buffers may still be out. */
    default void ends(Pool pool) {
        // Most look at one buffer at a time.
    }

    /** A buffer that was out has been taken from its holder, and is quarantined: it isn't lent, and not to be had. */
    default void quarantined(Slot slot, Ward ward) {
        home(slot, ward, null);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import java.lang.foreign.MemorySegment;
import java.time.Instant;

/** A buffer that was out when the JVM died, and is as it was at its last {@link BufferManager#checkpoint}. */
public final class RecoveredBuffer {

    private final int managerId;
    private final RecoveredSlotDTO slot;
    private final MemorySegment segment;

    /**
     * For providers, and for tests of listeners.
     *
     * @param managerId 0 to 65,535
     * @param slot what is known of it; this object's from now on
     * @param segment its bytes, read-only
     */
    public RecoveredBuffer(int managerId, RecoveredSlotDTO slot, MemorySegment segment) {
        this.managerId = managerId;
        this.slot = slot;
        this.segment = segment;
    }

    /** {@return the id of the manager that lent it} */
    public int managerId() {
        return managerId;
    }

    /** {@return the symbolic name of the bundle that had it, at most 72 bytes of it} */
    public String holder() {
        return slot.holder;
    }

    /** {@return the id that this bundle had then} */
    public long bundleId() {
        return slot.bundleId;
    }

    /** {@return when it was taken, by the clock of then} */
    public Instant taken() {
        return Instant.ofEpochMilli(slot.takenMillis);
    }

    /** {@return how many bytes it had room for} */
    public int capacity() {
        return slot.capacity;
    }

    /** {@return where in the buffer the bytes of {@link #segment} were} */
    public int offset() {
        return slot.offset;
    }

    /**
     * {@return its bytes, from its offset on and as many as its size was; a copy, read-only, for the thread that is called, which
     * ends when {@link
     * RecoveryListener#recovered} returns: access after that throws {@link IllegalStateException}}
     */
    public MemorySegment segment() {
        return segment;
    }

    /** {@return a line for people} */
    @Override
    public String toString() {
        return "manager " + managerId + ": " + segment.byteSize() + " bytes of " + slot.holder
            + ", recovered from buffer " + slot.slot;
    }
}

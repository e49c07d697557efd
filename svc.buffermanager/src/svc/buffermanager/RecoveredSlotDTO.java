// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import org.osgi.dto.DTO;

/** A buffer that was out when the JVM died. */
public class RecoveredSlotDTO extends DTO {

    /** Makes one to be filled in. */
    public RecoveredSlotDTO() {
    }

    /** Which buffer of the pool it is; the lower part of its context. */
    public int slot;

    /** How many bytes it has room for. */
    public int capacity;

    /** {@code WHOLE}, {@code TORN}, {@code UNFINISHED} or {@code DAMAGED}: see {@link RecoveryDTO}. */
    public String state;

    /** The symbolic name of the bundle that had it, at most 72 bytes of it; empty if it is damaged. */
    public String holder;

    /** The id that this bundle had then; -1 if it is damaged or no bundle had it. */
    public long bundleId;

    /** When it was taken, in milliseconds since 1970 by the clock of then; 0 if it is damaged. */
    public long takenMillis;

    /** Where its holder's bytes start in it; 0 if there was no checkpoint. */
    public int offset;

    /** How many they were; 0 if there was no checkpoint. */
    public int size;

    /** Whether a {@link RecoveryListener} has taken it. */
    public boolean taken;
}

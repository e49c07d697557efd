// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import java.util.List;

import org.osgi.dto.DTO;

/** What a pool found in its memory when it was made, and what has become of that. All are 0 if the pool before was closed. */
public class RecoveryDTO extends DTO {

    /** Makes a report to be filled in. */
    public RecoveryDTO() {
    }

    /** Whether the pool before was not closed: its JVM died, or the pool ended while buffers were out. */
    public boolean found;

    /**
     * How many buffers were as at their last checkpoint. They stay out of use until a {@link RecoveryListener} has taken them.
     */
    public int whole;

    /** How many were changed after their last checkpoint. */
    public int torn;

    /** How many were out without any checkpoint. */
    public int unfinished;

    /** How many of which nothing is known, because their records were changed by something else than a kill. */
    public int damaged;

    /** How many were free. */
    public int free;

    /** How many whole buffers no {@link RecoveryListener} has taken yet. */
    public int held;

    /** Those that were not free, in the order of their slots. */
    public List<RecoveredSlotDTO> slots;
}

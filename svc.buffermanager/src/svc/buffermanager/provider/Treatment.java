// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import svc.buffermanager.Handles;

/**
 * What a pool does with its memory beside lending it.
 *
 * @param wiped whether a buffer's memory is filled with zeros when it comes home
 * @param guarded whether there is room between buffers, which is looked at to find those who write there
 * @param recovery whether what is out can be read again when the JVM has died
 */
record Treatment(boolean wiped, boolean guarded, boolean recovery) {

    /** Nothing. */
    static final Treatment NONE = new Treatment(false, false, false);

    Treatment {
        if (recovery && (guarded || wiped)) {
            throw new IllegalArgumentException("recovery is true and "
                + (guarded ? "guard is true, which fills the memory with a pattern"
                    : "wipe is true, which leaves nothing in the memory")
                + "; have one of the two");
        }
    }

    static Treatment of(ManagerConfiguration configuration) {
        return new Treatment(configuration.wipe(), configuration.guard(), configuration.recovery());
    }

    /** Refuses, by IllegalArgumentException, what can't be done where handles are of this kind. */
    void check(Handles handles) {
        if (handles == Handles.SEALED && guarded) {
            throw new IllegalArgumentException("guard is true and handles is SEALED, where each holder has memory of his own "
                + "that can't be guarded; set guard to false, or handles to FRESH");
        }
        if (handles == Handles.SEALED && recovery) {
            throw new IllegalArgumentException("recovery is true and handles is SEALED, where what is written is not in the "
                + "pool's memory; have one of the two");
        }
    }

    /** {@return this, but guarded, and so without recovery} */
    Treatment guard() {
        return new Treatment(wiped, true, false);
    }

    Treatment withoutRecovery() {
        return new Treatment(wiped, guarded, false);
    }

    /**
     * {@return who attends to each loan of a pool in this memory, for as long as the pool lives, in the order in which they are
     * told what goes out}
     *
     * @param recovering null if there is no recovery
     */
    List<Attendant> attendants(MemorySegment memory, Slot[] slots, Handles handles, Recovery recovering) {
        List<Attendant> attendants = new ArrayList<>();
        // The memory of a sealed loan is its own, comes from the JVM filled with zeros, and is nobody's afterwards.
        if (guarded) {
            attendants.add(new Guard(memory, slots, wiped));
        } else if (wiped && handles != Handles.SEALED) {
            attendants.add(new Wipe(memory));
        }
        if (recovering != null) {
            attendants.add(recovering);
        }
        return attendants;
    }

    // By hand, as in PoolSpec.
    @Override
    public boolean equals(Object other) {
        return other instanceof Treatment treatment && treatment.wiped == wiped && treatment.guarded == guarded
            && treatment.recovery == recovery;
    }

    @Override
    public int hashCode() {
        return (wiped ? 1 : 0) + (guarded ? 2 : 0) + (recovery ? 4 : 0);
    }
}

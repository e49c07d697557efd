// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.recovery;

/**
 * What was found of a slot that was out when the process died, or whose record can't be read.
 *
 * @param slot which one
 * @param state what can be done with it
 * @param bundleId who had it
 * @param holder his symbolic name, or as much of it as a record has room for; empty if the record can't be read
 * @param takenMillis when it was taken, in milliseconds since 1970
 * @param offset where in the slot its holder's bytes start; 0 if there was no checkpoint
 * @param size how many they are, in bytes; 0 if there was no checkpoint
 */
public record FoundSlot(int slot, State state, long bundleId, String holder, long takenMillis, int offset, int size) {

    /** What can be done with it. */
    public enum State {
        /** Its bytes are as they were at the last checkpoint. */
        WHOLE,
        /** There was a checkpoint, and its bytes were changed after it. */
        TORN,
        /** There was no checkpoint. */
        UNFINISHED,
        /** Its record can't be read: something else than a kill has been at it. */
        DAMAGED
    }
}

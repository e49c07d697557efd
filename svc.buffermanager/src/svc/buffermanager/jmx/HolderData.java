// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import svc.buffermanager.HolderDTO;

/**
 * What one bundle has, as composite data.
 *
 * @param bundle its symbolic name
 * @param bundleId its id, or -1 for what no bundle has taken
 * @param stopped whether it has been stopped since
 * @param buffers how many it has
 * @param bytes the capacities of these, in sum, in bytes
 * @param oldestMillis how long the oldest of these has been out, in ms; -1 if it has none
 * @param failed how often there was no free buffer for it
 * @param denied how often its quota denied it one
 */
public record HolderData(String bundle, long bundleId, boolean stopped, long buffers, long bytes, long oldestMillis, long failed,
    long denied) {

    static HolderData of(HolderDTO holder) {
        long oldest = holder.oldestNanos == HolderDTO.NONE ? HolderDTO.NONE : holder.oldestNanos / 1_000_000;
        return new HolderData(holder.symbolicName, holder.bundleId, holder.stopped, holder.outstanding, holder.outstandingBytes,
            oldest, holder.failed, holder.denied);
    }
}

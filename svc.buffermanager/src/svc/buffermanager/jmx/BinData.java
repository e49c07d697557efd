// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import svc.buffermanager.BinDTO;

/**
 * One bin, as composite data.
 *
 * @param sizeBytes the capacity of each buffer, in bytes
 * @param buffers how many buffers it has
 * @param lent how many of them are lent
 * @param highWater most that were lent at a time
 * @param spills how many requests found it used up
 * @param failures how many of these got no buffer at all
 */
public record BinData(int sizeBytes, int buffers, int lent, int highWater, long spills, long failures) {

    static BinData of(BinDTO bin) {
        return new BinData(bin.size, bin.count, bin.used, bin.highWater, bin.spills, bin.failures);
    }
}

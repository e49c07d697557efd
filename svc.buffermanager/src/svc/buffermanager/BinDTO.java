// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import org.osgi.dto.DTO;

/** The telemetry of one bin of a buffer manager. F´ has it for the whole pool only. */
public class BinDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public BinDTO() {
    }

    /** The capacity of each buffer, in bytes. */
    public int size;

    /** How many buffers the bin has. */
    public int count;

    /** How many of them are lent. */
    public int used;

    /**
     * Most that were lent at a time. Never too low. Exact as long as threads have seldom had to search for a free buffer;
     * then the
     * bin keeps some spares, and this is too high by those: at most 16, or a quarter if that is more. Calls that overlapped
     * count as
     * having been at the same time.
     */
    public int highWater;

    /** How many bytes the lent ones have beyond what was asked for. */
    public long wastedBytes;

    /** How often a request that this bin would have served first found it used up, and went to a larger bin or failed. */
    public long spills;

    /**
     * How many of these requests failed: every larger bin was used up as well. A request that is larger than all bins counts in
     * none.
     */
    public long failures;
}

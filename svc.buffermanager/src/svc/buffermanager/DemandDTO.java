// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import org.osgi.dto.DTO;

/**
 * How many buffers of about one size were lent at a time, by the size that was asked for: what bins must be sized for. Sizes are
 * put together that differ by at most an eighth.
 * <p>
 * It is sampled: each {@link BufferManager#snapshot} is a look at what is lent, and counts. So the figures are as good as the
 * looks are many, and as they have nothing to do with the traffic; what came and went between two looks isn't seen. A
 * request that failed was never lent: it is counted by itself.
 */
public class DemandDTO extends DTO {

    /** Makes a line to be filled in. */
    public DemandDTO() {
    }

    /** The largest size of these that was asked for, in bytes. */
    public int size;

    /** How many were lent at a look, on average over {@link BufferManagerDTO#looks}. */
    public double mean;

    /** The variance of that. */
    public double variance;

    /** Most that were lent at a look. */
    public long most;

    /** How many requests failed because no buffer was free. All of them, not only those at a look. */
    public long failed;
}

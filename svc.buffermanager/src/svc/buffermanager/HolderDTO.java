// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import java.util.List;

import org.osgi.dto.DTO;

/**
 * What one bundle has of a buffer manager's. A bundle is told from itself before it was stopped: what it had then stands in a
 * DTO of its
 * own, as long as it has not come back.
 */
public class HolderDTO extends DTO {

    /** The {@link #bundleId} of buffers that were taken by no bundle: inside of the framework's own code, or in tests. */
    public static final long NO_BUNDLE = -1;

    /** What {@link #oldestNanos} is if nothing is outstanding. */
    public static final long NONE = -1;

    /** Makes a snapshot to be filled in. */
    public HolderDTO() {
    }

    /** The bundle's id, or {@link #NO_BUNDLE}. */
    public long bundleId;

    /** The bundle's symbolic name. */
    public String symbolicName;

    /** Whether the bundle has been stopped since. It gets no more buffers from what it had of this manager. */
    public boolean stopped;

    /** How many buffers it has. */
    public long outstanding;

    /** The capacities of these, in sum, in bytes. */
    public long outstandingBytes;

    /** How many of these are of each bin of the present pool; those of pools that are being retired are in none. */
    public List<Integer> outstandingByBin;

    /**
     * How long the oldest of these has been out, in nanoseconds, or {@link #NONE}. At least so long: it counts from the first
     * snapshot, or look of the manager's own, that found it; or, where it is traced, from when it was taken.
     */
    public long oldestNanos;

    /** How often there was no free buffer for it. */
    public long failed;

    /** What {@link #quotaBuffers} and {@link #quotaBytes} are where there is no limit. */
    public static final long NO_LIMIT = -1;

    /** Most buffers that it may have at a time, or {@link #NO_LIMIT}. */
    public long quotaBuffers;

    /** Most bytes that these may have, in sum of their capacities, or {@link #NO_LIMIT}. */
    public long quotaBytes;

    /** How often it got no buffer because of its quota. */
    public long denied;

    /** How many of its calls wait for a buffer at this moment. */
    public long waiting;

    /** How many of its calls have had to wait, those that still do included. */
    public long waited;

    /** How many of these got no buffer because their time was up. */
    public long timedOut;

    /** How many buffers it has taken. This and the following are counted only while {@link BufferManagerDTO#accounting} is on. */
    public long taken;

    /** How many buffers it has given back. A buffer that is closed counts as given back by who has it. */
    public long returned;

    /** How many buffers it has handed on to other bundles; if one of these gives a buffer back, it was handed on to that. */
    public long given;

    /** How many buffers it was handed by other bundles. */
    public long received;

    /** Most buffers that it had at a time. */
    public long highWater;
}

// SPDX-License-Identifier: Apache-2.0
package svc.framing;

import org.osgi.dto.DTO;

/** The counters of a framer, since it was activated. A packet that was refused counts in one of those after {@link #copied}. */
public class FramerDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public FramerDTO() {
    }

    /** The name of its port. */
    public String portName;

    /** How many frames were sent. */
    public long frames;

    /** How many bytes these had. */
    public long bytes;

    /** How many frames were made in a buffer from the pool, because the packet's had no room. */
    public long copied;

    /** How many frames are with the output. */
    public long outstanding;

    /** How many packets came while there was no output. */
    public long noOutput;

    /** How many packets needed a buffer from the pool when that had none. */
    public long noBufferAvailable;

    /** How many packets came in an invalid buffer, or in one whose memory ended meanwhile. */
    public long invalidBuffers;

    /** How often the output threw. */
    public long outputFailures;

    /** How often a buffer was returned that was not out, or could not go back where it was taken. */
    public long misuses;
}

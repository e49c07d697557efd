// SPDX-License-Identifier: Apache-2.0
package svc.framing;

import org.osgi.dto.DTO;

/**
 * The counters of a deframer, since it was activated. A frame that was refused counts in one of those after {@link #outstanding}.
 */
public class DeframerDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public DeframerDTO() {
    }

    /** The name of its port. */
    public String portName;

    /** How many packets were sent on. */
    public long packets;

    /** How many bytes these had. */
    public long bytes;

    /** How many packets are with the output. */
    public long outstanding;

    /** How many frames came while there was no output. */
    public long noOutput;

    /**
     * How many buffers were too short for a frame, invalid, or of memory that ended meanwhile. F´: {@code InvalidBufferReceived}.
     */
    public long invalidBuffers;

    /** How many did not begin with the start word. F´: {@code InvalidStartWord}. */
    public long invalidStartWords;

    /** How many were shorter than their length field says. F´: {@code InvalidLengthReceived}. */
    public long invalidLengths;

    /** How many had a wrong CRC. F´: {@code InvalidChecksum}. */
    public long invalidChecksums;

    /** How many payloads were too short for a descriptor; they are sent on all the same. F´: {@code PayloadTooShort}. */
    public long shortPayloads;

    /** How often the output threw. */
    public long outputFailures;

    /** How often a buffer was returned that was not out, or could not go back where it was taken. */
    public long misuses;
}

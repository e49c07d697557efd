// SPDX-License-Identifier: Apache-2.0
package svc.framing;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes frames apart: checks each, and sends the packet in it to its output. F´: {@code Svc::FprimeDeframer}.
 * <p>
 * It is an OSGi service, one for each factory configuration of {@link #PID}; frames come in through {@link svc.comms.ComDataIn},
 * which is registered with it, under {@code port.name}. A buffer holds one frame; what follows the frame in the buffer is
 * ignored.
 * <p>
 * <b>What is checked</b>, in this order: the buffer has room for a header and a trailer; the start word; the length; the CRC. A
 * frame that fails goes back to its sender at once; an event says why. The CRC is not computed
 * again if the sender tells that it has just found it so, in this very buffer ({@link svc.comms.Crc32Sender}, which a frame
 * accumulator is). Else it doesn't matter what was checked before; {@link #CHECK_CRC} can leave the CRC out.
 * <p>
 * <b>The packet</b> is the same buffer, moved to the payload. Its context is the frame's, with the packet's descriptor as {@link
 * svc.comms.FrameContext#apid()}; if the payload is too short for one, or it is above {@link PacketDescriptor#MAX}, {@link
 * svc.comms.FrameContext#UNKNOWN_APID}. When it comes back, the frame goes back to its sender, with its bounds and its context as
 * they were.
 * <p>
 * <b>Threads.</b> Any number at a time; they don't wait for each other, and what the output does, it does on theirs. Once as many
 * frames were out at a time as ever are, no heap is allocated, as long as frames with the same descriptor come with the same
 * context.
 */
@ProviderType
public interface Deframer {

    /** The factory PID of its configuration. */
    String PID = "svc.framing.deframer";

    /**
     * Configuration property, {@code Boolean}: whether to check each frame's CRC; true by default. False leaves it out, also
     * for frames that don't come straight from a frame accumulator, but are known to be good all the same.
     */
    String CHECK_CRC = "check.crc";

    /** {@return a snapshot of the counters, the caller's own} It allocates and doesn't lock. */
    DeframerDTO snapshot();

    /** Lets each kind of event be written to the log ten times again. */
    void clearThrottles();
}

// SPDX-License-Identifier: Apache-2.0
package svc.framing;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes a frame of each packet that it is given, and sends it to its output. F´: {@code Svc::FprimeFramer}.
 * <p>
 * It is an OSGi service, one for each factory configuration of {@link #PID}; packets come in through {@link svc.comms.ComDataIn},
 * which is registered with it, under {@code port.name}.
 * <p>
 * <b>Where the frame is made.</b> In the packet's own buffer, if that has room: {@link FprimeFrame#HEADER_BYTES} in front ({@link
 * fw.buffer.Buffer#offset()}) and {@link FprimeFrame#TRAILER_BYTES} behind. Otherwise in a buffer from the pool, into which the
 * packet is copied. F´ copies each.
 * <p>
 * <b>Ownership.</b> A packet goes back to its sender when its frame comes back from the output, with its bounds as they were. (F´
 * gives it back as soon as it is copied.) Then a buffer from the pool is back there already.
 * <p>
 * <b>Threads.</b> Any number at a time; they don't wait for each other, and what the output does, it does on theirs. Once as many
 * frames were out at a time as ever are, no heap is allocated: what is kept for each is about 100 bytes.
 */
@ProviderType
public interface Framer {

    /** The factory PID of its configuration. */
    String PID = "svc.framing.framer";

    /** Configuration property, {@code String}: the filter that the pool, a {@link fw.buffer.BufferGet}, must match. */
    String BUFFERS_TARGET = "buffers.target";

    /** {@return a snapshot of the counters, the caller's own} It allocates and doesn't lock. */
    FramerDTO snapshot();

    /** Lets each kind of event be written to the log ten times again. */
    void clearThrottles();
}

// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends files, one at a time, as file packets to its output. F´: {@code Svc::FileDownlink}.
 * <p>
 * It is an OSGi service, one for each factory configuration of {@link #PID}.
 * <p>
 * <b>Memory.</b> Packets are made in buffers from the pool, with room for a frame in front and behind ({@link
 * svc.framing.FprimeFrame}). A file is read into them; there is no other memory. A buffer goes back to the pool when it is
 * returned: so a pool may be swapped while a file is sent.
 * <p>
 * <b>Pace.</b> Up to {@link #WINDOW} packets are out at a time; one that is returned lets the next one go. (F´: one, and a pause
 * between files.)
 * <p>
 * <b>Threads.</b> Any. It has none of its own: packets are read and sent on the thread that calls {@link #send} or returns a
 * buffer, one at a time. If the output returns each buffer before its {@code dataIn} does, {@code send} returns when the file is
 * sent. If a thread is interrupted while it reads, the file fails. No heap is allocated for a packet.
 * <p>
 * It doesn't look at the clock: if a buffer is never returned, the file goes on for ever, until it is {@linkplain #cancel()
 * canceled}. (F´: a time-out.)
 */
@ProviderType
public interface FileDownlink {

    /** The factory PID of its configuration. */
    String PID = "svc.filetransfer.downlink";

    /** Configuration property, {@code String}: the filter that the pool, a {@link fw.buffer.BufferGet}, must match. */
    String BUFFERS_TARGET = "buffers.target";

    /** Configuration property, {@code Integer}: most bytes of a packet, its header included, 16 to 65,548. */
    String PACKET_BYTES = "packet.bytes";

    /** Configuration property, {@code Integer}: most packets that are out at a time, 1 or more. */
    String WINDOW = "window";

    /**
     * Sends a file. An empty one is sent too. (F´ refuses that.) How large it is, is read at the beginning: what is appended
     * later is not sent; if it shrinks, it fails.
     *
     * @param source the file, a regular one of at most 4 GiB - 1; its path, as it is given, goes into the START packet
     * @param destination the path for the receiver, at most 255 bytes of UTF-8
     * @return what becomes of it; completed by the thread that ends it, or before this returns. It never fails by an exception
     */
    CompletionStage<SendFileStatus> send(Path source, String destination);

    /**
     * Sends a file as {@link #send(Path, String)} does, and what got lost of it again, before END. Packets that are sent again
     * have new sequence indexes; any receiver of F´'s takes them.
     *
     * @param source the file
     * @param destination the path for the receiver
     * @param repair is asked what got lost
     * @return what becomes of it
     */
    CompletionStage<SendFileStatus> send(Path source, String destination, FileRepair repair);

    /**
     * Gives up the file that is being sent, if there is one: sends a CANCEL packet if there is a buffer for it, and completes
     * with {@link SendFileStatus#CANCELED}, on this thread or on the one that is just sending. Doesn't wait for buffers that are
     * out; they go back to the pool when they are returned. If the END packet was sent before, the receiver may have the file all
     * the same.
     */
    void cancel();

    /** {@return a snapshot of the counters, the caller's own} It allocates and doesn't lock. */
    FileDownlinkDTO snapshot();

    /** Lets each kind of event be written to the log ten times again. */
    void clearThrottles();
}

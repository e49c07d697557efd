// SPDX-License-Identifier: Apache-2.0
package svc.tcp;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One end of a TCP connection, as its operator sees it. F´: {@code Drv::TcpClient} and {@code Drv::TcpServer}.
 * <p>
 * It is an OSGi service, one for each factory configuration of {@link #CLIENT_PID} or {@link #SERVER_PID}. What is to be sent
 * comes in through {@link svc.comms.ComDataIn}, which is registered with it, under {@code port.name}; what is received goes to
 * {@code output.target}. A server has one connection at a time, and closes others at once; a client that has lost its connection
 * makes another.
 * <p>
 * <b>Memory.</b> Bytes are sent straight from the buffers that are given, and received straight into buffers from the pool: no
 * byte is copied, and no heap is allocated for a buffer. The receiver of a buffer returns it, and it goes back to the pool.
 * <p>
 * <b>Pace.</b> A buffer that is to be sent waits in a queue, and is returned when the operating system has taken its last byte:
 * so a sender can pace itself by that. {@code dataIn} never waits. What can't be sent, because the queue is full or nobody is
 * connected, is returned at once, and counted: {@link TcpLinkDTO#buffersDropped}. If the peer takes nothing for {@link
 * #SEND_TIMEOUT}, the connection is closed, and all that waits is returned. While there is no buffer to receive into, or no
 * output
 * to send to, nothing is received: the peer waits, and nothing is lost.
 * <p>
 * <b>Bytes, not messages.</b> What is sent as one buffer may be received in several, and the other way round.
 * <p>
 * <b>Threads.</b> It has one of its own, from its activation to its deactivation; on it, buffers are received, sent and returned.
 */
@ProviderType
public interface TcpLink {

    /** The factory PID of a client's configuration. */
    String CLIENT_PID = "svc.tcp.client";

    /** The factory PID of a server's configuration. */
    String SERVER_PID = "svc.tcp.server";

    /** Configuration property, {@code String}: for a client, the name or address to connect to; for a server, to listen at. */
    String HOST = "host";

    /** Configuration property, {@code Integer}: the TCP port, 1 to 65,535; for a server also 0, for one that is free. */
    String PORT = "port";

    /** Configuration property, {@code String}: the filter that the pool, a {@link fw.buffer.BufferGet}, must match. */
    String BUFFERS_TARGET = "buffers.target";

    /** Configuration property, {@code Integer}: how many bytes are received at a time at most, 1 or more. */
    String READ_BYTES = "read.bytes";

    /** Configuration property, {@code Integer}: how many buffers can wait to be sent, 1 or more. */
    String QUEUE = "queue";

    /**
     * Configuration property, {@code Long}: ms, 1 or more: how long a peer may take nothing, and a connection take to be made.
     */
    String SEND_TIMEOUT = "send.timeout";

    /** Configuration property, {@code Long}: ms, 1 or more: how long to wait before a failed connect or listen is tried again. */
    String RETRY_INTERVAL = "retry.interval";

    /** {@return a snapshot of its state and counters, the caller's own} It allocates and doesn't lock. */
    TcpLinkDTO snapshot();

    /** Lets each kind of event be written to the log ten times again. */
    void clearThrottles();
}

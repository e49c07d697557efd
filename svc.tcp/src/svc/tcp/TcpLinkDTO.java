// SPDX-License-Identifier: Apache-2.0
package svc.tcp;

import org.osgi.dto.DTO;

/** The state of one end of a TCP connection, and its counters since it was activated. */
public class TcpLinkDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public TcpLinkDTO() {
    }

    /** The name of its port. */
    public String portName;

    /** The host that it connects to or listens at, as it is configured. */
    public String host;

    /** The TCP port that it connects to or listens at. Of a server that is to choose one: 0 until it has. */
    public int port;

    /** Whether a server listens. Always false for a client. */
    public boolean listening;

    /** Whether there is a connection. */
    public boolean connected;

    /** Why there was no connection the last time that one was to be made or was lost; null if that never happened. */
    public String problem;

    /** How many connections there were. */
    public long connections;

    /** How many bytes were sent: taken by the operating system. */
    public long bytesSent;

    /** How many bytes were received and handed on. */
    public long bytesReceived;

    /** How many buffers were sent whole. */
    public long buffersSent;

    /** How many buffers that were received are with the output. */
    public long outstanding;

    /** Connections of further peers that a server closed. */
    public long connectionsRefused;

    /** Times that a connection could not be made, or a port not be listened at. */
    public long openErrors;

    /** Connections that were lost: by an error, or because the peer took nothing for too long. */
    public long connectionErrors;

    /** Buffers that were returned though not all of their bytes were sent. */
    public long buffersDropped;

    /** Times that receiving had to wait for a buffer. */
    public long noBufferAvailable;

    /** Times that receiving had to wait for an output. */
    public long noOutput;

    /** How often the output threw. */
    public long outputFailures;

    /** How often a buffer was returned that was not out, or could not go back. */
    public long misuses;
}

// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import fw.memory.log.Log;
import svc.comms.parts.Event;
import svc.comms.parts.Handovers;
import svc.tcp.TcpLinkDTO;

/** What a link counts, and says. */
final class LinkEvents {

    final Event openError;
    final Event connectionError;
    final Event connectionRefused;
    final Event dropped;
    final Event noBufferAvailable;
    final Event noOutput;
    final Event returnError;
    final Handovers handovers;
    final LongAdder connections = new LongAdder();
    final LongAdder bytesSent = new LongAdder();
    final LongAdder bytesReceived = new LongAdder();
    final LongAdder buffersSent = new LongAdder();
    volatile String problem;

    /** Makes events of the link of this name. */
    LinkEvents(Log log, String name) {
        openError = new Event(log, name, "OpenError");
        connectionError = new Event(log, name, "ConnectionError");
        connectionRefused = new Event(log, name, "ConnectionRefused");
        dropped = new Event(log, name, "BufferDropped");
        noBufferAvailable = new Event(log, name, "NoBufferAvailable");
        noOutput = new Event(log, name, "NoOutput");
        returnError = new Event(log, name, "BufferMisuse");
        handovers = new Handovers(log, name);
    }

    /** A connection, or a place to listen at, could not be had. */
    void cannotOpen(String why) {
        problem = why;
        if (openError.occurs()) {
            openError.warn(why);
        }
    }

    /** The connection is over though nobody has closed it. */
    void lost(String why) {
        problem = why;
        if (connectionError.occurs()) {
            connectionError.warn(why);
        }
    }

    void fill(TcpLinkDTO dto) {
        dto.problem = problem;
        dto.connections = connections.sum();
        dto.bytesSent = bytesSent.sum();
        dto.bytesReceived = bytesReceived.sum();
        dto.buffersSent = buffersSent.sum();
        dto.outstanding = handovers.outstanding();
        dto.connectionsRefused = connectionRefused.count();
        dto.openErrors = openError.count();
        dto.connectionErrors = connectionError.count();
        dto.buffersDropped = dropped.count();
        dto.noBufferAvailable = noBufferAvailable.count();
        dto.noOutput = noOutput.count();
        dto.outputFailures = handovers.outputFailures();
        dto.misuses = returnError.count() + handovers.misuses();
    }

    void clearThrottles() {
        List.of(openError, connectionError, connectionRefused, dropped, noBufferAvailable, noOutput, returnError)
            .forEach(Event::clear);
        handovers.clearThrottles();
    }
}

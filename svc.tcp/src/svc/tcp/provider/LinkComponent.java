// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.io.IOException;

import fw.buffer.Buffer;
import fw.memory.log.Log;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.tcp.TcpLink;
import svc.tcp.TcpLinkDTO;

/** What client and server have in common: the life of their {@link Link}, and what is the same with and without one. */
abstract class LinkComponent implements TcpLink, ComDataIn, Connection.Ports {

    private String portName;
    /** Null if the configuration was refused. */
    private Link link;

    /** Has this name from now on, also if there will be no link. */
    final void name(String newPortName) {
        portName = newPortName;
    }

    /**
     * Comes up.
     *
     * @param kind what it is, for people
     * @throws IOException if the system has no selector for it
     */
    final void open(Log log, String kind, Settings settings, Link.Doors doors) throws IOException {
        name(settings.portName);
        link = new Link(log, kind + " " + portName, settings, this, doors);
        link.open();
    }

    /** Closes the connection, ends the thread, and returns what waits to be sent. */
    final void close() {
        if (link != null) {
            link.close();
        }
    }

    @Override
    public final void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        if (link == null) {
            sender.dataReturn(data, context);
        } else {
            link.send(data, context, sender);
        }
    }

    @Override
    public final TcpLinkDTO snapshot() {
        TcpLinkDTO dto = new TcpLinkDTO();
        dto.portName = portName;
        if (link != null) {
            link.fill(dto);
        }
        return dto;
    }

    @Override
    public final void clearThrottles() {
        if (link != null) {
            link.clearThrottles();
        }
    }
}

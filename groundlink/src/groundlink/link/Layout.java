// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import java.time.Duration;
import java.util.Map;

import svc.comms.ComDataIn;
import svc.filetransfer.FilePacket;

/** What both ends have agreed on. */
final class Layout {

    /** The filter for the manager that both take their buffers from. */
    static final String POOL = "(manager.id=1)";

    /** Most bytes of the file in a packet: 15 pages of memory, so that a file is written page by page. */
    static final int DATA_BYTES = 60 * 1024;

    /** Most bytes in a packet; its frame fits into a buffer of 64 KiB. */
    static final int PACKET_BYTES = DATA_BYTES + FilePacket.DATA_HEADER_BYTES;

    /** Most packets of a file on their way to the socket at a time. */
    static final int WINDOW = 8;

    /** How long to wait at most for a service, a connection, or an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long to wait at most for an answer while there is a connection: a receiver may be forcing a file to a busy disk. */
    static final Duration PATIENCE_WITH_DISKS = Duration.ofSeconds(60);

    static final String BUFFERS_TARGET = "buffers.target";

    private Layout() {
    }

    /** {@return the properties by which a component is linked to the next} */
    static Map.Entry<String, Object> input(String name) {
        return Map.entry(ComDataIn.PORT_NAME, name);
    }

    static Map.Entry<String, Object> output(String name) {
        return Map.entry(ComDataIn.OUTPUT_TARGET, filter(name));
    }

    static Map.Entry<String, Object> buffers() {
        return Map.entry(BUFFERS_TARGET, POOL);
    }

    static String filter(String portName) {
        return "(" + ComDataIn.PORT_NAME + "=" + portName + ")";
    }
}

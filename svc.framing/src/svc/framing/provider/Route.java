// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

import svc.comms.FrameContext;
import svc.framing.PacketDescriptor;

/** One route of a router: for which packets, to which services. What it says is read from {@code KIND=FILTER}. */
final class Route {

    /** Instead of a descriptor: for all packets that have no route of their own. */
    static final int ANY = -1;

    private static final Map<String, Integer> KINDS = Map.of(
        "command", PacketDescriptor.COMMAND,
        "telemetry", PacketDescriptor.TELEMETRY,
        "log", PacketDescriptor.LOG,
        "file", PacketDescriptor.FILE,
        "packetized-telemetry", PacketDescriptor.PACKETIZED_TELEMETRY,
        "data-product", PacketDescriptor.DATA_PRODUCT,
        "idle", PacketDescriptor.IDLE,
        "unknown", FrameContext.UNKNOWN_APID,
        "*", ANY);

    final String text;
    final int apid;
    final String filter;
    final LongAdder packets = new LongAdder();

    private Route(String text, int apid, String filter) {
        this.text = text;
        this.apid = apid;
        this.filter = filter;
    }

    /**
     * {@return the route that the text says}
     *
     * @throws IllegalArgumentException if it says none; the message says why, and how to do it
     */
    static Route parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw refused(text, "there is no '=' in it");
        }
        String kind = text.substring(0, equals).strip();
        String filter = text.substring(equals + 1).strip();
        try {
            FrameworkUtil.createFilter(filter);
        } catch (InvalidSyntaxException e) {
            throw refused(text, "'" + filter + "' is no filter: " + e.getMessage());
        }
        Integer known = KINDS.get(kind);
        return new Route(text, known == null ? number(text, kind) : known, filter);
    }

    private static int number(String text, String kind) {
        try {
            int number = Integer.parseInt(kind);
            if (number >= 0 && number <= PacketDescriptor.MAX) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Neither a name nor a number: that is what the message says.
        }
        throw refused(text, "'" + kind + "' is no kind of packet; give one of " + KINDS.keySet().stream().sorted().toList()
            + ", or 0 to " + PacketDescriptor.MAX);
    }

    static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException("route '" + text + "': " + why
            + "; give KIND=FILTER, for example file=(port.name=uplink)");
    }
}

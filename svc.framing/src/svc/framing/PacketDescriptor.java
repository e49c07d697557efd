// SPDX-License-Identifier: Apache-2.0
package svc.framing;

/**
 * What kind of packet a payload is: the unsigned 16-bit number, big-endian, with which it begins. F´: {@code ComCfg::Apid}, in a
 * payload as {@code FwPacketDescriptorType}.
 */
public final class PacketDescriptor {

    /** How many bytes a descriptor takes. */
    public static final int BYTES = 2;

    /** A command. */
    public static final int COMMAND = 0;

    /** A telemetry channel. */
    public static final int TELEMETRY = 1;

    /** An event. */
    public static final int LOG = 2;

    /** A piece of a file. */
    public static final int FILE = 3;

    /** Several telemetry channels. */
    public static final int PACKETIZED_TELEMETRY = 4;

    /** A data product. */
    public static final int DATA_PRODUCT = 5;

    /** Nothing, sent to keep the link busy. */
    public static final int IDLE = 6;

    /** The greatest that is one; what is above goes for unknown. F´: those below {@code INVALID_UNINITIALIZED}. */
    public static final int MAX = 0x7FF;

    private PacketDescriptor() {
    }
}

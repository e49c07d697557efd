// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** What an uplink should make of packets, in the plainest way: a whole small file in memory, and a bit for each byte. */
final class UplinkModel {

    /** Larger files are not modelled; they are not sent whole. */
    static final int MAX_BYTES = 1 << 16;

    private final BitSet present = new BitSet();
    private byte[] content;
    private long size;

    /** {@return whether a file is coming} */
    boolean isReceiving() {
        return content != null;
    }

    /**
     * Takes a packet that the uplink took too.
     *
     * @param begun whether the uplink has begun a file with it, should it be a START packet
     * @return the content of the file that is there now; null if the packet completes none
     */
    byte[] packet(byte[] packet, boolean begun) {
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        if (packet.length < 7 || bytes.getShort() != 3) {
            return null;
        }
        int type = bytes.get();
        bytes.getInt();
        int left = bytes.remaining();
        if (type == 0 && left >= 6 && left >= 6 + (packet[11] & 0xFF)
            && left >= 6 + (packet[11] & 0xFF) + (packet[12 + (packet[11] & 0xFF)] & 0xFF)) {
            size = bytes.getInt() & 0xFFFF_FFFFL;
            present.clear();
            content = begun ? new byte[(int) Math.min(size, MAX_BYTES)] : null;
        } else if (type == 1 && left >= 6 && content != null) {
            long offset = bytes.getInt() & 0xFFFF_FFFFL;
            int length = bytes.getShort() & 0xFFFF;
            if (length == bytes.remaining() && offset + length <= size) {
                data(packet, offset, length);
            }
        } else if (type == 2 && left >= 4 && content != null) {
            byte[] all = content;
            content = null;
            return size <= MAX_BYTES && present.cardinality() == size && Packets.checksum(all) == bytes.getInt() ? all : null;
        } else if (type == 3 && left == 0) {
            content = null;
        }
        return null;
    }

    private void data(byte[] packet, long offset, int length) {
        for (int i = 0; i < length && offset + i < MAX_BYTES; i++) {
            int at = (int) offset + i;
            if (!present.get(at)) {
                present.set(at);
                content[at] = packet[13 + i];
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** File packets, byte by byte, written without the code under test. */
final class Packets {

    private Packets() {
    }

    static byte[] start(long size, String destination) {
        return start(size, "a/source", destination.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] start(long size, String source, byte[] destination) {
        byte[] from = source.getBytes(StandardCharsets.UTF_8);
        return header(0, 0, 4 + 1 + from.length + 1 + destination.length).putInt((int) size).put((byte) from.length).put(from)
            .put((byte) destination.length).put(destination).array();
    }

    static byte[] data(int index, long offset, byte[] data) {
        return header(1, index, 6 + data.length).putInt((int) offset).putShort((short) data.length).put(data).array();
    }

    static byte[] data(int index, long offset, String data) {
        return data(index, offset, data.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] end(int index, int checksum) {
        return header(2, index, 4).putInt(checksum).array();
    }

    static byte[] end(int index, String content) {
        return end(index, checksum(content.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] cancel(int index) {
        return header(3, index, 0).array();
    }

    static ByteBuffer header(int type, int index, int more) {
        return ByteBuffer.allocate(7 + more).putShort((short) 3).put((byte) type).putInt(index);
    }

    /** {@return the CFDP checksum, the slow way} */
    static int checksum(byte[] content) {
        int sum = 0;
        for (int i = 0; i < content.length; i++) {
            sum += (content[i] & 0xFF) << 8 * (3 - i % 4);
        }
        return sum;
    }
}

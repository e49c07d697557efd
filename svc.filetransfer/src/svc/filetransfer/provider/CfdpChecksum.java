// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.nio.ByteBuffer;

/**
 * The checksum of a file: the sum, modulo 2^32, of its big-endian 32-bit words at offsets that are multiples of 4; the last one
 * is filled up with zeros. Pieces may be added in any order, each once. It does not tell if words are exchanged. F´: {@code
 * CFDP::Checksum}.
 */
final class CfdpChecksum {

    private int sum;

    /**
     * Adds a piece of the file.
     *
     * @param bytes big-endian
     * @param from where in there the piece is
     * @param offset where in the file it is
     */
    void add(ByteBuffer bytes, int from, int length, long offset) {
        int end = from + length;
        int at = from;
        long position = offset;
        int result = sum;
        for (; at < end && (position & 3) != 0; at++) {
            result += inItsWord(bytes.get(at), position++);
        }
        for (; at <= end - 4; at += 4) {
            result += bytes.getInt(at);
            position += 4;
        }
        for (; at < end; at++) {
            result += inItsWord(bytes.get(at), position++);
        }
        sum = result;
    }

    private static int inItsWord(byte value, long position) {
        return (value & 0xFF) << 24 - 8 * (int) (position & 3);
    }

    int value() {
        return sum;
    }
}

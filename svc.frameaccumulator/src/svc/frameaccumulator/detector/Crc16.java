// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.detector;

import svc.frameaccumulator.RingView;

/** The frame error control field of CCSDS frames: CRC-16/CCITT-FALSE, polynomial 0x1021, which begins with 0xFFFF. */
final class Crc16 {

    private static final int POLYNOMIAL = 0x1021;
    private static final int FIRST = 0xFFFF;
    private static final char[] TABLE = new char[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int remainder = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                remainder = (remainder & 0x8000) == 0 ? remainder << 1 : remainder << 1 ^ POLYNOMIAL;
            }
            TABLE[i] = (char) remainder;
        }
    }

    private Crc16() {
    }

    /** {@return the CRC of the first bytes of the ring, 0 to 65,535} */
    static int of(RingView ring, int bytes) {
        int crc = FIRST;
        for (int i = 0; i < bytes; i++) {
            crc = (crc << 8 ^ TABLE[(crc >> 8 ^ ring.get(i)) & 0xFF]) & 0xFFFF;
        }
        return crc;
    }
}

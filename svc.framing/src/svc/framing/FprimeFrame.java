// SPDX-License-Identifier: Apache-2.0
package svc.framing;

/**
 * The format of a frame, all big-endian: {@link #START_WORD}, the payload's length, the payload, and the CRC-32 of {@link
 * java.util.zip.CRC32} over everything before it. F´: {@code Svc::FprimeProtocol}.
 */
public final class FprimeFrame {

    /** The first four bytes. */
    public static final int START_WORD = 0xDEADBEEF;

    /** How many bytes stand before the payload: the start word, and the payload's length in bytes, an unsigned 32-bit number. */
    public static final int HEADER_BYTES = 8;

    /** How many bytes stand after the payload: the CRC-32. */
    public static final int TRAILER_BYTES = 4;

    private FprimeFrame() {
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Makes F´ frames and CCSDS TC frames, in plain Java and apart from what is tested. */
public final class Frames {

    private Frames() {
    }

    /** An F´ frame around a payload. */
    public static byte[] fprime(byte... payload) {
        return fprime(0xDEAD_BEEF, payload.length, 0, payload);
    }

    /** An F´ frame with such a start word and length, whose CRC is right but for the bits of {@code spoil}. */
    public static byte[] fprime(int startWord, int length, int spoil, byte... payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 12).putInt(startWord).putInt(length).put(payload);
        CRC32 crc = new CRC32();
        crc.update(frame.array(), 0, payload.length + 8);
        return frame.putInt((int) crc.getValue() ^ spoil).array();
    }

    /** A TC frame whose first word and length field are these, and whose CRC is right but for the bits of {@code spoil}. */
    public static byte[] tc(int firstWord, int lengthField, int spoil, byte... payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 7).putShort((short) firstWord).putShort((short) lengthField)
            .put((byte) 42).put(payload);
        int crc = 0xFFFF;
        for (int i = 0; i < payload.length + 5; i++) {
            crc ^= Byte.toUnsignedInt(frame.get(i)) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        return frame.putShort((short) (crc ^ spoil)).array();
    }

    /** All of them, one after the other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Bytes from hexadecimal digits. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The formats of frames, told in the simplest way. */
enum Protocol {

    FPRIME(12) {
        @Override
        long length(ByteBuffer bytes, int at) {
            return bytes.getInt(at) == 0xDEAD_BEEF ? 12 + Integer.toUnsignedLong(bytes.getInt(at + 4)) : 0;
        }

        @Override
        boolean isIntact(byte[] bytes, int at, int length) {
            return crc(bytes, at, length - 4) == ByteBuffer.wrap(bytes).getInt(at + length - 4);
        }

        @Override
        void seal(byte[] bytes) {
            long end = bytes.length < least ? Long.MAX_VALUE : 12 + Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(4));
            if (end <= bytes.length) {
                ByteBuffer.wrap(bytes).putInt((int) end - 4, crc(bytes, 0, (int) end - 4));
            }
        }

        private static int crc(byte[] bytes, int at, int length) {
            CRC32 crc = new CRC32();
            crc.update(bytes, at, length);
            return (int) crc.getValue();
        }

        @Override
        byte[] frame(int header, int length, int spoil, byte[] payload) {
            return Frames.fprime(header == 0 ? 0xDEAD_BEEF : header, length, spoil, payload);
        }
    },

    TC(7) {
        @Override
        long length(ByteBuffer bytes, int at) {
            int length = (bytes.getShort(at + 2) & 0x3FF) + 1;
            return bytes.getShort(at) == 0x2044 && length >= 7 ? length : 0;
        }

        @Override
        boolean isIntact(byte[] bytes, int at, int length) {
            return crc(bytes, at, length - 2) == ByteBuffer.wrap(bytes).getShort(at + length - 2);
        }

        @Override
        void seal(byte[] bytes) {
            int end = bytes.length < least ? 0 : (ByteBuffer.wrap(bytes).getShort(2) & 0x3FF) + 1;
            if (end >= 2 && end <= bytes.length) {
                ByteBuffer.wrap(bytes).putShort(end - 2, crc(bytes, 0, end - 2));
            }
        }

        private static short crc(byte[] bytes, int at, int length) {
            int crc = 0xFFFF;
            for (int i = 0; i < length; i++) {
                crc ^= Byte.toUnsignedInt(bytes[at + i]) << 8;
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
                }
            }
            return (short) crc;
        }

        @Override
        byte[] frame(int header, int length, int spoil, byte[] payload) {
            return Frames.tc(header == 0 ? 0x2044 : header, length + 6, spoil, payload);
        }
    };

    /** The answer of {@link #look} that more data is needed. */
    static final int UNKNOWN = -1;

    /** How many bytes the shortest frame has. */
    final int least;

    Protocol(int least) {
        this.least = least;
    }

    /** {@return how long the frame is that begins there, as it says; 0 if none does} There are as many bytes as the least has. */
    abstract long length(ByteBuffer bytes, int at);

    abstract boolean isIntact(byte[] bytes, int at, int length);

    /** Puts the right CRC to where a frame has it that begins with these bytes and is as long as they say, if that is in them. */
    abstract void seal(byte[] bytes);

    /** {@return a frame with that beginning, 0 for the right one, and whose length says that its payload has so many bytes} */
    abstract byte[] frame(int header, int length, int spoil, byte[] payload);

    /** {@return how long the frame is that begins there; 0 if none does; or {@link #UNKNOWN}} */
    int look(byte[] bytes, int at, int end, int capacity) {
        if (end - at < least) {
            return UNKNOWN;
        }
        long length = length(ByteBuffer.wrap(bytes), at);
        if (length == 0 || length > capacity) {
            return 0;
        }
        if (length > end - at) {
            return UNKNOWN;
        }
        return isIntact(bytes, at, (int) length) ? (int) length : 0;
    }
}

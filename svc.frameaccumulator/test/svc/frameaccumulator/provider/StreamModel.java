// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * What an accumulator must make of a whole stream of F´ frames and garbage, told in the simplest way: by one look at all of it.
 */
final class StreamModel {

    private static final int START = 0xDEAD_BEEF;

    final List<byte[]> frames = new ArrayList<>();
    long dropped;
    /** How many bytes at the end can't be told yet. */
    int left;

    StreamModel(byte[] stream, int capacity) {
        ByteBuffer bytes = ByteBuffer.wrap(stream);
        int at = 0;
        while (stream.length - at >= 12) {
            long size = 12 + Integer.toUnsignedLong(bytes.getInt(at + 4));
            if (bytes.getInt(at) == START && size <= capacity) {
                if (at + size > stream.length) {
                    break;
                }
                CRC32 crc = new CRC32();
                crc.update(stream, at, (int) size - 4);
                if ((int) crc.getValue() == bytes.getInt(at + (int) size - 4)) {
                    frames.add(Arrays.copyOfRange(stream, at, at + (int) size));
                    at += (int) size;
                    continue;
                }
            }
            at++;
            dropped++;
        }
        left = stream.length - at;
    }

    /** A stream of frames, garbage, spoilt frames, false headers and frames that were cut off. */
    static byte[] randomStream(Random random, int parts, int capacity) {
        byte[][] stream = new byte[parts][];
        for (int i = 0; i < parts; i++) {
            byte[] payload = new byte[random.nextInt(random.nextInt(8) == 0 ? capacity : 100)];
            random.nextBytes(payload);
            stream[i] = switch (random.nextInt(9)) {
                case 0 -> payload;
                case 1 -> Frames.fprime(START, payload.length, 1 << random.nextInt(32), payload);
                case 2 -> Frames.fprime(START, random.nextInt(2 * capacity), 0, payload);
                case 3 -> Arrays.copyOf(Frames.fprime(payload), random.nextInt(payload.length + 12));
                case 4 -> Frames.fprime(START, random.nextInt(), 0, payload);
                default -> Frames.fprime(payload);
            };
        }
        return Frames.join(stream);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What an accumulator must make of a whole stream of frames and garbage, told in the simplest way: by one look at all of it.
 */
final class StreamModel {

    final List<byte[]> frames = new ArrayList<>();
    long dropped;
    /** How many bytes at the end can't be told yet. */
    int left;

    StreamModel(byte[] stream, int capacity) {
        this(Protocol.FPRIME, stream, capacity);
    }

    StreamModel(Protocol protocol, byte[] stream, int capacity) {
        int at = 0;
        for (int length; (length = protocol.look(stream, at, stream.length, capacity)) != Protocol.UNKNOWN;) {
            if (length > 0) {
                frames.add(Arrays.copyOfRange(stream, at, at + length));
                at += length;
            } else {
                at++;
                dropped++;
            }
        }
        left = stream.length - at;
    }

    /** A stream of frames, garbage, spoilt frames, false headers and frames that were cut off. */
    static byte[] randomStream(Random random, int parts, int capacity) {
        return randomStream(Protocol.FPRIME, random, parts, capacity);
    }

    /** A stream as {@link #randomStream(Random, int, int)} makes, of that protocol's frames. */
    static byte[] randomStream(Protocol protocol, Random random, int parts, int capacity) {
        byte[][] stream = new byte[parts][];
        for (int i = 0; i < parts; i++) {
            byte[] payload = new byte[random.nextInt(random.nextInt(8) == 0 ? capacity : 100)];
            random.nextBytes(payload);
            stream[i] = switch (random.nextInt(9)) {
                case 0 -> payload;
                case 1 -> protocol.frame(0, payload.length, 1 << random.nextInt(16), payload);
                case 2 -> protocol.frame(0, random.nextInt(2 * capacity), 0, payload);
                case 3 -> Arrays.copyOf(protocol.frame(0, payload.length, 0, payload),
                    random.nextInt(payload.length + protocol.least));
                case 4 -> protocol.frame(0, random.nextInt(), 0, payload);
                default -> protocol.frame(0, payload.length, 0, payload);
            };
        }
        return Frames.join(stream);
    }
}

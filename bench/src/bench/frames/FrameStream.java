// SPDX-License-Identifier: Apache-2.0
package bench.frames;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Frames one after the other, as they come from a link: in reads of any size, which have nothing to do with where frames begin.
 * The same in each JVM.
 */
public final class FrameStream {

    /** What a frame begins with. */
    static final int START_WORD = 0xDEAD_BEEF;
    /** Where a frame has the length of its payload. */
    static final int LENGTH_AT = 4;
    /** The bytes of a frame before its payload. */
    static final int HEADER = 8;
    /** The bytes of a frame behind its payload: its CRC-32. */
    static final int TRAILER = 4;
    /** The most bytes that a frame has. */
    static final int MAX_FRAME = 2048;
    /** The most bytes that a read brings. */
    static final int MAX_READ = 16384;
    /** What a payload begins with, in two bytes. */
    static final int DESCRIPTOR = 3;

    /** How many frames there are. */
    public static final int FRAMES = 1200;

    private static final List<Integer> IMIX = Stream.of(Collections.nCopies(7, 64), Collections.nCopies(4, 594), List.of(1518))
        .flatMap(List::stream).toList();

    final byte[] bytes;
    /** How many bytes each read brings. */
    final int[] reads;
    private final long payloadBytes;

    /**
     * Makes a stream.
     *
     * @param payload how many bytes each payload has; or "imix" for 7 of 64, 4 of 594 and 1 of 1518 bytes, in disorder
     */
    public FrameStream(String payload) {
        Random random = new Random(42);
        List<Integer> sizes = payload.equals("imix") ? IMIX : List.of(Integer.valueOf(payload));
        List<Integer> payloads = IntStream.range(0, FRAMES).mapToObj(i -> sizes.get(i % sizes.size()))
            .collect(Collectors.toList());
        Collections.shuffle(payloads, random);
        payloadBytes = payloads.stream().mapToLong(size -> size).sum();
        ByteBuffer stream = ByteBuffer.allocate(Math.toIntExact(payloadBytes) + FRAMES * (HEADER + TRAILER));
        payloads.forEach(size -> putFrame(stream, size, random));
        bytes = stream.array();
        reads = split(bytes.length, random);
    }

    private static void putFrame(ByteBuffer stream, int size, Random random) {
        byte[] payload = new byte[size];
        random.nextBytes(payload);
        int start = stream.position();
        stream.putInt(START_WORD).putInt(size).put(payload).putShort(start + HEADER, (short) DESCRIPTOR);
        CRC32 crc = new CRC32();
        crc.update(stream.array(), start, HEADER + size);
        stream.putInt((int) crc.getValue());
    }

    private static int[] split(int length, Random random) {
        int[] sizes = new int[length];
        int count = 0;
        for (int rest = length; rest > 0; rest -= sizes[count++]) {
            sizes[count] = Math.min(rest, random.nextInt(1, MAX_READ + 1));
        }
        return Arrays.copyOf(sizes, count);
    }

    /** {@return how many bytes all payloads have} */
    public long payloadBytes() {
        return payloadBytes;
    }
}

// SPDX-License-Identifier: Apache-2.0
package testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes inputs for fuzzing, the same ones for the same seed: damages, cuts and joins of others, and numbers that are at an edge.
 */
public final class Mutator {

    private static final int MAX_BYTES = 600;
    private static final long[] EDGES = {0, 1, 2, 3, 4, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x1_0000, 0x7FFF_FFFFL,
        0x8000_0000L, 0xFFFF_FFF4L, 0xFFFF_FFFFL, 0xDEAD_BEEFL};

    private static final String SIGNS = "()=&|!*~<>\\\"/.,:;-+ \t\nx\u00D70123456789KMGiBabcXYZ_\0\u007F\u00E9\uD800\u202E";

    private final Random random;

    /** Makes one whose inputs are those of the seed. */
    public Mutator(long seed) {
        random = new Random(seed);
    }

    /** {@return a number from 0 to below the bound} */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** {@return one of them} */
    public <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** {@return a number at an edge, or a small one, or any} */
    public long number() {
        return switch (random.nextInt(4)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> random.nextInt(0x1_0000);
            default -> random.nextInt(64);
        };
    }

    /** {@return that many bytes} */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** {@return the input, changed in one to four ways} */
    public byte[] changed(byte[] input, List<byte[]> others) {
        byte[] bytes = input.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = change(bytes, others);
        }
        return bytes.length > MAX_BYTES ? Arrays.copyOf(bytes, MAX_BYTES) : bytes;
    }

    /** {@return one of the texts, changed in up to four ways; sometimes as it is} */
    public String text(List<String> samples) {
        StringBuilder text = new StringBuilder(oneOf(samples));
        for (int i = random.nextInt(5); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                case 1 -> text.insert(at, number());
                case 2 -> text.insert(at, oneOf(samples));
                case 3 -> text.setLength(at);
                default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
            }
        }
        return text.toString();
    }

    private byte[] change(byte[] bytes, List<byte[]> others) {
        if (bytes.length == 0) {
            return oneOf(others).clone();
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3, 4 -> {
                long edge = EDGES[random.nextInt(EDGES.length)];
                int length = Math.min(1 << random.nextInt(3), bytes.length - at);
                for (int i = 0; i < length; i++) {
                    bytes[at + i] = (byte) (edge >> 8 * (length - 1 - i));
                }
            }
            case 5 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 6 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
                System.arraycopy(bytes, at, longer, longer.length - (bytes.length - at), bytes.length - at);
                return longer;
            }
            default -> {
                byte[] other = oneOf(others);
                byte[] joined = Arrays.copyOf(bytes, at + other.length);
                System.arraycopy(other, 0, joined, at, other.length);
                return joined;
            }
        }
        return bytes;
    }
}

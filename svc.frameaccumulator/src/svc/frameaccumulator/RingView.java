// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What an accumulator has gathered and not passed on yet, as a {@link FrameDetector} reads it: bytes 0 to {@code size() - 1}, the
 * oldest first. All numbers in it are big-endian.
 * <p>
 * It is to be used during the call of {@code detect} that it came with, by its thread. No method allocates, locks or waits, and
 * none reads outside the bytes that are there. If the memory behind it has ended, they throw {@link IllegalStateException}.
 * <p>
 * F´: {@code Types::CircularBuffer}, its {@code peek}, {@code get_allocated_size} and {@code get_capacity}.
 */
@ProviderType
public interface RingView {

    /** {@return how many bytes there are} */
    int size();

    /**
     * {@return how many bytes a frame can have at most, 1 or more: what the ring holds, or less if the accumulator is
     * configured so} What claims to be a larger frame is none.
     */
    int capacity();

    /**
     * Reads a byte.
     *
     * @param index 0 to {@code size() - 1}
     * @return the byte
     * @throws IndexOutOfBoundsException if {@code index} is out of range
     */
    byte get(int index);

    /**
     * Reads 2 bytes as a number.
     *
     * @param index of the first of them, 0 to {@code size() - 2}
     * @return the number
     * @throws IndexOutOfBoundsException if {@code index} is out of range
     */
    short getShort(int index);

    /**
     * Reads 4 bytes as a number.
     *
     * @param index of the first of them, 0 to {@code size() - 4}
     * @return the number
     * @throws IndexOutOfBoundsException if {@code index} is out of range
     */
    int getInt(int index);

    /**
     * Computes the CRC-32 that {@link java.util.zip.CRC32} computes, which is zlib's and F´'s. This is far faster than one byte
     * after the other: some 10 bytes per ns.
     *
     * @param index of the first byte, 0 to {@code size()}
     * @param length how many bytes, 0 to {@code size() - index}
     * @return the CRC-32 of these bytes
     * @throws IndexOutOfBoundsException if the range is not in the ring
     */
    int crc32(int index, int length);
}

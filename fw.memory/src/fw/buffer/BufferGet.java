// SPDX-License-Identifier: Apache-2.0
package fw.buffer;

import java.util.Objects;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The port through which a buffer is taken. F´: {@code Fw.BufferGet}.
 */
@ProviderType
@FunctionalInterface
public interface BufferGet {

    /**
     * Takes a buffer of exactly {@code size} bytes, or an invalid one if none is free. Never waits.
     * <p>
     * The buffer is the caller's until it is given back; its bytes are whatever its last holder left. All that its last holder
     * did to it happens-before this returns.
     * <p>
     * Any thread may call this, also while others do. It allocates nothing, neither on the heap nor off it.
     *
     * @param size how many bytes are wanted, 0 or more. 0 gets an invalid buffer, and nothing is taken
     * @return a buffer with {@link Buffer#size()} {@code == size}; or, if no free buffer has that capacity, one that is not
     *         {@linkplain Buffer#isValid() valid}. Never null
     * @throws IllegalArgumentException if {@code size} is negative; the message holds it
     * @throws IllegalStateException if the provider has been stopped
     */
    Buffer allocate(int size);

    /**
     * Takes a buffer that has room on both sides, so that a header and a trailer can be put around its bytes where they are.
     * As {@link #allocate(int)}, of a buffer that
     * has the capacity for all three.
     * {@snippet :
     * Buffer packet = pool.allocate(payload, HEADER_BYTES, TRAILER_BYTES);
     * // The payload is written; then, by who frames it:
     * packet.advance(-HEADER_BYTES).setSize(HEADER_BYTES + payload + TRAILER_BYTES);
     * }
     *
     * @param size how many bytes are wanted, 0 or more. 0 gets an invalid buffer, and nothing is taken
     * @param headroom how many bytes more before them, 0 or more
     * @param tailroom how many bytes more after them, 0 or more
     * @return a buffer with {@link Buffer#size()} {@code == size}, {@link Buffer#offset()} {@code == headroom}, and a
     *       capacity of {@code headroom + size + tailroom} at
     *         least; or an invalid one. Never null
     * @throws IllegalArgumentException if one of them is negative, or their sum is more than {@link Integer#MAX_VALUE};
     *       nothing is taken
     * @throws IllegalStateException if the provider has been stopped
     */
    default Buffer allocate(int size, int headroom, int tailroom) {
        long capacity = (long) headroom + size + tailroom;
        if (size < 0 || headroom < 0 || tailroom < 0 || capacity > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("size " + size + ", headroom " + headroom + ", tailroom " + tailroom
                + ": give 0 or more bytes each, and at most " + Integer.MAX_VALUE + " in sum");
        }
        Buffer buffer = allocate(size == 0 ? 0 : (int) capacity);
        return buffer.isValid() ? buffer.advance(headroom).setSize(size) : buffer;
    }

    /**
     * Takes {@code count} buffers of exactly {@code size} bytes each, or as many of them as there are. As {@code count} calls of
     * {@link #allocate(int)}, but for less each; if there are fewer, that is one failure.
     *
     * @param size how many bytes each is to have, 0 or more. Of 0, there are none
     * @param into where they are put, from index 0 on; what lies beyond them stays as it is
     * @param count how many are wanted, 0 to {@code into.length}
     * @return how many were taken, 0 to {@code count}; all of them are valid
     * @throws IllegalArgumentException if {@code size} is negative; nothing is taken
     * @throws IndexOutOfBoundsException if {@code count} is out of range; nothing is taken
     * @throws ArrayStoreException if {@code into} is an array of some kind of Buffer only; nothing is taken
     * @throws IllegalStateException if the provider has been stopped
     */
    default int allocate(int size, Buffer[] into, int count) {
        Objects.checkFromIndexSize(0, count, into.length);
        if (into.getClass() != Buffer[].class) {
            throw new ArrayStoreException("buffers can't be put into a " + into.getClass().getTypeName() + "; give a Buffer[]");
        }
        for (int taken = 0; taken < count; taken++) {
            Buffer buffer;
            try {
                buffer = allocate(size);
            } catch (IllegalStateException e) {
                if (taken == 0) {
                    throw e;
                }
                // The provider has stopped meanwhile; what was taken is the caller's all the same.
                return taken;
            }
            if (!buffer.isValid()) {
                return taken;
            }
            into[taken] = buffer;
        }
        return count;
    }
}

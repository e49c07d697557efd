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

// SPDX-License-Identifier: Apache-2.0
package fw.buffer;

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
}

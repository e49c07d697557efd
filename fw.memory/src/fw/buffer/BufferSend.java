// SPDX-License-Identifier: Apache-2.0
package fw.buffer;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The port through which a buffer goes back to whoever lent it. F´: {@code Fw.BufferSend}.
 */
@ProviderType
@FunctionalInterface
public interface BufferSend {

    /**
     * Gives a buffer back. It may have been shrunk, to 0 bytes even, and its start may have been moved. From now on the buffer,
     * its segment and its ByteBuffer are not the caller's any more.
     * <p>
     * Buffers may be given back in any order and by any thread, also by another than took them. It allocates nothing and never
     * waits.
     *
     * @param buffer a buffer that was taken through the {@link BufferGet} of the same provider. An invalid one, which {@link
     *         BufferGet} gives when it has none, is accepted and counted
     * @throws NullPointerException if {@code buffer} is null
     * @throws BufferMisuseException if the buffer is not lent at this moment, or is another provider's. The pool is unharmed
     */
    void deallocate(Buffer buffer);
}

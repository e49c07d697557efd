// SPDX-License-Identifier: Apache-2.0
package fw.buffer;

import java.util.Objects;

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
     * @throws BufferMisuseException if the buffer is not lent at this moment, is another provider's, comes so late that
     *       its memory
     *         has ended, or is in use by a channel and its provider takes that into account: then it is still lent. The pool is
     *         unharmed
     */
    void deallocate(Buffer buffer);

    /**
     * Gives {@code count} buffers back. As {@code count} calls of {@link #deallocate(Buffer)}, but for less each. If some of them
     * are refused, all others are given back nevertheless; then the first refusal is thrown, with those after it {@linkplain
     * Throwable#addSuppressed suppressed}.
     *
     * @param buffers they are read from index 0 on, and stay in the array
     * @param count how many there are, 0 to {@code buffers.length}
     * @throws IndexOutOfBoundsException if {@code count} is out of range; none is given back
     * @throws NullPointerException if one of them is null
     * @throws BufferMisuseException if one of them is not lent at this moment, or is another provider's
     */
    default void deallocate(Buffer[] buffers, int count) {
        Objects.checkFromIndexSize(0, count, buffers.length);
        RuntimeException first = null;
        for (int i = 0; i < count; i++) {
            try {
                deallocate(buffers[i]);
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}

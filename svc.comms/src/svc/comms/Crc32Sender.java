// SPDX-License-Identifier: Apache-2.0
package svc.comms;

import org.osgi.annotation.versioning.ConsumerType;

import fw.buffer.Buffer;

/**
 * A sender that may know the CRC-32 of what it sends, because it has just computed it: a receiver need not compute it again. F´
 * has no counterpart.
 */
@ConsumerType
public interface Crc32Sender extends ComReturn {

    /**
     * Tells whether the sender itself, when it put these bytes into this buffer, found that this is their CRC-32. To be asked by
     * the one that it has sent the buffer to, on the thread of the call of {@code dataIn} and before that returns. It costs a few
     * ns, and no heap.
     * <p>
     * That the bytes are still the same, only the one who asks can know: it has not written to the buffer, and nobody was between
     * the two. For a component that hands a buffer on is its sender, and one that isn't leaves the bytes alone.
     *
     * @param data the buffer, with the start that it came with
     * @param count how many bytes from its start on
     * @param crc the CRC-32, as {@link java.util.zip.CRC32} computes it
     * @return whether it is. False if that is not known, if it is another one, or if this is not asked as said above
     */
    boolean hasCrc32(Buffer data, int count, int crc);
}

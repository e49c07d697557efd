// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import fw.buffer.Buffer;

/**
 * What the source hands to the sink and gets back: a piece of the file, in a buffer, with what the sink needs to check it.
 * It is made once and goes round and round. Whoever has it from a {@link Link} may read and write it.
 */
final class Chunk {

    /** Where in the file it begins, in bytes. */
    long position;

    /** How many bytes it has. */
    int length;

    /** The CRC32C of these bytes. */
    int crc;

    /** The buffer with these bytes, from the source to the sink; null on the way back. */
    Buffer buffer;

    /** On the way back: the memory ended before all of it was written, so it must be read again. */
    boolean expired;
}

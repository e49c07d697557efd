// SPDX-License-Identifier: Apache-2.0
package fw.buffer;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A piece of a pool's memory, lent to whoever took it until he gives it back.
 * <pre>
 *   |&lt;------------- capacity() -------------&gt;|
 *   |&lt;- offset() -&gt;|&lt;--- size() ---&gt;|        |
 *   ^ the slot's start               ^ {@link #setSize} moves this end
 *                  ^ {@link #advance} moves this start
 * </pre>
 * It holds the bytes from {@code offset} to {@code offset + size}; {@link #segment()} and {@link #byteBuffer()} are bounded to
 * these. When it is taken, its offset is 0 and its size what was asked for.
 * <p>
 * <b>Ownership.</b> One holder at a time. He may hand it to another thread, by any means that orders their memory (a queue, a
 * port), and then leaves it alone. A buffer that was given back must not be used again: every method that touches it throws
 * {@link BufferMisuseException}, at least while its memory is not lent to anybody. How far beyond that is the provider's to say.
 * <p>
 * <b>When the memory behind it ends</b>, because its pool was taken down before the buffer came home, every access to the memory
 * throws {@link IllegalStateException}, as {@link java.lang.foreign} has it; no access is ever outside the buffer.
 * <p>
 * <b>Cost.</b> No method locks or waits. None allocates on the heap, except where it says so.
 * <p>
 * F´: {@code Fw::Buffer}.
 */
@ProviderType
public interface Buffer extends AutoCloseable {

    /** The {@link #context()} of an invalid buffer. F´: {@code Fw::Buffer::NO_CONTEXT}. */
    long NO_CONTEXT = 0xFFFF_FFFFL;

    /**
     * {@return whether there is anything to use: it is lent, its memory has not ended, and its size is not 0} Throws nothing. F´:
     * {@code isValid()}.
     */
    boolean isValid();

    /** {@return how many bytes it holds, 0 to {@code capacity() - offset()}; 0 if it is not lent} F´: {@code getSize()}. */
    int size();

    /**
     * {@return how many bytes its slot has, from the slot's start on; the slot may be larger than what was asked for. 0 for an
     * invalid buffer}
     */
    int capacity();

    /** {@return where in its slot it starts, in bytes, 0 to {@code capacity()}; 0 if it is not lent} */
    int offset();

    /**
     * {@return what tells this buffer from all others of its pool, or {@link #NO_CONTEXT}}
     * For a pool of at most 65,535 buffers it is as in F´: {@code managerId << 16 | index}. For a larger one it is {@code 1L <<
     * 48 | managerId << 32 | index}.
     * F´: {@code getContext()}.
     */
    long context();

    /**
     * Changes how many bytes it holds; its start stays. F´: {@code setSize()}.
     *
     * @param size 0 to {@code capacity() - offset()}
     * @return this
     * @throws BufferMisuseException if {@code size} is out of that range, or if it is not lent; nothing changes
     */
    Buffer setSize(int size);

    /**
     * Moves its start; its end stays. So a header is skipped, or room in front is taken for one.
     *
     * @param bytes {@code -offset()} to {@code size()}: if positive, so many bytes less at the start; if negative, so many more
     * @return this
     * @throws BufferMisuseException if {@code bytes} is out of that range, or if it is not lent; nothing changes
     */
    Buffer advance(int bytes);

    /**
     * {@return the memory that it holds, {@link #size()} bytes}
     * While it is lent, calls with the same offset and size give the same object, so a buffer that is always used alike costs no
     * heap; else a new one is made (about 48 bytes).
     *
     * @throws BufferMisuseException if it is not lent
     */
    MemorySegment segment();

    /**
     * {@return the memory that it holds as a ByteBuffer from 0 to {@link #size()}, big-endian}
     * While it is lent, calls with the same offset and size give the same object, with position, limit and byte order set anew,
     * so a buffer that is always used alike costs no heap; else a new one is made (about 64 bytes). Who needs two at a time takes
     * {@link ByteBuffer#duplicate()}.
     *
     * @throws BufferMisuseException if it is not lent
     */
    ByteBuffer byteBuffer();

    /**
     * Gives the buffer back to where it was taken, as {@link BufferSend#deallocate} does. Nothing happens if it is the invalid
     * buffer, so this is right in every case:
     * {@snippet :
     * try (Buffer buffer = pool.allocate(1024)) {
     *     if (buffer.isValid()) {
     *         use(buffer);
     *     }
     * }
     * }
     * Giving back is done once: who has handed the buffer on must not close it.
     *
     * @throws BufferMisuseException if it was given back already
     */
    @Override
    void close();
}

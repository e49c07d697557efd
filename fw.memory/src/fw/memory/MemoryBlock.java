// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A piece of memory that an allocator has handed out. It is equal to itself only.
 * <p>
 * The block doesn't change; the memory in it is accessed through {@link #segment()}, which lives until the block is given to
 * {@link MemAllocator#deallocate} or its allocator stops. Any thread may access the segment; who shares it between threads sees
 * to their order. No method allocates, locks or blocks.
 * <p>
 * F´: the pointer, the size and the flag {@code recoverable} that {@code Fw::MemAllocator::allocate} gives.
 */
public final class MemoryBlock {

    private final int identifier;
    private final MemorySegment segment;
    private final boolean recoverable;

    /**
     * For allocators: makes a block of memory that nobody else holds.
     *
     * @param identifier the entity that it is handed out to, 0 or greater
     * @param segment the memory, of 1 byte or more, in an arena that can be closed and that holds nothing else
     * @param recoverable see {@link #recoverable()}
     * @throws IllegalArgumentException if {@code identifier} is negative or {@code segment} is empty
     */
    public MemoryBlock(int identifier, MemorySegment segment, boolean recoverable) {
        if (identifier < 0) {
            throw new IllegalArgumentException("identifier " + identifier + " is negative; give 0 or more");
        }
        if (Objects.requireNonNull(segment, "segment").byteSize() == 0) {
            throw new IllegalArgumentException("block " + identifier + ": its segment is empty; a block has 1 byte or more");
        }
        this.identifier = identifier;
        this.segment = segment;
        this.recoverable = recoverable;
    }

    /**
     * {@return the entity that this block was handed out to, as it gave itself to {@link MemAllocator#allocate}; 0 or greater}
     */
    public int identifier() {
        return identifier;
    }

    /**
     * {@return the memory, {@link #size()} bytes; always the same object. When it has ended, access to it throws {@link
     * IllegalStateException}}
     */
    public MemorySegment segment() {
        return segment;
    }

    /**
     * {@return how many bytes the block has, 1 or more; may be less than was asked for. It stays when the memory has ended}
     */
    public long size() {
        return segment.byteSize();
    }

    /**
     * {@return whether the block may still hold what it held before it was last given back, or before the JVM ended; who relies
     * on that checks it}
     */
    public boolean recoverable() {
        return recoverable;
    }

    /**
     * {@return whether the memory can be accessed: it has been given back neither by its holder nor by its allocator. Another
     * thread may end it right after}
     */
    public boolean isAlive() {
        return segment.scope().isAlive();
    }

    /** {@return a line for people, with identifier and size in bytes} */
    @Override
    public String toString() {
        return "block of identifier " + identifier + ", " + size() + " bytes" + (recoverable ? ", recoverable" : "") + (isAlive()
            ? "" : ", ended");
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A source of memory for start-up: it hands out {@linkplain MemoryBlock blocks} and takes them back.
 * <p>
 * An allocator is an OSGi service. Its properties are the keys by which it is chosen: {@link #NAME}, {@link #TYPE}, {@link
 * #RECOVERABLE} and the framework's {@code service.ranking}; among several that fit, the highest ranking is taken.
 * <p>
 * <b>Threads.</b> Every method may be called by any thread at any time. What a thread does before it gives a block back
 * happens-before that memory is handed out again.
 * <p>
 * <b>Cost.</b> An allocator is for activation and deactivation, not for the time between: every method may lock, allocate on the
 * heap and call the operating system, and ending a block waits until no thread is in the middle of an access to it (microseconds;
 * about a millisecond with more than a hundred threads).
 * <p>
 * <b>When an allocator stops</b>, it ends every block that is still outstanding: later access to such a block throws {@link
 * IllegalStateException}. Its methods then throw {@link IllegalStateException}, except {@link #usage()}.
 * <p>
 * Anyone may implement this type. Whoever uses an allocator that he doesn't know must look at what he gets.
 * <p>
 * F´: {@code Fw::MemAllocator}.
 */
@ConsumerType
public interface MemAllocator {

    /**
     * Service property, {@code String}: the allocator's name, unique by convention, for example {@code malloc}. Used in messages
     * and to choose by.
     */
    String NAME = "fw.memory.allocator.name";

    /**
     * Service property, {@code String+}: the types of memory that this allocator serves, for example {@link #SYSTEM}. Any
     * non-empty string is a type.
     * F´: the keys of {@code Fw::MemAllocatorRegistry}, there an enumeration that each deployment edits.
     */
    String TYPE = "fw.memory.allocator.type";

    /**
     * Service property, {@code Boolean}: whether blocks of this allocator can be {@linkplain MemoryBlock#recoverable()
     * recoverable}. Absent means no.
     */
    String RECOVERABLE = "fw.memory.allocator.recoverable";

    /**
     * A value of {@link #TYPE}: the system's own memory, the one that {@link MemAllocatorRegistry#getAnAllocator} falls back to.
     */
    String SYSTEM = "SYSTEM";

    /**
     * Service property, {@code Boolean}: whether who has blocks of this allocator is to guard what he keeps in them: to leave
     * room between the parts, and find out when somebody has written where he must not. Absent means no. A buffer manager does
     * so. It may be configured of any allocator; {@code fw.memory.guard} has it from the start.
     */
    String GUARDED = "fw.memory.allocator.guarded";

    /**
     * The alignment, in bytes, of a block that was asked for without one: enough for every primitive. F´: {@code max_align_t}.
     */
    long DEFAULT_ALIGNMENT = 16;

    /**
     * Hands out a block of at most {@code size} bytes. It may be smaller; the caller must look at {@link MemoryBlock#size()}.
     * What the block holds at first is not defined, unless it is {@linkplain MemoryBlock#recoverable() recoverable}. The block
     * belongs to the caller until he gives it to {@link #deallocate}.
     *
     * @param identifier the entity that asks, 0 or greater. It may have several blocks at a time, unless the allocator keeps each
     *         under its identifier
     * @param size how many bytes are wanted, 1 or more
     * @param alignment what the block's address must be a multiple of, in bytes: a power of two. More is allowed
     * @return a new block of 1 to {@code size} bytes; never null
     * @throws IllegalArgumentException if {@code identifier} is negative, {@code size} is not positive, {@code alignment} is not
     *         a power of two, or size and alignment together exceed {@link Long#MAX_VALUE}; the message holds the value. Nothing
     *         changes
     * @throws MemoryUnavailableException if the memory can't be had. Nothing changes. F´: a null pointer and size 0
     * @throws IllegalStateException if this allocator has stopped
     */
    MemoryBlock allocate(int identifier, long size, long alignment);

    /**
     * Hands out a block of exactly {@code size} bytes, or throws: all or nothing. In every other way like {@link #allocate}.
     * <p>
     * This body gives back a block that is too small. An allocator that can tell beforehand overrides it.
     *
     * @param identifier see {@link #allocate}
     * @param size see {@link #allocate}
     * @param alignment see {@link #allocate}
     * @return a new block of {@code size} bytes; never null
     * @throws IllegalArgumentException as {@link #allocate}
     * @throws MemoryUnavailableException if {@code size} bytes can't be had. Nothing changes. F´: {@code checkedAllocate} asserts
     * @throws IllegalStateException if this allocator has stopped
     */
    default MemoryBlock checkedAllocate(int identifier, long size, long alignment) {
        MemoryBlock block = allocate(identifier, size, alignment);
        if (block == null) {
            throw new MemoryUnavailableException(identifier, size, 0, "the allocator returned null, which it must not");
        }
        if (block.size() < size) {
            long got = block.size();
            deallocate(block);
            throw new MemoryUnavailableException(identifier, size, got, "the allocator gave less than was asked for");
        }
        return block;
    }

    /**
     * Takes a block back and ends its memory: from now on, every access through its segment, and through any slice, copy or
     * ByteBuffer view of that, throws {@link IllegalStateException}. A thread that is in the middle of an access gets that
     * exception.
     * <p>
     * If it throws, nothing has changed. What goes wrong after the block has ended, for instance when a file can't be written, is
     * logged.
     *
     * @param block a block that this allocator handed out and that was not given back since
     * @throws NullPointerException if {@code block} is null
     * @throws UnknownBlockException if this allocator has not handed out {@code block}, or has had it back already
     * @throws BlockInUseException if the operating system is at work in the block, for example in a read from a channel. Call
     *         again when that has ended
     * @throws IllegalStateException if this allocator has stopped; it has ended the block then
     */
    void deallocate(MemoryBlock block);

    /**
     * Tells what is outstanding at this moment.
     *
     * @return a new snapshot that is the caller's; consistent in itself; never null
     */
    AllocatorDTO usage();
}

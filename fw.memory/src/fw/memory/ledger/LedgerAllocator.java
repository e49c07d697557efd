// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import fw.memory.AllocatorDTO;
import fw.memory.BlockInUseException;
import fw.memory.IdentifierDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;
import fw.memory.UnknownBlockException;
import fw.memory.log.Log;

/**
 * An allocator that keeps books: of what it hands out, by identifier, within a limit. The memory comes from a
 * {@link MemorySource}.
 * <p>
 * Sizes are exact: a block has as many bytes as it was asked for, or as many as the limit leaves, without any rounding. What the
 * system adds for alignment or whole pages is not counted.
 * <p>
 * Any thread may call any method. No lock is held while memory is reserved or ended, so that one slow request holds up nobody
 * else.
 */
public final class LedgerAllocator implements MemAllocator {

    /** How long, in ns, {@link #stop} tries to end blocks that the operating system is at work in. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What it waits between two tries. Nobody tells when the operating system has let go of a block. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Ledger ledger;
    private final Log log;
    private volatile MemorySource source;

    /**
     * Makes an allocator.
     *
     * @param name its {@link MemAllocator#NAME}
     * @param limitBytes most bytes that may be outstanding at a time, or {@link AllocatorDTO#NO_LIMIT}
     * @param source where its memory comes from
     * @param log where it reports what was left outstanding
     */
    public LedgerAllocator(String name, long limitBytes, MemorySource source, Log log) {
        this.ledger = new Ledger(name, limitBytes);
        this.source = source;
        this.log = log;
    }

    /**
     * Changes it in place. Blocks that are outstanding stay as they are, even beyond the new limit; new ones come from the new
     * source.
     *
     * @param name see the constructor
     * @param limitBytes see the constructor
     * @param newSource see the constructor
     */
    public void configure(String name, long limitBytes, MemorySource newSource) {
        ledger.configure(name, limitBytes);
        source = newSource;
    }

    @Override
    public MemoryBlock allocate(int identifier, long size, long alignment) {
        check(identifier, size, alignment);
        MemorySource from = source;
        return handOut(from, identifier, size, alignment, from.divisible());
    }

    @Override
    public MemoryBlock checkedAllocate(int identifier, long size, long alignment) {
        check(identifier, size, alignment);
        return handOut(source, identifier, size, alignment, false);
    }

    private void check(int identifier, long size, long alignment) {
        if (identifier < 0) {
            throw refused("identifier " + identifier + " is negative; give 0 or more");
        }
        if (size <= 0) {
            throw refused("identifier " + identifier + ": size " + size + " is not positive; give 1 byte or more");
        }
        if (alignment <= 0 || Long.bitCount(alignment) != 1) {
            throw refused("identifier " + identifier + ": alignment " + alignment + " is not a power of two; give for example "
                    + DEFAULT_ALIGNMENT);
        }
        if (size > Long.MAX_VALUE - alignment) {
            throw refused("identifier " + identifier + ": size " + size + " and alignment " + alignment + " together exceed "
                    + Long.MAX_VALUE + "; ask for less");
        }
    }

    private IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException(ledger.name() + ": " + reason);
    }

    private MemoryBlock handOut(MemorySource from, int identifier, long size, long alignment, boolean part) {
        long bytes = ledger.claim(identifier, size, part);
        Reservation reservation = null;
        boolean entered = false;
        try {
            reservation = from.reserve(identifier, bytes, alignment);
            MemoryBlock block = new MemoryBlock(identifier, reservation.segment(), reservation.recoverable());
            ledger.enter(block, reservation);
            entered = true;
            return block;
        } finally {
            if (!entered) {
                try {
                    if (reservation != null) {
                        reservation.end();
                    }
                } finally {
                    ledger.cancel(bytes);
                }
            }
        }
    }

    @Override
    public void deallocate(MemoryBlock block) {
        Reservation reservation = ledger.beginEnd(Objects.requireNonNull(block, "block"));
        if (reservation == null) {
            throw new UnknownBlockException(ledger.name() + ": " + block + (block.isAlive()
                    ? ": it is not one of mine; give it to the allocator that handed it out"
                    : ": it was given back already, or its own allocator has ended it; a block is given back once"));
        }
        RuntimeException obstacle = end(block, reservation);
        if (obstacle != null) {
            throw new BlockInUseException(ledger.name() + ": " + block + ": the operating system is at work in it,"
                    + " for a channel or a native call; give it back when that has ended", obstacle);
        }
    }

    /** {@return null if the block has ended, else what stands in the way; the block is outstanding as before then} */
    private RuntimeException end(MemoryBlock block, Reservation reservation) {
        try {
            reservation.end();
            return null;
        } catch (RuntimeException e) {
            if (block.isAlive()) {
                return e;
            }
            log.error(ledger.name() + ": " + block + ": " + e.getMessage());
            return null;
        } finally {
            ledger.finishEnd(block, !block.isAlive());
        }
    }

    @Override
    public AllocatorDTO usage() {
        return ledger.snapshot();
    }

    /**
     * Stops the allocator: refuses everything from now on, and ends every block that is outstanding, with one warning if there is
     * any. A block that the operating system is at work in is tried again for 2 s. If that doesn't end it, it is reported as an
     * error and stays: to free it would be to pull it from under the system call. A second call does nothing.
     */
    public void stop() {
        if (!ledger.close()) {
            return;
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean interrupted = awaitCallers();
        AllocatorDTO found = usage();
        if (found.blocks > 0) {
            log.warn(found.name + ": stopped, and ended what was outstanding: " + describe(found)
                    + ". Their holders get an IllegalStateException from now on");
        }
        List<MemoryBlock> left = ledger.blocks();
        left.removeIf(this::endLast);
        while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            interrupted |= Thread.interrupted();
            left.removeIf(this::endLast);
        }
        if (!left.isEmpty()) {
            log.error(found.name + ": can't end, because the operating system is still at work in them: " + describe(usage())
                    + ". They stay until the JVM ends; close the channels that use them before the allocator stops");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the calls that are under way come to their end. {@return whether the thread was interrupted; it is not any more} */
    private boolean awaitCallers() {
        boolean interrupted = Thread.interrupted();
        try {
            ledger.awaitQuiet(PATIENCE_NANOS);
        } catch (InterruptedException e) {
            // Who stops this thread wants it to hurry: what is under way ends by itself.
            interrupted = true;
        }
        return interrupted;
    }

    private boolean endLast(MemoryBlock block) {
        Reservation reservation = ledger.beginLastEnd(block);
        return reservation != null && end(block, reservation) == null || !block.isAlive();
    }

    /** {@return a line for people, with the name} */
    @Override
    public String toString() {
        return "allocator " + ledger.name();
    }

    private static String describe(AllocatorDTO usage) {
        StringJoiner parts = new StringJoiner("; ", blocks(usage.blocks) + " with " + usage.bytes + " bytes (", ")");
        for (IdentifierDTO part : usage.identifiers) {
            parts.add("identifier " + part.identifier + ": " + blocks(part.blocks) + ", " + part.bytes + " bytes");
        }
        return parts.toString();
    }

    private static String blocks(long count) {
        return count == 1 ? "1 block" : count + " blocks";
    }
}

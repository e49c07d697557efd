// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import fw.memory.AllocatorDTO;
import fw.memory.IdentifierDTO;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;

/**
 * The books of one allocator. Bytes are <em>claimed</em> before memory is reserved, so that all claims together never exceed the
 * limit; a claim then becomes an <em>entry</em>, a block that is outstanding, or is cancelled. The lock is held for bookkeeping
 * only: never while memory is reserved or ended.
 */
final class Ledger {

    private static final class Entry {
        private final Reservation reservation;
        private boolean ending;

        private Entry(Reservation reservation) {
            this.reservation = reservation;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<MemoryBlock, Entry> entries = new IdentityHashMap<>();
    private String name;
    private long limit;
    /** Bytes of all claims and entries. */
    private long taken;
    /** How many claims and ends are under way. */
    private int underWay;
    private boolean closed;

    Ledger(String name, long limit) {
        this.name = name;
        this.limit = limit;
    }

    /** Changes the allocator's name and limit. What is taken beyond the new limit stays. */
    void configure(String newName, long newLimit) {
        lock.lock();
        try {
            name = newName;
            limit = newLimit;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the allocator's name, for messages} */
    String name() {
        lock.lock();
        try {
            return name;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Claims {@code size} bytes; or, if the limit leaves less and {@code part} allows it, what it leaves. One {@link #enter} or
     * one {@link #cancel} follows.
     *
     * @return how many bytes are claimed, 1 to {@code size}
     * @throws MemoryUnavailableException if the limit does not leave enough; nothing is claimed
     * @throws IllegalStateException if the books are closed
     */
    long claim(int identifier, long size, boolean part) {
        lock.lock();
        try {
            requireOpen();
            long left = limit == AllocatorDTO.NO_LIMIT ? size : Math.max(0, limit - taken);
            long bytes = Math.min(size, left);
            if (bytes == 0 || bytes < size && !part) {
                throw new MemoryUnavailableException(identifier, size, left, "limit.bytes of allocator " + name + " is " + limit
                        + ", and " + taken + " are taken; give blocks back, or configure a higher limit");
            }
            taken += bytes;
            underWay++;
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up a claim. */
    void cancel(long bytes) {
        lock.lock();
        try {
            taken -= bytes;
            settled();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes a claim of the block's size an entry.
     *
     * @throws IllegalStateException if the books are closed; the claim stands
     */
    void enter(MemoryBlock block, Reservation reservation) {
        lock.lock();
        try {
            requireOpen();
            entries.put(block, new Entry(reservation));
            settled();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to end a block. If another thread is at it, waits until that one has succeeded or failed, so that nobody is told
     * that a block is gone which then stays. One {@link #finishEnd} follows, unless it returns null.
     *
     * @return what is to be ended, or null if the block is not outstanding
     * @throws IllegalStateException if the books are closed
     */
    Reservation beginEnd(MemoryBlock block) {
        lock.lock();
        try {
            requireOpen();
            Entry entry = entries.get(block);
            while (entry != null && entry.ending) {
                changed.awaitUninterruptibly();
                requireOpen();
                entry = entries.get(block);
            }
            return begin(entry);
        } finally {
            lock.unlock();
        }
    }

    /**
     * As {@link #beginEnd}, for the thread that has closed the books. It doesn't wait: a block that another thread is at gets
     * null.
     */
    Reservation beginLastEnd(MemoryBlock block) {
        lock.lock();
        try {
            Entry entry = entries.get(block);
            return entry == null || entry.ending ? null : begin(entry);
        } finally {
            lock.unlock();
        }
    }

    private Reservation begin(Entry entry) {
        if (entry == null) {
            return null;
        }
        entry.ending = true;
        underWay++;
        return entry.reservation;
    }

    /** Strikes the block from the books if it has ended; else it is outstanding as before. */
    void finishEnd(MemoryBlock block, boolean ended) {
        lock.lock();
        try {
            if (ended) {
                entries.remove(block);
                taken -= block.size();
            } else {
                entries.get(block).ending = false;
            }
            settled();
        } finally {
            lock.unlock();
        }
    }

    private void settled() {
        underWay--;
        changed.signalAll();
    }

    /** Refuses all claims, entries and ends from now on. {@return false if that was so before} */
    boolean close() {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            changed.signalAll();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no claim and no end is under way, or the time is over. */
    void awaitQuiet(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (underWay > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the blocks that are outstanding, in a new list} */
    List<MemoryBlock> blocks() {
        lock.lock();
        try {
            return new ArrayList<>(entries.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** {@return what is outstanding} */
    AllocatorDTO snapshot() {
        AllocatorDTO usage = new AllocatorDTO();
        Map<Integer, IdentifierDTO> byIdentifier = new TreeMap<>();
        lock.lock();
        try {
            usage.name = name;
            usage.limitBytes = limit;
            for (MemoryBlock block : entries.keySet()) {
                IdentifierDTO part = byIdentifier.computeIfAbsent(block.identifier(), Ledger::nothingOf);
                part.blocks++;
                part.bytes += block.size();
                usage.blocks++;
                usage.bytes += block.size();
            }
        } finally {
            lock.unlock();
        }
        usage.identifiers = new ArrayList<>(byIdentifier.values());
        return usage;
    }

    private static IdentifierDTO nothingOf(int identifier) {
        IdentifierDTO part = new IdentifierDTO();
        part.identifier = identifier;
        return part;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "allocator " + name + " has stopped and has ended all its blocks; get the service again");
        }
    }
}

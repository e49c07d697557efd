// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import fw.buffer.BufferMisuseException;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;
import svc.buffermanager.BinDTO;

/**
 * One block of memory, arranged in bins of slots: an epoch of the manager. It never changes its arrangement. Its life: it is
 * <em>lending</em>; then <em>retired</em>, when it only takes returns; <em>drained</em>, when all are home; and <em>ended</em>,
 * when its block has gone back.
 */
final class Pool {

    final PoolSpec spec;
    final PooledBufferManager manager;
    final BoundAllocator allocator;
    final long firstContext;

    private final MemoryBlock block;
    private final MemorySegment memory;
    private final Bin[] bins;
    private final AtomicInteger lent = new AtomicInteger();
    private final AtomicInteger mostLent = new AtomicInteger();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean retired;
    private volatile boolean ended;
    private int expired;

    /**
     * Reserves a pool.
     *
     * @throws MemoryUnavailableException if its memory, native or heap, can't be had. Nothing is left outstanding
     */
    Pool(PoolSpec spec, PooledBufferManager manager, BoundAllocator allocator) {
        this.spec = spec;
        this.manager = manager;
        this.allocator = allocator;
        firstContext = spec.firstContext();
        block = allocator.reserve(spec.memoryId(), spec.bytes(), spec.alignment());
        memory = block.segment();
        bins = new Bin[spec.bins().size()];
        try {
            arrange();
        } catch (OutOfMemoryError e) {
            MemoryUnavailableException failure = new MemoryUnavailableException(spec.memoryId(), spec.bytes(), 0,
                "the heap can't hold " + spec.slots() + " buffers; give fewer, or the JVM more with -Xmx", e);
            try {
                allocator.allocator().deallocate(block);
            } catch (RuntimeException r) {
                failure.addSuppressed(r);
            }
            throw failure;
        }
    }

    private void arrange() {
        long start = 0;
        int index = 0;
        for (int i = 0; i < bins.length; i++) {
            BinSpec bin = spec.bins().get(i);
            bins[i] = new Bin(this, bin, start, spec.stride(bin), index);
            start += spec.stride(bin) * bin.count();
            index += bin.count();
        }
    }

    /**
     * Takes a slot.
     *
     * @param size 1 or more bytes
     * @return the slot, which is the caller's; or null if none is free, or the pool is retired
     */
    Slot take(int size) {
        int first = 0;
        while (first < bins.length && bins[first].spec.size() < size) {
            first++;
        }
        for (int i = first; i < bins.length; i++) {
            Slot slot = bins[i].take();
            if (slot != null) {
                if (i > first) {
                    bins[first].spilled();
                }
                return confirm(slot, size);
            }
        }
        if (first < bins.length && !retired) {
            bins[first].spilled();
            bins[first].failed();
        }
        return null;
    }

    /**
     * Counts the slot as lent, unless the pool has been retired since: {@link #retire} either sees the count, or is seen here.
     */
    private Slot confirm(Slot slot, int size) {
        int now = lent.incrementAndGet();
        if (retired) {
            // Nobody has seen this slot yet, and its memory may have ended.
            slot.tryGiveBack();
            gaveBack(slot);
            return null;
        }
        if (now > mostLent.get()) {
            mostLent.accumulateAndGet(now, Math::max);
        }
        slot.lend(size);
        return slot;
    }

    /** Takes a slot of this pool back from its holder. */
    void giveBack(Slot slot) {
        if (!slot.tryGiveBack()) {
            throw manager.misused(BufferMisuseException.Kind.NOT_LENT, slot
                + " is given back, and is not lent: it was given back before");
        }
        boolean late = ended;
        gaveBack(slot);
        if (late) {
            throw manager.misused(BufferMisuseException.Kind.EXPIRED, slot
                + " came home too late: its memory ended when its pool was taken down and "
                + spec.drainMillis() + " ms of drain.timeout had passed; give buffers back sooner, or set drain.timeout higher");
        }
    }

    private void gaveBack(Slot slot) {
        slot.bin.gaveBack(slot);
        // Pairs with retire(): the last to come home sees that the pool is retired, or retire() sees that nothing is out.
        if (lent.decrementAndGet() == 0 && retired) {
            drained.countDown();
            manager.drained(this);
        }
    }

    /** Lends no more from now on. */
    void retire() {
        retired = true;
        if (lent.get() == 0) {
            drained.countDown();
        }
    }

    /** {@return whether the pool is retired and all its buffers are home} */
    boolean isDrained() {
        return drained.getCount() == 0;
    }

    /**
     * Waits until all buffers of the retired pool are home. If the thread is interrupted it stops waiting, and stays interrupted.
     *
     * @param nanos how long at most
     */
    void awaitDrained(long nanos) {
        try {
            drained.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the retired pool's memory, whether or not buffers are out: access to those throws from now on. Called by one thread at
     * a time. If it throws, the memory has not ended, and this may be called again.
     */
    void end() {
        if (!ended) {
            expired = lent();
            ended = true;
        }
        if (block.isAlive()) {
            allocator.allocator().deallocate(block);
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** {@return how many buffers were out when the pool ended} */
    int expired() {
        return expired;
    }

    /** {@return how many buffers are out; 0 once it is drained, when a taker that comes too late and goes again may still be counted} */
    int lent() {
        return isDrained() ? 0 : lent.get();
    }

    int mostLent() {
        return mostLent.get();
    }

    /**
     * {@return the memory of a slot from {@code offset} on} Never more than the slot's, whatever the arguments: two threads that
     * use one buffer at once may mix them up.
     */
    MemorySegment slice(Bin bin, int index, int offset, int size) {
        if (offset < 0 || size < 0 || offset > bin.spec.size() - size) {
            throw new IllegalStateException("manager " + spec.managerId() + ": buffer " + index + " of bin " + bin.spec
                + " is changed by one thread while another uses it; a buffer has one holder at a time");
        }
        return memory.asSlice(bin.start + bin.stride * (index - bin.firstIndex) + offset, size);
    }

    /** {@return for people: how many are lent of which bin} */
    String usedByBin() {
        return Arrays.stream(bins).filter(bin -> bin.used() > 0).map(bin -> bin.used() + " of " + bin.spec)
            .collect(Collectors.joining(", "));
    }

    List<BinDTO> bins() {
        return Arrays.stream(bins).map(Bin::snapshot).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import fw.memory.MemoryBlock;
import fw.memory.log.Log;

/**
 * Sees to it that memory goes back: that of retired pools, and blocks that have become no pool. What doesn't is reported once,
 * and tried again as long as its allocator is there.
 */
final class Returns {

    /** How long an allocator that throws is asked again: so long as the allocators of this project try when they stop. */
    private static final long INSIST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final PooledBufferManager manager;
    private final Log log;
    private final Runnable whenBackAfterAll;

    /**
     * Makes one.
     *
     * @param whenBackAfterAll called, on the thread of the call, when an allocator has taken back what it had been reported for
     */
    Returns(PooledBufferManager manager, Log log, Runnable whenBackAfterAll) {
        this.manager = manager;
        this.log = log;
        this.whenBackAfterAll = whenBackAfterAll;
    }

    /** Tries again to give back what the allocator has refused to take. */
    static void retry(BoundAllocator allocator, long allocatorNanos) {
        for (BlockReturn way : allocator.dealings().returns()) {
            boolean due = way.obstacle() != null && !allocator.dealings().isOverdue();
            if (due && way.begin(allocatorNanos, 0)) {
                way.await();
            }
        }
    }

    /**
     * Ends those retired pools whose buffers are all home. An allocator that lets another call hang is left alone; one that
     * goes is {@link #endInTime}'s.
     */
    void endDrained(long allocatorNanos) {
        List<Pool> begun = new ArrayList<>();
        for (Pool pool : manager.retired()) {
            Dealings dealings = pool.allocator.dealings();
            boolean due = (pool.isDrained() || pool.hasEnded()) && !dealings.isClosed() && !dealings.isOverdue();
            if (due && pool.wayBack.begin(allocatorNanos, 0)) {
                begun.add(pool);
            }
        }
        awaitBack(begun);
    }

    /**
     * Ends retired pools when their buffers have come home or the drain time-out has passed. One whose memory can't be given
     * back, because a channel is at work in it for instance, is tried again for a while. After that it is given up: its
     * allocator goes, or the manager does.
     */
    void endInTime(Collection<Pool> pools, Settings settings) {
        Timeout drain = new Timeout(settings.drainNanos());
        for (Pool pool : pools) {
            pool.awaitDrained(drain.left());
        }
        for (Pool pool : pools) {
            // Another thread's try, without insisting, comes first.
            if (!pool.wayBack.begin(settings.allocatorNanos(), INSIST_NANOS) && !pool.wayBack.await()) {
                pool.wayBack.begin(settings.allocatorNanos(), INSIST_NANOS);
            }
        }
        awaitBack(pools);
        for (Pool pool : pools) {
            if (!pool.wayBack.isBack()) {
                pool.wayBack.interrupt();
                manager.forget(pool);
            }
        }
    }

    private void awaitBack(Collection<Pool> pools) {
        for (Pool pool : pools) {
            if (!pool.wayBack.await()) {
                report(pool.wayBack, pool.spec.managerId(), "a retired pool");
            }
        }
    }

    /** Gives memory back that is used by nobody, and waits for that. */
    void giveBack(BlockReturn way, Settings settings, String what) {
        way.begin(settings.allocatorNanos(), 0);
        if (!way.await()) {
            report(way, settings.spec().managerId(), what);
        }
    }

    /** Gives back a block that has come too late, on this thread, which is that of the call by which it came. */
    void giveBackHere(BoundAllocator allocator, MemoryBlock block, Settings settings) {
        BlockReturn way = wayOf(allocator, block);
        way.tryHere(settings.allocatorNanos());
        if (!way.isBack()) {
            report(way, settings.spec().managerId(), "a block that came too late");
            if (allocator.dealings().isClosed()) {
                allocator.letGo();
            }
        }
    }

    static BlockReturn wayOf(BoundAllocator allocator, MemoryBlock block) {
        return new BlockReturn(allocator, block.size(), () -> allocator.giveBack(block));
    }

    private void report(BlockReturn way, int managerId, String what) {
        String allocator = way.allocator.name();
        String obstacle = way.report(() -> {
            manager.unreturned(-way.bytes);
            log.info("manager " + managerId + ": allocator " + allocator + " has taken back the " + way.bytes + " bytes of "
                + what + " after all");
            whenBackAfterAll.run();
        });
        if (obstacle != null) {
            manager.unreturned(way.bytes);
            if (way.isUnderWay()) {
                manager.unanswered();
            }
            log.error("manager " + managerId + ": the " + way.bytes + " bytes of " + what
                + " could not be given back to allocator " + allocator + ", and stay outstanding there: " + obstacle);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import fw.memory.MemoryBlock;
import fw.memory.dealing.BlockReturn;
import fw.memory.dealing.BoundAllocator;
import fw.memory.dealing.Dealings;
import fw.memory.dealing.Returns;
import fw.memory.dealing.Timeout;
import fw.memory.log.Log;

/** Sees to it that the memory of retired pools goes back, and blocks that have become no pool. */
final class PoolReturns {

    private static final String RETIRED = "a retired pool";

    private final PooledBufferManager manager;
    private final Returns returns;

    /**
     * Makes one.
     *
     * @param whenBackAfterAll called, on the thread of the call, when an allocator has taken back what it had been reported for
     */
    PoolReturns(PooledBufferManager manager, Log log, Runnable whenBackAfterAll) {
        this.manager = manager;
        returns = new Returns(manager, log, whenBackAfterAll);
    }

    /**
     * Ends those retired pools whose buffers are all home. An allocator that lets another call hang is left alone; one that
     * goes is {@link #endInTime}'s.
     */
    void endDrained(long allocatorNanos) {
        List<Pool> begun = new ArrayList<>();
        for (Pool pool : manager.retired.all()) {
            Dealings dealings = pool.allocator.dealings();
            boolean due = (pool.isDrained() || pool.hasEnded()) && !dealings.isClosed() && !dealings.isOverdue();
            if (due && pool.wayBack.begin(allocatorNanos, 0)) {
                begun.add(pool);
            }
        }
        for (Pool pool : begun) {
            returns.await(List.of(pool.wayBack), owner(pool.spec), RETIRED);
        }
    }

    /**
     * Ends retired pools when their buffers have come home or the drain time-out has passed. One whose memory can't be given
     * back, because a channel is at work in it for instance, is tried again for a while. After that it is given up: its
     * allocator goes, or the manager does.
     */
    void endInTime(Collection<Pool> pools, Settings settings) {
        Timeout drain = new Timeout(settings.drainNanos());
        for (Pool pool : pools) {
            pool.drain.await(drain.left());
        }
        returns.insist(pools.stream().map(pool -> pool.wayBack).toList(), settings.allocatorNanos(), owner(settings.spec()),
            RETIRED);
        for (Pool pool : pools) {
            if (!pool.wayBack.isBack()) {
                manager.retired.forget(pool);
            }
        }
    }

    /** Gives memory back that is used by nobody, and waits for that. */
    void giveBack(BlockReturn way, Settings settings, String what) {
        returns.giveBack(way, settings.allocatorNanos(), owner(settings.spec()), what);
    }

    /** Gives back a block that has come too late, on this thread, which is that of the call by which it came. */
    void giveBackHere(BoundAllocator allocator, MemoryBlock block, Settings settings) {
        returns.giveBackHere(allocator, block, settings.allocatorNanos(), owner(settings.spec()));
    }

    private static String owner(PoolSpec spec) {
        return "manager " + spec.managerId();
    }
}

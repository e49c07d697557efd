// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import fw.memory.MemoryBlock;
import fw.memory.log.Log;

/** Sees to it that blocks go back. What doesn't is reported once, and tried again as long as its allocator is there. */
public final class Returns {

    /** Counts what is reported. Any thread may call it. */
    public interface Figures {

        /** An allocator has not answered in time. */
        void unanswered();

        /** That many bytes could not be given back; or, less than 0, could be after all. */
        void unreturned(long bytes);
    }

    /** How long an allocator that throws is asked again: so long as the allocators of this project try when they stop. */
    private static final long INSIST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Figures figures;
    private final Log log;
    private final Runnable whenBackAfterAll;

    /**
     * Makes one.
     *
     * @param whenBackAfterAll called, on the thread of the call, when an allocator has taken back what it had been reported for
     */
    public Returns(Figures figures, Log log, Runnable whenBackAfterAll) {
        this.figures = figures;
        this.log = log;
        this.whenBackAfterAll = whenBackAfterAll;
    }

    /** Tries again to give back what the allocator has refused to take. */
    public static void retry(BoundAllocator allocator, long allocatorNanos) {
        for (BlockReturn way : allocator.dealings().returns()) {
            boolean due = way.obstacle() != null && !allocator.dealings().isOverdue();
            if (due && way.begin(allocatorNanos, 0)) {
                way.await();
            }
        }
    }

    /**
     * Gives memory back that is used by nobody, and waits for that.
     *
     * @param owner for people, whose memory it is
     * @param what for people, what the memory was
     */
    public void giveBack(BlockReturn way, long allocatorNanos, String owner, String what) {
        way.begin(allocatorNanos, 0);
        await(List.of(way), owner, what);
    }

    /** Gives back a block that has come too late, on this thread, which is that of the call by which it came. */
    public void giveBackHere(BoundAllocator allocator, MemoryBlock block, long allocatorNanos, String owner) {
        BlockReturn way = wayOf(allocator, block);
        way.tryHere(allocatorNanos);
        if (!way.isBack()) {
            report(way, owner, "a block that came too late");
            if (allocator.dealings().isClosed()) {
                allocator.letGo();
            }
        }
    }

    /** {@return the way back of a block that is used by nobody} */
    public static BlockReturn wayOf(BoundAllocator allocator, MemoryBlock block) {
        return new BlockReturn(allocator, block.size(), () -> allocator.giveBack(block));
    }

    /** Waits for tries that have begun, as long as they have time, and reports what is not back then. */
    public void await(Collection<BlockReturn> ways, String owner, String what) {
        for (BlockReturn way : ways) {
            if (!way.await()) {
                report(way, owner, what);
            }
        }
    }

    /**
     * Gives back memory whose allocator goes, or whose owner does: one that throws is tried again for a while. After that it is
     * given up.
     */
    public void insist(Collection<BlockReturn> ways, long allocatorNanos, String owner, String what) {
        for (BlockReturn way : ways) {
            // Another thread's try, without insisting, comes first.
            if (!way.begin(allocatorNanos, INSIST_NANOS) && !way.await()) {
                way.begin(allocatorNanos, INSIST_NANOS);
            }
        }
        await(ways, owner, what);
        for (BlockReturn way : ways) {
            if (!way.isBack()) {
                way.interrupt();
            }
        }
    }

    private void report(BlockReturn way, String owner, String what) {
        String allocator = way.allocator.name();
        String obstacle = way.report(() -> {
            figures.unreturned(-way.bytes);
            log.info(owner + ": allocator " + allocator + " has taken back the " + way.bytes + " bytes of " + what
                + " after all");
            whenBackAfterAll.run();
        });
        if (obstacle != null) {
            figures.unreturned(way.bytes);
            if (way.isUnderWay()) {
                figures.unanswered();
            }
            log.error(owner + ": the " + way.bytes + " bytes of " + what + " could not be given back to allocator " + allocator
                + ", and stay outstanding there: " + obstacle);
        }
    }
}

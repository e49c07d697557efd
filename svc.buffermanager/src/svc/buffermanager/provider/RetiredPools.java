// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import fw.memory.log.Log;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;

/** The pools of a manager that lend no more and whose memory has not gone back, and how that ends. */
final class RetiredPools {

    private final PooledBufferManager manager;
    private final Log log;
    private final List<Pool> pools = new CopyOnWriteArrayList<>();
    private final LongAdder expired = new LongAdder();

    RetiredPools(PooledBufferManager manager, Log log) {
        this.manager = manager;
        this.log = log;
    }

    /** Has one more, which is still the present one. */
    void add(Pool pool) {
        pools.add(pool);
    }

    /** {@return all, the oldest first; may be read while it changes} */
    List<Pool> all() {
        return pools;
    }

    /** {@return those that are not the present one, and whose memory has not ended} */
    List<Pool> thoseBeside(Pool present) {
        return pools.stream().filter(pool -> pool != present && !pool.hasEnded()).toList();
    }

    /** {@return how many buffers of these are lent} */
    long lentBeside(Pool present) {
        return thoseBeside(present).stream().mapToLong(Pool::lent).sum();
    }

    /** {@return how many buffers were out when their memory had to end} */
    long expired() {
        return expired.sum();
    }

    /**
     * Ends a retired pool, and forgets it if its memory could be given back. Of one pool by one thread at a time.
     *
     * @throws IllegalStateException if its memory could not be given back; this may be called again
     */
    void end(Pool pool) {
        expire(pool);
        pool.giveBack();
        pools.remove(pool);
        manager.announcements.note(() -> about(Kind.ENDED, pool, pool.expired(), pool.spec.bytes() + " bytes are given back to allocator "
            + pool.allocator.name() + "; " + pool.expired() + " buffers of them never came home"));
    }

    /** {@return an event about a pool} */
    static BufferManagerEvent.Builder about(Kind kind, Pool pool, int buffers, String text) {
        int id = pool.spec.managerId();
        return new BufferManagerEvent.Builder(kind, id, "manager " + id + ": " + text).allocator(pool.allocator.name())
            .size(pool.spec.bytes()).buffers(buffers);
    }

    /** Has what is out of a retired pool be too late from now on, if it isn't yet. */
    void expire(Pool pool) {
        if (pool.expire()) {
            expired.add(pool.expired());
            lookLast(pool);
            if (pool.expired() > 0) {
                log.warn("manager " + pool.spec.managerId() + ": buffers were out when their memory had to end: " + pool.expiredByBin()
                    + "; give them back sooner, or set drain.timeout higher" + whoHas(pool));
            }
        }
    }

    private String whoHas(Pool pool) {
        LeakReports reports = new LeakReports(manager.holders);
        pool.forEachLent(slot -> {
            if (slot.holder() != Holder.NOBODY) {
                reports.add(slot, manager.ages.of(slot));
            }
        });
        return reports.all().stream().map(report -> "; " + report.what() + report.traces()).collect(Collectors.joining());
    }

    private void lookLast(Pool pool) {
        try {
            pool.lookLast();
        } catch (RuntimeException | InternalError e) {
            // InternalError is what access to a mapped file throws when that has been cut off. The memory goes back all the same.
            log.error("manager " + pool.spec.managerId() + ": the memory of a pool that ends can't be looked at a last time: "
                + e);
        }
    }

    /** Ends access to a retired pool's memory, as far as that can be done before it goes back. {@link #end} follows. */
    void cutOff(Pool pool) {
        expire(pool);
        try {
            pool.seal();
        } catch (IllegalStateException e) {
            log.error("manager " + pool.spec.managerId() + ": memory whose allocator goes can't be cut off: " + e.getMessage());
        }
    }

    /** Expects nothing more of one. */
    void forget(Pool pool) {
        pools.remove(pool);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.osgi.framework.Bundle;
import org.osgi.util.promise.Promise;

import fw.buffer.Buffer;
import fw.memory.dealing.Returns;
import fw.memory.log.Log;
import svc.buffermanager.AuditDTO;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;

/**
 * The buffer manager itself: its pools, which {@link ManagerComponent} puts in and out while others take and give back, its
 * events and its
 * figures. Its users see it through {@link Views}; whoever calls it directly takes and gives back as nobody.
 */
final class PooledBufferManager implements BufferManager, Returns.Figures {

    private final Log log;
    private final Runnable whenDrained;
    private final TelemetryLog telemetry;
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder unreturnedBytes = new LongAdder();
    private final LongAdder leaks = new LongAdder();
    private final LongAdder reclaimed = new LongAdder();
    final Demand demand = new Demand();
    final Misuses misuses;
    final Announcements announcements;
    final Shortages shortages;
    final ForeignBuffers foreign;
    final Holders holders = new Holders();
    final Waiters waiters = new Waiters();
    final PendingBuffers pendingBuffers = new PendingBuffers(waiters);
    final Views views = new Views(this, holders);
    private final BundleView nobody = views.nobody();
    final Ages ages = new Ages();
    /** The high-water mark of pools before the present one, and of what snapshots showed. */
    private long highWater;
    final RetiredPools retired;

    /** Held while marks go on or begin anew. */
    private final Object marks = new Object();
    /** Held while it is changed what is done with each loan. */
    private final Object caring = new Object();
    private volatile Care care = Care.NONE;

    /** The pool that lends, or null when there is none. Written by one thread at a time. */
    private volatile Pool current;
    private volatile int managerId;
    private volatile long swaps;

    /**
     * Makes a manager without a pool.
     *
     * @param whenDrained called, on the thread that gives the last buffer back, each time a retired pool is drained; must be
     *         quick
     */
    PooledBufferManager(Log log, Runnable whenDrained) {
        this.log = log;
        this.whenDrained = whenDrained;
        telemetry = new TelemetryLog(log);
        announcements = new Announcements(this, log);
        misuses = new Misuses(log, announcements);
        shortages = new Shortages(this, log);
        foreign = new ForeignBuffers(this, log);
        retired = new RetiredPools(this, log);
    }

    // ------------------------------------------------------------------------------------------------ for every thread

    @Override
    public Buffer allocate(int size) {
        return nobody.allocate(size);
    }

    @Override
    public Buffer allocate(int size, Duration atMost) throws InterruptedException {
        return nobody.allocate(size, atMost);
    }

    @Override
    public Promise<Buffer> allocateLater(int size, Duration atMost) {
        return nobody.allocateLater(size, atMost);
    }

    @Override
    public int allocate(int size, Buffer[] into, int count) {
        return nobody.allocate(size, into, count);
    }

    @Override
    public void deallocate(Buffer buffer) {
        nobody.deallocate(buffer);
    }

    @Override
    public void deallocate(Buffer[] buffers, int count) {
        nobody.deallocate(buffers, count);
    }

    @Override
    public void transfer(Buffer buffer, Bundle to) {
        if (!Views.isUp(to)) {
            throw new IllegalStateException(this + ": a buffer is handed to bundle " + to
                + ", which isn't active; keep it, or give it back");
        }
        Holder holder = holders.of(to);
        views.lookAgain(to);
        handOn(buffer, holder);
    }

    @Override
    public void adopt(Buffer buffer) {
        handOn(buffer, holders.nobody());
    }

    /** Notes that a buffer that is lent has another holder. */
    void handOn(Buffer buffer, Holder to) {
        if (to.isStopped()) {
            throw new IllegalStateException(this + ": a buffer is handed to " + to + "; keep it, or give it back");
        }
        if (buffer instanceof Slot slot && slot.pool.manager == this) {
            slot.pool.homecoming.handOn(slot, null, to);
        } else if (buffer instanceof Loan loan && loan.slot.pool.manager == this) {
            loan.checkLent();
            loan.slot.pool.homecoming.handOn(loan.slot, loan, to);
        } else {
            throw foreign.of(Objects.requireNonNull(buffer, "buffer is null; hand on what allocate returned"));
        }
        views.lookAgain(to);
    }

    @Override
    public boolean checkpoint(Buffer buffer) {
        if (buffer instanceof Slot slot && slot.pool.manager == this) {
            return slot.pool.homecoming.checkpoint(slot, null);
        }
        if (buffer instanceof Loan loan && loan.slot.pool.manager == this) {
            loan.checkLent();
            return loan.slot.pool.homecoming.checkpoint(loan.slot, loan);
        }
        throw foreign.of(Objects.requireNonNull(buffer, "buffer is null; give what allocate returned"));
    }

    @Override
    public BufferManagerDTO snapshot() {
        BufferManagerDTO dto = new BufferManagerDTO();
        dto.managerId = managerId;
        shortages.fill(dto);
        foreign.fill(dto);
        dto.misuses = misuses.total();
        dto.misusesByKind = misuses.byKind();
        dto.swaps = swaps;
        dto.expired = retired.expired();
        dto.unanswered = unanswered.sum();
        dto.unreturnedBytes = unreturnedBytes.sum();
        dto.retiring = retired.lentBeside(current);
        dto.currBuffs = dto.retiring;
        dto.bins = List.of();
        dto.accounting = care.accounting();
        dto.tracking = care.tracking();
        Pool pool = current;
        // Before the look at what they have: they get nothing after they have stopped.
        List<Holder> stopped = holders.all().stream().filter(Holder::isStopped).toList();
        Census census = new Census(pool, ages);
        retired.thoseBeside(pool).forEach(census::count);
        if (pool != null) {
            census.count(pool);
            dto.quarantined = pool.quarantined();
            dto.memoryId = pool.spec.memoryId();
            dto.allocator = pool.allocator.name();
            dto.allocatorServiceId = pool.allocator.serviceId();
            dto.guarded = pool.spec.isGuarded();
            dto.poolBytes = pool.spec.bytes();
            dto.alignment = pool.spec.alignment();
            dto.totalBuffs = pool.spec.slots();
            dto.currBuffs += pool.lent();
            dto.bins = pool.bins();
            dto.recovery = pool.recovery == null ? null : pool.recovery.figures();
        }
        demand.look(pools(), dto);
        waiters.fill(dto);
        dto.hiBuffs = highWater(pool, dto.currBuffs);
        dto.leaks = leaks.sum();
        dto.reclaimed = reclaimed.sum();
        dto.holders = census.of(holders.all());
        stopped.stream().filter(census::isEmpty).forEach(holders::forget);
        return dto;
    }

    @Override
    public void schedIn() {
        if (current == null) {
            throw gone();
        }
        telemetry.write(snapshot());
    }

    @Override
    public void clearThrottles() {
        shortages.clearThrottles();
        foreign.clearThrottle();
        misuses.clearThrottle();
    }

    @Override
    public void clearHighWater() {
        synchronized (marks) {
            Pool pool = current;
            if (pool != null) {
                pool.clearHighWater();
            }
            holders.all().forEach(Holder::clearHighWater);
            highWater = 0;
        }
        demand.clear();
    }

    @Override
    public void track(int oneIn) {
        synchronized (caring) {
            care(new Care(care.accounting(), oneIn));
        }
    }

    @Override
    public AuditDTO audit() {
        return new Audit(this, pools()).report(managerId);
    }

    /** {@return the pools whose memory hasn't gone back, the present one last} */
    private List<Pool> pools() {
        // In this order: a pool is noted as retired before it is no longer the present one. Pairs with replaceBy().
        Pool pool = current;
        List<Pool> pools = new ArrayList<>(retired.thoseBeside(pool));
        if (pool != null) {
            pools.add(pool);
        }
        return pools;
    }

    /** Called by the thread that gives back the last buffer of a retired pool. */
    void drained(Pool pool) {
        if (!pool.hasEnded()) {
            whenDrained.run();
        }
    }

    IllegalStateException gone() {
        return new IllegalStateException(this + " is out of service; get the service again");
    }

    // ------------------------------------------------------------------------- for ManagerComponent, one thread at a time

    /** {@return its number, as it is configured now} */
    int managerId() {
        return managerId;
    }

    Pool current() {
        return current;
    }

    /** {@return whether it is noted of some loans where they began} */
    boolean traces() {
        return care.tracking() > 0;
    }

    /** Does so with each loan that begins from now on. Any thread. */
    void care(Care wanted) {
        synchronized (caring) {
            care = wanted;
            Pool pool = current;
            if (pool != null) {
                pool.attendBy(wanted);
            }
        }
    }

    private void attend(Pool pool) {
        synchronized (caring) {
            pool.attendBy(care);
        }
    }

    /** Lends from this pool from now on, and retires the one before. */
    void publish(Pool pool) {
        managerId = pool.spec.managerId();
        attend(pool);
        Pool before = replaceBy(pool);
        // Again, now that care() finds the pool: of the two, one has seen what the other did.
        attend(pool);
        if (before != null) {
            swaps++;
            announcements.note(() -> RetiredPools.about(Kind.SWAPPED, pool, pool.spec.slots(), "lends " + pool.spec.slots() + " buffers, " + pool.spec.bytes()
                + " bytes from allocator " + pool.allocator.name() + ", instead of what it had from allocator " + before.allocator.name()));
        }
    }

    /** Lends nothing from now on, and retires the pool. */
    void withdraw() {
        replaceBy(null);
    }

    private Pool replaceBy(Pool pool) {
        Pool before = current;
        if (before != null) {
            // First, so that no snapshot misses it.
            retired.add(before);
            highWater(before, 0);
        }
        current = pool;
        views.lendFrom(pool);
        // Those who wait get buffers of the new pool, or are told that there is none.
        waiters.serve();
        if (before != null) {
            before.retire();
            int out = before.lent();
            announcements.note(() -> RetiredPools.about(Kind.RETIRED, before, out, "lends no more from a pool of allocator " + before.allocator.name()
                + "; " + out + " buffers are out of it"));
            highWater(before, 0);
        }
        return before;
    }

    /** Raises the mark to that of a pool, or to so many as are lent. {@return the mark} */
    private long highWater(Pool pool, long lent) {
        synchronized (marks) {
            highWater = Math.max(highWater, Math.max(pool == null ? 0 : pool.highWater(), lent));
            return highWater;
        }
    }

    /** Shows each slot that is lent, of whatever pool. */
    void forEachLent(Consumer<Slot> look) {
        pools().forEach(pool -> pool.forEachLent(look));
    }

    /**
     * Takes away what a holder has, as far as it was attended when it was taken.
     *
     * @return how many buffers
     */
    int quarantine(Holder from) {
        int taken = 0;
        for (Pool pool : pools()) {
            taken += pool.quarantine.takeFrom(from);
        }
        reclaimed.add(taken);
        if (taken > 0) {
            int buffers = taken;
            announcements.note(() -> new BufferManagerEvent.Builder(Kind.RECLAIMED, managerId, this + ": " + buffers
                + " buffers are taken away from " + from).holder(nameOf(from)).buffers(buffers));
        }
        return taken;
    }

    /** Counts a leak that was reported, and tells of it. */
    void leaked(LeakReport report, String line) {
        leaks.increment();
        announcements.note(() -> new BufferManagerEvent.Builder(Kind.LEAK, managerId, line).holder(nameOf(report.holder()))
            .buffers(report.buffers()).size(report.bytes()).heldNanos(report.oldestNanos()));
    }

    /** {@return a holder's symbolic name; null if it is no bundle} */
    static String nameOf(Holder holder) {
        return holder.isBundle() ? holder.symbolicName : null;
    }

    /** Says what a pool that is being made has found of the one before. */
    void report(Pool pool, String found) {
        log.warn("manager " + pool.spec.managerId() + ": the pool before, from allocator " + pool.allocator.name() + ", "
            + found);
    }

    @Override
    public void unanswered() {
        unanswered.increment();
    }

    @Override
    public void unreturned(long bytes) {
        unreturnedBytes.add(bytes);
    }

    @Override
    public String toString() {
        return "manager " + managerId;
    }
}

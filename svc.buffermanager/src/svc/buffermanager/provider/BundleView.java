// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.time.Duration;
import java.util.Objects;

import org.osgi.framework.Bundle;
import org.osgi.util.promise.Promise;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.AuditDTO;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/**
 * The manager as one bundle has it: so the manager knows who calls. It lends from the pool of the moment, which {@link Views}
 * puts in and out, while
 * others take and give back.
 * <p>
 * Take and give back use no lock, and most often write no word that two buffers share.
 */
final class BundleView implements BufferManager {

    final Holder holder;
    private final PooledBufferManager manager;
    /** The holder's. It stands here because each load before the slot is found costs time; so does the pool. */
    private final int number;
    /** The holder, or null if that is nobody: a buffer that is closed comes home by him, whoever closes it. */
    private final Holder by;
    /** The pool that lends; null if there is none, or no longer for this bundle. */
    private volatile Pool current;

    BundleView(PooledBufferManager manager, Holder holder) {
        this.manager = manager;
        this.holder = holder;
        number = holder.number;
        by = holder.isBundle() ? holder : null;
    }

    /** Lends from this pool from now on; null for none. One thread at a time. */
    void lendFrom(Pool pool) {
        current = pool;
    }

    @Override
    public Buffer allocate(int size) {
        if (size <= 0) {
            checkNotNegative(size);
            return InvalidBuffer.INSTANCE;
        }
        for (;;) {
            Pool pool = current;
            if (pool == null) {
                throw gone();
            }
            Slot slot = pool.take(size);
            if (slot == null && pool.admission != null) {
                int quota = pool.admission.quotaOf(holder);
                int bin = pool.admission.admit(size, holder, quota);
                if (bin == Admission.DENIED) {
                    return manager.shortages.denied(size, holder, pool.admission.spec(quota));
                }
                slot = bin == BinChoice.NONE ? null : pool.admission.take(bin, size, holder, quota);
            }
            if (slot != null) {
                slot.heldBy(number);
                return pool.isPlain() ? slot : pool.lend(slot, holder);
            }
            // A pool is taken out before it is retired: if it is still in, it had none free.
            if (pool == current) {
                if (pool.admission != null) {
                    // While it looked, it was charged: because of that, somebody of the same bundle may have been refused who
                    // waits.
                    manager.waiters.serve();
                }
                return manager.shortages.none(size, holder);
            }
        }
    }

    @Override
    public Buffer allocate(int size, Duration atMost) throws InterruptedException {
        long nanos = Waiters.nanos(atMost, manager);
        if (size <= 0 || nanos == 0) {
            return allocate(size);
        }
        Slot slot = tryTakeUnlessOthersWait(size);
        if (slot != null) {
            return lend(slot);
        }
        Waiter waiter = new Waiter(this, size, nanos, Thread.currentThread());
        manager.waiters.enter(waiter);
        return await(waiter);
    }

    @Override
    public Promise<Buffer> allocateLater(int size, Duration atMost) {
        long nanos = Waiters.nanos(atMost, manager);
        checkNotNegative(size);
        PendingBuffers pending = manager.pendingBuffers;
        try {
            if (size == 0 || nanos == 0) {
                return pending.resolved(allocate(size));
            }
            Slot slot = tryTakeUnlessOthersWait(size);
            if (slot != null) {
                return pending.resolved(lend(slot));
            }
        } catch (IllegalStateException e) {
            return pending.failed(e);
        }
        return pending.await(this, size, nanos, manager.traces() ? Trace.here(holder, null) : null);
    }

    /** {@return a slot; or null if none is free, or others wait already, before whom this one must not come} */
    private Slot tryTakeUnlessOthersWait(int size) {
        if (current == null) {
            // Not to be found out by who serves: as long as such calls came he would be at it, and keep what he is to give back.
            throw gone();
        }
        return manager.waiters.isNobody() ? tryTake(size) : null;
    }

    /**
     * Takes a slot for the holder, on whatever thread.
     *
     * @param size 1 or more bytes
     * @return the slot, which is the caller's, to {@link #lend} or to {@link #putBack}; or null, if there was a moment
     *       when there was none for the holder
     * @throws IllegalStateException if nothing is lent, or no longer to this bundle
     */
    Slot tryTake(int size) {
        for (;;) {
            // Volatile: pairs with lendFrom(), after which those who wait are served again.
            Pool pool = current;
            if (pool == null) {
                throw gone();
            }
            Slot slot = pool.admission == null ? pool.search.tryTake(size) : pool.admission.tryTake(size, holder);
            if (slot != null) {
                slot.heldBy(number);
                return slot;
            }
            if (pool == current) {
                return null;
            }
        }
    }

    /** Undoes {@link #tryTake}. */
    void putBack(Slot slot) {
        if (slot.pool.admission == null) {
            slot.pool.homecoming.putBack(slot);
        } else {
            slot.pool.admission.putBack(slot, holder);
        }
    }

    private Buffer lend(Slot slot) {
        return slot.pool.isPlain() ? slot : slot.pool.lend(slot, holder);
    }

    /** As {@link #lend(Slot)}, to who has asked for it before: notes where, and how long he has waited. */
    private Buffer lend(Slot slot, Waiter waiter, boolean waited) {
        if (slot.pool.isPlain()) {
            return lend(slot);
        }
        Ward ward = Ward.of(slot);
        ward.asked = waiter.asked;
        ward.waitedNanos = waited ? waiter.waitedNanos() : 0;
        try {
            return lend(slot);
        } finally {
            ward.asked = null;
        }
    }

    /** {@return what comes of a wait, on its thread: a buffer, invalid if the time is up} */
    Buffer await(Waiter waiter) throws InterruptedException {
        boolean waits = !waiter.hasEnded();
        if (waits) {
            manager.waiters.countWait(waiter);
            try {
                waiter.await(manager.waiters);
            } finally {
                manager.waiters.countEnd(waiter);
            }
        }
        Slot slot = waiter.slot();
        if (slot != null) {
            return lend(slot, waiter, waits);
        }
        Throwable thrown = waiter.thrown();
        if (thrown != null) {
            throw new IllegalStateException(thrown.getMessage(), thrown);
        }
        // Its time is up. If it fails, it is counted as what it failed by, once.
        Buffer last = allocate(waiter.size);
        if (!last.isValid()) {
            manager.waiters.countTimeUp(waiter);
        }
        return last;
    }

    @Override
    public int allocate(int size, Buffer[] into, int count) {
        Objects.checkFromIndexSize(0, count, into.length);
        if (into.getClass() != Buffer[].class) {
            throw new ArrayStoreException(manager + ": buffers can't be put into a " + into.getClass().getTypeName()
                + "; give a Buffer[]");
        }
        checkNotNegative(size);
        int taken = 0;
        while (size > 0 && taken < count) {
            Pool pool = current;
            if (pool == null) {
                if (taken > 0) {
                    break;
                }
                throw gone();
            }
            if (pool.admission != null) {
                return oneByOne(size, into, taken, count);
            }
            int before = taken;
            taken = pool.take(size, into, before, count);
            try {
                pool.lend(into, before, taken, holder);
            } catch (Throwable e) {
                if (before == 0) {
                    throw e;
                }
                // What was taken of the pool before is the caller's all the same.
                return before;
            }
            if (taken < count && pool == current) {
                manager.shortages.none(size, holder);
                break;
            }
        }
        return taken;
    }

    private int oneByOne(int size, Buffer[] into, int from, int to) {
        int taken = from;
        while (taken < to) {
            Buffer buffer;
            try {
                buffer = allocate(size);
            } catch (IllegalStateException e) {
                if (taken == 0) {
                    throw e;
                }
                // Out of service meanwhile. What was taken before is the caller's all the same.
                return taken;
            }
            if (buffer.context() == Buffer.NO_CONTEXT) {
                break;
            }
            into[taken++] = buffer;
        }
        return taken;
    }

    private void checkNotNegative(int size) {
        if (size < 0) {
            throw new IllegalArgumentException(manager + ": size " + size + " is negative; give 0 or more bytes");
        }
    }

    private IllegalStateException gone() {
        return holder.isStopped()
            ? new IllegalStateException(manager + " lends nothing to " + holder + "; get the service again when it is started")
            : manager.gone();
    }

    @Override
    public void deallocate(Buffer buffer) {
        // Most often it is of the present pool. What is read of that needn't wait for what is read of the slot.
        Pool pool = current;
        if (buffer instanceof Slot slot && slot.pool == pool) {
            pool.giveBack(slot, by);
        } else if (buffer instanceof Slot slot && slot.pool.manager == manager) {
            slot.pool.giveBack(slot, by);
        } else if (buffer instanceof Loan loan && loan.slot.pool.manager == manager) {
            loan.giveBack(by);
        } else {
            manager.foreign.giveBack(buffer, holder);
        }
    }

    @Override
    public void deallocate(Buffer[] buffers, int count) {
        Objects.checkFromIndexSize(0, count, buffers.length);
        RuntimeException refusal = null;
        for (int i = 0; i < count; i++) {
            if (buffers[i] instanceof Slot slot && slot.pool.manager == manager) {
                i = slot.pool.giveBack(buffers, i, count);
            }
            if (i < count) {
                refusal = refusal(buffers[i], refusal);
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Takes back a buffer. {@return the refusals so far, with this one if it is refused} */
    private RuntimeException refusal(Buffer buffer, RuntimeException before) {
        try {
            deallocate(buffer);
            return before;
        } catch (BufferMisuseException | NullPointerException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }

    @Override
    public void transfer(Buffer buffer, Bundle to) {
        manager.transfer(buffer, to);
    }

    @Override
    public void adopt(Buffer buffer) {
        manager.handOn(buffer, holder);
    }

    @Override
    public boolean checkpoint(Buffer buffer) {
        return manager.checkpoint(buffer);
    }

    @Override
    public BufferManagerDTO snapshot() {
        return manager.snapshot();
    }

    @Override
    public void schedIn() {
        manager.schedIn();
    }

    @Override
    public void clearThrottles() {
        manager.clearThrottles();
    }

    @Override
    public void clearHighWater() {
        manager.clearHighWater();
    }

    @Override
    public void track(int oneIn) {
        manager.track(oneIn);
    }

    @Override
    public AuditDTO audit() {
        return manager.audit();
    }

    @Override
    public String toString() {
        return manager + " of " + holder;
    }
}

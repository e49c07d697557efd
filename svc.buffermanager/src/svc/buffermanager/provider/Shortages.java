// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import fw.buffer.Buffer;
import fw.memory.log.Log;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.BufferManagerEvent.Kind;

/** Requests that get no buffer: each is counted, and is an event. Any thread. */
final class Shortages {

    private final PooledBufferManager manager;
    private final Throttle noBuffsAvailable;
    private final Throttle quotaExceeded;
    private final Wording exhausted = Shortages::exhausted;
    private final LongAdder noBuffs = new LongAdder();

    Shortages(PooledBufferManager manager, Log log) {
        this.manager = manager;
        noBuffsAvailable = new Throttle(log);
        quotaExceeded = new Throttle(log);
    }

    /** There was no buffer for this holder. {@return what he gets} */
    Buffer none(int size, Holder holder) {
        noBuffs.increment();
        holder.failed.increment();
        manager.demand.failed(size);
        if (noBuffsAvailable.isOpen()) {
            noBuffsAvailable.warn(manager + ": " + exhausted(size, holder));
        }
        if (manager.announcements.isHeard()) {
            manager.announcements.note(Kind.EXHAUSTED, holder, size, binFor(size), 0, exhausted);
        }
        return InvalidBuffer.INSTANCE;
    }

    private static String exhausted(int size, Holder holder) {
        return "NoBuffsAvailable: no buffer of " + size + " bytes or more is free" + (holder.isBundle() ? ", for " + holder : "");
    }

    /** The quota of a holder doesn't let it have a buffer. {@return what it gets} */
    Buffer denied(int size, Holder holder, QuotaSpec quota) {
        holder.denied.increment();
        if (quotaExceeded.isOpen()) {
            quotaExceeded.warn(manager + ": " + quota.text(size, holder));
        }
        if (manager.announcements.isHeard()) {
            manager.announcements.note(Kind.DENIED, holder, size, binFor(size), 0, quota);
        }
        return InvalidBuffer.INSTANCE;
    }

    /** {@return the size of the smallest buffers that fit; 0 if none do} Makes nothing on the heap. */
    private int binFor(int size) {
        Pool pool = manager.current();
        List<BinSpec> bins = pool == null ? List.of() : pool.spec.bins();
        for (int i = 0; i < bins.size(); i++) {
            if (bins.get(i).size() >= size) {
                return bins.get(i).size();
            }
        }
        return 0;
    }

    /** Fills in the figure of shortages. */
    void fill(BufferManagerDTO dto) {
        dto.noBuffs = noBuffs.sum();
    }

    void clearThrottles() {
        noBuffsAvailable.clear();
        quotaExceeded.clear();
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.atomic.LongAdder;

import fw.buffer.Buffer;
import fw.memory.log.Log;
import svc.buffermanager.BufferManagerDTO;

/** Requests that get no buffer: each is counted, and is an event. Any thread. */
final class Shortages {

    private final PooledBufferManager manager;
    private final Throttle noBuffsAvailable;
    private final Throttle quotaExceeded;
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
        if (noBuffsAvailable.isOpen()) {
            noBuffsAvailable.warn(manager + ": NoBuffsAvailable: no buffer of " + size + " bytes or more is free"
                + (holder.isBundle() ? ", for " + holder : ""));
        }
        return InvalidBuffer.INSTANCE;
    }

    /** The quota of a holder doesn't let it have a buffer. {@return what it gets} */
    Buffer denied(int size, Holder holder, QuotaSpec quota) {
        holder.denied.increment();
        if (quotaExceeded.isOpen()) {
            quotaExceeded.warn(manager + ": QuotaExceeded: " + holder + " wants " + size + " bytes, has " + holder.chargedBuffers()
                + " buffers of " + holder.chargedBytes() + " bytes, and may have " + limit(quota.buffers()) + " buffers of "
                + limit(quota.bytes()) + " bytes; have it give some back first, or set its quota higher");
        }
        return InvalidBuffer.INSTANCE;
    }

    private static String limit(long limit) {
        return limit == QuotaSpec.NO_LIMIT ? "any" : Long.toString(limit);
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

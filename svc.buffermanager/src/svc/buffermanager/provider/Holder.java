// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import svc.buffermanager.HolderDTO;

/**
 * A bundle, from when it first uses the manager until it stops, as the one who has buffers. Started again it is another
 * holder: what it had
 * before is not laid to the charge of what it does now. It keeps nothing of the bundle but its names.
 */
final class Holder {

    /** The number of who is no bundle: tests, and what is inside of the manager. */
    static final int NOBODY = 0;

    private static final int BYTE_BITS = 40;
    private static final long BYTES = (1L << BYTE_BITS) - 1;

    /** What slots know it by. Never used again for another. */
    final int number;
    final long bundleId;
    final String symbolicName;
    /** As records have it. */
    final byte[] nameInUtf8;

    final LongAdder failed = new LongAdder();
    final LongAdder denied = new LongAdder();
    final LongAdder waiting = new LongAdder();
    final LongAdder waited = new LongAdder();
    final LongAdder timedOut = new LongAdder();
    /** The following are counted only while somebody attends to it. */
    final LongAdder taken = new LongAdder();
    final LongAdder returned = new LongAdder();
    final LongAdder given = new LongAdder();
    final LongAdder received = new LongAdder();
    private final AtomicInteger out = new AtomicInteger();
    private final AtomicInteger highWater = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** The number of buffers above, their bytes below: for what it takes under rules. */
    private final AtomicLong charged = new AtomicLong();

    private volatile boolean stopped;

    Holder(int number, long bundleId, String symbolicName) {
        this.number = number;
        this.bundleId = bundleId;
        this.symbolicName = symbolicName;
        nameInUtf8 = symbolicName.getBytes(StandardCharsets.UTF_8);
    }

    static Holder nobody() {
        return new Holder(NOBODY, HolderDTO.NO_BUNDLE, "nobody");
    }

    boolean isBundle() {
        return number != NOBODY;
    }

    /** Its bundle has stopped: it gets nothing more. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Counts a buffer that it has now. */
    void has(int capacity) {
        bytes.addAndGet(capacity);
        int now = out.incrementAndGet();
        if (now > highWater.get()) {
            highWater.accumulateAndGet(now, Math::max);
        }
    }

    /** Has the mark begin anew at what it has now. */
    void clearHighWater() {
        highWater.set(0);
        // After that: who counted before it is counted here, who counts later finds the mark lower than what he has counted.
        highWater.accumulateAndGet(out.get(), Math::max);
    }

    /** Counts a buffer that it hasn't any more. */
    void hasNot(int capacity) {
        out.decrementAndGet();
        bytes.addAndGet(-capacity);
    }

    /**
     * Charges it for buffers that it is to have.
     *
     * @param quota what it may have; null for anything
     * @return whether it may have them; if not, nothing is charged
     */
    boolean charge(int buffers, int capacity, QuotaSpec quota) {
        long more = ((long) buffers << BYTE_BITS) + capacity;
        for (;;) {
            long present = charged.get();
            long sum = present + more;
            if (quota != null && (quota.buffers() != QuotaSpec.NO_LIMIT && sum >>> BYTE_BITS > quota.buffers()
                || quota.bytes() != QuotaSpec.NO_LIMIT && (sum & BYTES) > quota.bytes())) {
                return false;
            }
            // One step for both: of two who want the last that the quota lets it have, one gets it. Pairs with itself and
            // uncharge().
            if (charged.compareAndSet(present, sum)) {
                return true;
            }
        }
    }

    /** Charges it no longer for a buffer. */
    void uncharge(int capacity) {
        charged.addAndGet(-((1L << BYTE_BITS) + capacity));
    }

    /** {@return for how many buffers it is charged} */
    long chargedBuffers() {
        return charged.get() >>> BYTE_BITS;
    }

    /** {@return how many buffers it has of those that are counted} */
    int counted() {
        return out.get();
    }

    /** {@return for how many bytes it is charged} */
    long chargedBytes() {
        return charged.get() & BYTES;
    }

    /** {@return its figures, but for those that are found by looking at the slots} */
    HolderDTO figures() {
        HolderDTO dto = new HolderDTO();
        dto.bundleId = bundleId;
        dto.symbolicName = symbolicName;
        dto.stopped = stopped;
        dto.failed = failed.sum();
        dto.denied = denied.sum();
        dto.waiting = waiting.sum();
        dto.waited = waited.sum();
        dto.timedOut = timedOut.sum();
        dto.taken = taken.sum();
        dto.returned = returned.sum();
        dto.given = given.sum();
        dto.received = received.sum();
        dto.highWater = highWater.get();
        return dto;
    }

    @Override
    public String toString() {
        return number == NOBODY ? symbolicName : symbolicName + " (bundle " + bundleId + (stopped ? ", stopped)" : ")");
    }
}

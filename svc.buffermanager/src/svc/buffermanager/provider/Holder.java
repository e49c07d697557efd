// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import svc.buffermanager.HolderDTO;

/**
 * A bundle, from when it first uses the manager until it stops, as the one who has buffers. Started again it is another holder: what it had
 * before is not laid to the charge of what it does now. It keeps nothing of the bundle but its names.
 */
final class Holder {

    /** The number of who is no bundle: tests, and what is inside of the manager. */
    static final int NOBODY = 0;

    /** What slots know it by. Never used again for another. */
    final int number;
    final long bundleId;
    final String symbolicName;
    /** As records have it. */
    final byte[] nameInUtf8;

    final LongAdder failed = new LongAdder();
    final LongAdder denied = new LongAdder();
    /** The following are counted only while somebody attends to it. */
    final LongAdder taken = new LongAdder();
    final LongAdder returned = new LongAdder();
    final LongAdder given = new LongAdder();
    final LongAdder received = new LongAdder();
    private final AtomicInteger out = new AtomicInteger();
    private final AtomicInteger highWater = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

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

    /** Counts a buffer that it hasn't any more. */
    void hasNot(int capacity) {
        out.decrementAndGet();
        bytes.addAndGet(-capacity);
    }

    /** {@return its figures, but for those that are found by looking at the slots} */
    HolderDTO figures() {
        HolderDTO dto = new HolderDTO();
        dto.bundleId = bundleId;
        dto.symbolicName = symbolicName;
        dto.stopped = stopped;
        dto.failed = failed.sum();
        dto.denied = denied.sum();
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

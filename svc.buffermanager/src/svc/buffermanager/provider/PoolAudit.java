// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;
import java.util.function.Predicate;

/** Holds the counters of a pool against its slots. */
final class PoolAudit {

    private final PooledBufferManager manager;
    private final Pool pool;

    PoolAudit(PooledBufferManager manager, Pool pool) {
        this.manager = manager;
        this.pool = pool;
    }

    void addTo(List<Doubt> doubts) {
        doubts.add(new Doubt(this::memory));
        doubts.add(new Doubt(this::toCome));
        if (pool.admission != null) {
            for (Bin bin : pool.bins) {
                pool.admission.forEachShare(bin.number, (whose, share) -> doubts.add(new Doubt(() -> share(bin, whose, share))));
            }
        }
    }

    private String memory() {
        return pool != manager.current() || pool.isAlive() ? null
            : manager + ": the memory of the present pool has ended: allocator " + pool.allocator.name() + " took it away";
    }

    /** How many a retired pool waits for. When that is none, its memory goes. */
    private String toCome() {
        if (!pool.isRetired() || pool.hasEnded()) {
            return null;
        }
        int counted = pool.drain.toCome();
        int out = count(slot -> slot.state() != Slot.RETIRED);
        if (counted != out) {
            return pool + " is being retired and counts " + counted + " buffers that are to come home, and " + out + " are";
        }
        return out == 0 && !pool.isDrained() ? pool + " is being retired, all its buffers are home, and it is not drained" : null;
    }

    private String share(Bin bin, String whose, Share share) {
        if (pool.isRetired()) {
            return null;
        }
        int left = share.left();
        int out = 0;
        for (int i = 0; i < bin.spec.count(); i++) {
            Slot slot = bin.slotAt(i);
            int state = slot.state();
            if ((slot.isLent() || state == Slot.QUARANTINED || state == Slot.HELD) && slot.ward.share == share) {
                out++;
            }
        }
        return left + out == share.count ? null
            : bin + ": " + left + " of " + share.count + " buffers for " + whose + " are counted as left, and " + out + " are out";
    }

    private int count(Predicate<Slot> wanted) {
        int count = 0;
        for (Bin bin : pool.bins) {
            for (int i = 0; i < bin.spec.count(); i++) {
                if (wanted.test(bin.slotAt(i))) {
                    count++;
                }
            }
        }
        return count;
    }
}

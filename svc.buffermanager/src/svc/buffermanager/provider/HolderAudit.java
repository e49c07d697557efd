// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;

/** Holds what is counted of each holder against the loans that it has. */
final class HolderAudit {

    private final PooledBufferManager manager;
    private final List<Pool> pools;

    HolderAudit(PooledBufferManager manager, List<Pool> pools) {
        this.manager = manager;
        this.pools = pools;
    }

    void addTo(List<Doubt> doubts) {
        for (Holder holder : manager.holders.all()) {
            doubts.add(new Doubt(() -> charge(holder)));
            doubts.add(new Doubt(() -> account(holder)));
        }
    }

    private String charge(Holder holder) {
        long charged = holder.chargedBuffers();
        long chargedBytes = holder.chargedBytes();
        Sum has = new Sum(holder, Admission.class);
        return agrees(charged, has.buffers) && agrees(chargedBytes, has.bytes) ? null
            : manager + ": " + holder + " is charged for " + charged + " buffers of " + chargedBytes + " bytes, and has " + has.buffers + " of "
                + has.bytes;
    }

    private String account(Holder holder) {
        long counted = holder.counted();
        Sum has = new Sum(holder, Accounts.class);
        return agrees(counted, has.buffers) ? null
            : manager + ": of " + holder + " " + counted + " buffers are counted, and it has " + has.buffers + " that are";
    }

    /** What was out of a pool whose memory had to end is still counted, and that pool is forgotten. */
    private boolean agrees(long counted, long had) {
        return counted == had || counted > had && manager.retired.expired() > 0;
    }

    /** What a holder has that is attended by one of that kind. */
    private final class Sum {

        private long buffers;
        private long bytes;

        Sum(Holder holder, Class<? extends Attendant> kind) {
            for (Pool pool : pools) {
                pool.forEachLent(slot -> {
                    Ward ward = slot.ward;
                    if (ward != null && ward.holder() == holder && ward.isAttendedBy(kind)) {
                        buffers++;
                        bytes += slot.capacity();
                    }
                });
            }
        }
    }
}

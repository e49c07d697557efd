// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import svc.buffermanager.HolderDTO;

/** Who has what, found by looking at each slot that is lent. Of slots that go out or come home meanwhile it may be wrong. */
final class Census {

    private final Pool present;
    private final Ages ages;
    private final Map<Integer, Count> counts = new HashMap<>();

    private static final class Count {
        private long buffers;
        private long bytes;
        private long oldestNanos;
        private final int[] byBin;

        Count(int bins) {
            byBin = new int[bins];
        }
    }

    /** @param present the pool whose bins are told apart; null if there is none */
    Census(Pool present, Ages ages) {
        this.present = present;
        this.ages = ages;
    }

    /** Counts what is lent of a pool. */
    void count(Pool pool) {
        pool.forEachLent(slot -> {
            Count count = counts.computeIfAbsent(slot.holder(), _ -> new Count(present == null ? 0 : present.binCount()));
            count.buffers++;
            count.bytes += slot.capacity();
            count.oldestNanos = Math.max(count.oldestNanos, ages.of(slot));
            if (pool == present) {
                count.byBin[slot.binNumber]++;
            }
        });
    }

    /** {@return whether this holder has nothing} */
    boolean isEmpty(Holder holder) {
        return !counts.containsKey(holder.number);
    }

    /** {@return the figures of these} Of nobody, only if he has something. */
    List<HolderDTO> of(List<Holder> holders) {
        List<HolderDTO> all = new ArrayList<>();
        for (Holder holder : holders) {
            Count count = counts.get(holder.number);
            if (count == null && !holder.isBundle()) {
                continue;
            }
            HolderDTO dto = holder.figures();
            QuotaSpec quota = present == null || present.admission == null ? null
                : present.admission.spec(present.admission.quotaOf(holder));
            dto.quotaBuffers = quota == null ? HolderDTO.NO_LIMIT : quota.buffers();
            dto.quotaBytes = quota == null ? HolderDTO.NO_LIMIT : quota.bytes();
            dto.outstanding = count == null ? 0 : count.buffers;
            dto.outstandingBytes = count == null ? 0 : count.bytes;
            dto.oldestNanos = count == null ? HolderDTO.NONE : count.oldestNanos;
            dto.outstandingByBin = count == null ? Collections.nCopies(present == null ? 0 : present.binCount(), 0)
                : Arrays.stream(count.byBin).boxed().toList();
            all.add(dto);
        }
        return all;
    }
}

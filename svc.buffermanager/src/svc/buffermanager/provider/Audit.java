// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import svc.buffermanager.AuditDTO;

/**
 * Verifies what must always be true of pools, while others take and give back. What can be told from one look, because what was
 * seen excludes that it was ever so, is a finding at once. Where counters are only later, or sooner, than the slots, what
 * doesn't agree is doubted: looked at again and again, it is a finding if it was the same each time, and undecided if it was not.
 */
final class Audit {

    /** So many findings are told; the others are counted. */
    private static final int MOST_TOLD = 100;
    /** For so long a doubt must last: any thread that is in the middle of something will have gone on. */
    private static final long DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int DOUBT_LOOKS = 10;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final PooledBufferManager manager;
    private final List<Pool> pools;
    private final List<String> findings = new ArrayList<>();
    private final List<String> undecided = new ArrayList<>();
    private long untold;

    /** @param pools those of the manager whose memory hasn't gone back */
    Audit(PooledBufferManager manager, List<Pool> pools) {
        this.manager = manager;
        this.pools = pools;
    }

    /** {@return what there is to tell} It looks when this is called. */
    AuditDTO report(int managerId) {
        AuditDTO dto = new AuditDTO();
        dto.managerId = managerId;
        dto.startedMillis = System.currentTimeMillis();
        long start = System.nanoTime();
        List<Doubt> doubts = new ArrayList<>();
        for (Pool pool : pools) {
            BinAudit bins = new BinAudit(this::found);
            for (Bin bin : pool.bins) {
                bins.look(bin);
            }
            doubts.addAll(bins.doubts());
            new PoolAudit(manager, pool).addTo(doubts);
            lookAtMemory(pool);
            dto.slots += pool.spec.slots();
        }
        new HolderAudit(manager, pools).addTo(doubts);
        settle(doubts);
        if (untold > 0) {
            findings.add("and " + untold + " more than these " + MOST_TOLD);
        }
        dto.findings = findings;
        dto.undecided = undecided;
        dto.nanos = System.nanoTime() - start;
        return dto;
    }

    private void found(String finding) {
        if (findings.size() < MOST_TOLD) {
            findings.add(finding);
        } else {
            untold++;
        }
    }

    private void lookAtMemory(Pool pool) {
        for (Attendant attendant : pool.attendants) {
            if (attendant instanceof Guard guard) {
                guard.audit(this::found);
            }
        }
    }

    private void settle(List<Doubt> doubts) {
        doubts.removeIf(doubt -> !doubt.isLeft());
        long start = System.nanoTime();
        for (int looks = 1; !doubts.isEmpty() && (looks < DOUBT_LOOKS || System.nanoTime() - start < DOUBT_NANOS); looks++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            doubts.removeIf(doubt -> !doubt.isLeft());
        }
        for (Doubt doubt : doubts) {
            if (doubt.isSteady()) {
                found(doubt.text());
            } else {
                undecided.add(doubt.text());
            }
        }
    }
}

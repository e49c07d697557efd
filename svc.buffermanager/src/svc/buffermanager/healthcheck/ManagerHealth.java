// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.healthcheck;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.HolderDTO;

/**
 * The health of one manager, look by look: it remembers the counters of the last look, and since when each bin has been found
 * without a free buffer. Before the first look all counters are 0, as when the manager was activated. For one thread at a time.
 */
final class ManagerHealth {

    private final Map<String, Long> counters = new HashMap<>();
    private final Map<Integer, Long> emptySince = new HashMap<>();

    /**
     * Looks at a manager.
     *
     * @param now its figures
     * @param nanos the time, as {@link System#nanoTime} has it
     * @param log gets an entry for each thing that is wrong, or one of INFO if nothing is
     */
    void look(BufferManagerDTO now, long nanos, Limits limits, ResultLog log) {
        String manager = "manager " + now.managerId;
        int entries = 0;
        for (int bin = 0; bin < now.bins.size(); bin++) {
            entries += lookAt(now, bin, nanos, limits, log) ? 1 : 0;
        }
        emptySince.keySet().retainAll(now.bins.stream().map(bin -> bin.size).collect(Collectors.toSet()));
        entries += grown("failures", now.noBuffs, manager + ": %s had no free buffer. Give its bins more buffers, or find who keeps"
            + " them: buffers " + now.managerId, "request", log);
        entries += grown("misuses", now.misuses, manager + ": %s" + worst(now.misusesByKind) + ". The log names the bundle"
            + " and the call; to trace all buffers: buffertrack on", "buffer misuse", log);
        entries += grown("leaks", now.leaks, manager + ": %s. The log names the bundle. Stop it if it still runs; with"
            + " reclaim=true, what it takes from then on is taken away when it stops", "reported leak", log);
        for (HolderDTO holder : now.holders) {
            entries += grown("denied " + holder.bundleId + " " + holder.stopped, holder.denied, manager + ": %s of "
                + holder.symbolicName + " denied by its quota. Raise it in quotas, or find out why it has " + holder.outstanding
                + " buffers", "request", log);
        }
        if (entries == 0) {
            log.add(new ResultLog.Entry(Status.OK, manager + ": " + now.currBuffs + " of " + now.totalBuffs
                + " buffers in use, at most " + now.hiBuffs + " at a time, from allocator " + now.allocator));
        }
    }

    /** {@return whether there is something to say of the bin} */
    private boolean lookAt(BufferManagerDTO now, int index, long nanos, Limits limits, ResultLog log) {
        BinDTO bin = now.bins.get(index);
        String use = "manager " + now.managerId + ", bin " + bin.size + ": " + bin.used + " of " + bin.count + " buffers in use";
        String advice = holder(now.holders, index) + ". Give the bin more buffers, or find who keeps them: buffers " + now.managerId;
        if (bin.used < bin.count) {
            emptySince.remove(bin.size);
        } else {
            long since = nanos - emptySince.computeIfAbsent(bin.size, size -> nanos);
            if (since >= limits.emptyNanos()) {
                log.add(new ResultLog.Entry(Status.CRITICAL, use + ", at every look for " + since / 1_000_000_000 + " s" + advice));
                return true;
            }
        }
        if (100L * bin.used >= (long) limits.warnShare() * bin.count) {
            log.add(new ResultLog.Entry(Status.WARN, use + " (" + 100L * bin.used / bin.count + " %; " + limits.warnShare()
                + " % is the limit)" + advice));
            return true;
        }
        return false;
    }

    /** {@return 1 if the counter has grown since the last look, which is a warning; 0 if not} */
    private int grown(String counter, long value, String text, String unit, ResultLog log) {
        Long before = counters.put(counter, value);
        // Less than before: the manager, or the holder, has begun anew.
        long more = before == null || value < before ? value : value - before;
        if (more == 0) {
            return 0;
        }
        String times = more + " " + unit + (more == 1 ? "" : "s") + (before == null ? " since it was activated" : " since the last look");
        log.add(new ResultLog.Entry(Status.WARN, text.replaceFirst("%s", times)));
        return 1;
    }

    private static String worst(Map<String, Long> misuses) {
        return misuses.entrySet().stream().max(Map.Entry.comparingByValue()).map(kind -> ", most often " + kind.getKey()).orElse("");
    }

    /** {@return who has most of the bin} Holders and bins may be a moment apart, so a holder may lack the bin. */
    private static String holder(List<HolderDTO> holders, int bin) {
        return holders.stream().filter(holder -> of(holder, bin) > 0).max(Comparator.comparingInt(holder -> of(holder, bin)))
            .map(holder -> ", most by " + holder.symbolicName + ": " + of(holder, bin)).orElse("");
    }

    private static int of(HolderDTO holder, int bin) {
        return bin < holder.outstandingByBin.size() ? holder.outstandingByBin.get(bin) : 0;
    }
}

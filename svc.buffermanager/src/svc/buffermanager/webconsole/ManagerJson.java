// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.HolderDTO;

/** A manager's figures as the page gets them. */
final class ManagerJson {

    /** Of so many holders at most the page hears, those first who have most: a frame doesn't grow with the bundles there are. */
    static final int HOLDERS = 50;

    private static final Comparator<HolderDTO> MOST_FIRST = Comparator
        .comparingLong((HolderDTO holder) -> holder.outstandingBytes).thenComparingLong(holder -> holder.outstanding).reversed()
        .thenComparingLong(holder -> holder.bundleId);

    private ManagerJson() {
    }

    /** {@return the figures of a manager} The service id is what the page names it by. */
    static JsonObject of(long serviceId, BufferManagerDTO manager) {
        JsonObject json = new JsonObject().put("service", serviceId).put("id", manager.managerId).put("memory", manager.memoryId)
            .put("allocator", manager.allocator).put("bytes", manager.poolBytes).put("alignment", manager.alignment)
            .put("total", manager.totalBuffs).put("lent", manager.currBuffs).put("high", manager.hiBuffs)
            .put("none", manager.noBuffs).put("empty", manager.emptyBuffs).put("misuses", manager.misuses)
            .put("misusesByKind", byKind(manager.misusesByKind)).put("swaps", manager.swaps).put("retiring", manager.retiring)
            .put("expired", manager.expired).put("unanswered", manager.unanswered).put("unreturned", manager.unreturnedBytes)
            .put("leaks", manager.leaks).put("reclaimed", manager.reclaimed).put("quarantined", manager.quarantined)
            .put("waiting", manager.waiting).put("waited", manager.waited).put("timedOut", manager.timedOut)
            .put("longestWait", manager.longestWaitNanos).put("guarded", manager.guarded).put("accounting", manager.accounting)
            .put("tracking", manager.tracking).put("bins", manager.bins.stream().map(ManagerJson::bin).toList())
            .put("holders", manager.holders.stream().sorted(MOST_FIRST).limit(HOLDERS)
                .map(holder -> holder(holder, manager.accounting)).toList())
            .put("moreHolders", Math.max(0, manager.holders.size() - HOLDERS));
        return manager.accounting ? json.put("taken", manager.holders.stream().mapToLong(holder -> holder.taken).sum()) : json;
    }

    private static JsonObject byKind(Map<String, Long> misuses) {
        JsonObject json = new JsonObject();
        misuses.forEach((kind, count) -> {
            if (count > 0) {
                json.put(kind, count);
            }
        });
        return json;
    }

    private static JsonObject bin(BinDTO bin) {
        return new JsonObject().put("size", bin.size).put("count", bin.count).put("used", bin.used).put("high", bin.highWater)
            .put("spills", bin.spills).put("failures", bin.failures);
    }

    private static JsonObject holder(HolderDTO holder, boolean accounting) {
        JsonObject json = new JsonObject().put("bundle", holder.bundleId).put("name", holder.symbolicName)
            .put("stopped", holder.stopped).put("lent", holder.outstanding).put("bytes", holder.outstandingBytes)
            .put("oldest", holder.oldestNanos).put("failed", holder.failed).put("denied", holder.denied)
            .put("quotaBuffers", holder.quotaBuffers).put("quotaBytes", holder.quotaBytes).put("waiting", holder.waiting);
        return accounting ? json.put("taken", holder.taken).put("returned", holder.returned).put("high", holder.highWater) : json;
    }

    /** {@return the figures of all managers, by their ids} */
    static List<JsonObject> of(Map<Long, BufferManagerDTO> managers) {
        return managers.entrySet().stream()
            .sorted(Comparator.comparingInt((Map.Entry<Long, BufferManagerDTO> entry) -> entry.getValue().managerId)
                .thenComparing(Map.Entry::getKey))
            .map(entry -> of(entry.getKey(), entry.getValue())).toList();
    }
}

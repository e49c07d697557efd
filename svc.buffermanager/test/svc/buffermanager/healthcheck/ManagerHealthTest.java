// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.healthcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.junit.jupiter.api.Test;

import svc.buffermanager.AuditDTO;
import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.HolderDTO;

class ManagerHealthTest {

    private static final long SECOND = 1_000_000_000;
    private static final Limits LIMITS = new Limits(80, 10 * SECOND);

    private final ManagerHealth health = new ManagerHealth();
    private final BufferManagerDTO manager = manager(bin(64, 10), bin(2048, 20));

    private List<String> look(long nanos) {
        ResultLog log = new ResultLog();
        health.look(manager, nanos, LIMITS, log);
        return entries(log);
    }

    private static List<String> entries(ResultLog log) {
        List<String> entries = new ArrayList<>();
        log.forEach(entry -> entries.add(entry.getStatus() + " " + entry.getMessage()));
        return entries;
    }

    @Test
    void saysHowAHealthyManagerIs() {
        manager.currBuffs = 3;
        manager.hiBuffs = 5;

        assertEquals(List.of("OK manager 7: 3 of 30 buffers in use, at most 5 at a time, from allocator malloc"), look(0));
    }

    @Test
    void warnsAtTheShareAndNotBelow() {
        manager.bins.get(1).used = 15;
        assertEquals(Status.OK.name(), look(0).getFirst().split(" ")[0]);

        manager.bins.get(1).used = 16;
        manager.holders.add(holder("com.acme.radio", 0, 12));
        manager.holders.add(holder("com.acme.clock", 0, 4));
        assertEquals(List.of("WARN manager 7, bin 2048: 16 of 20 buffers in use (80 %; 80 % is the limit), most by com.acme.radio: 12."
            + " Give the bin more buffers, or find who keeps them: buffers 7"), look(0));
    }

    @Test
    void anEmptyBinIsCriticalOnceEachLookHasFoundItSoForTheTime() {
        manager.bins.get(0).used = 10;
        assertEquals(List.of("WARN"), statuses(look(5 * SECOND)));
        assertEquals(List.of("WARN"), statuses(look(15 * SECOND - 1)));
        assertEquals(List.of("CRITICAL manager 7, bin 64: 10 of 10 buffers in use, at every look for 10 s. Give the bin more buffers, or"
            + " find who keeps them: buffers 7"), look(15 * SECOND));

        manager.bins.get(0).used = 9;
        assertEquals(List.of("WARN"), statuses(look(16 * SECOND)));
        manager.bins.get(0).used = 10;
        assertEquals(List.of("WARN"), statuses(look(25 * SECOND)));
    }

    @Test
    void whatHasHappenedBeforeTheFirstLookIsSaidOnce() {
        manager.noBuffs = 3;
        assertEquals(List.of("WARN manager 7: 3 requests since it was activated had no free buffer. Give its bins more buffers, or find"
            + " who keeps them: buffers 7"), look(0));
        assertEquals(List.of("OK"), statuses(look(1)));
        manager.noBuffs = 4;
        assertEquals(List.of("WARN manager 7: 1 request since the last look had no free buffer. Give its bins more buffers, or find who"
            + " keeps them: buffers 7"), look(2));
    }

    @Test
    void aManagerThatHasBegunAnewIsCountedFromNothing() {
        manager.leaks = 5;
        look(0);
        manager.leaks = 1;
        assertEquals("WARN manager 7: 1 reported leak since the last look", look(1).getFirst().split("\\.")[0]);
    }

    @Test
    void namesTheMostFrequentMisuse() {
        manager.misuses = 3;
        manager.misusesByKind = Map.of("STALE", 1L, "OVERWRITTEN", 2L);
        assertEquals("WARN manager 7: 3 buffer misuses since it was activated, most often OVERWRITTEN", look(0).getFirst()
            .split("\\.")[0]);
    }

    @Test
    void namesWhoWasDenied() {
        HolderDTO holder = holder("com.acme.radio", 4, 0);
        holder.outstanding = 4;
        holder.denied = 2;
        manager.holders.add(holder);
        assertEquals(List.of("WARN manager 7: 2 requests since it was activated of com.acme.radio denied by its quota. Raise it in"
            + " quotas, or find out why it has 4 buffers"), look(0));
    }

    @Test
    void aNameWithADollarSignIsSaidAsItIs() {
        HolderDTO holder = holder("com.acme.$1\\", 0, 0);
        holder.denied = 1;
        manager.holders.add(holder);
        assertEquals("WARN manager 7: 1 request since it was activated of com.acme.$1\\ denied by its quota", look(0).getFirst()
            .split("\\. ")[0]);
    }

    @Test
    void eachFindingOfAnAuditIsCritical() {
        AuditDTO audit = new AuditDTO();
        audit.managerId = 7;
        audit.slots = 30;
        audit.findings = List.of("bin 64 counts 3 lent, but 2 are", "slot 4 is nowhere");
        audit.undecided = List.of();
        ResultLog log = new ResultLog();
        AuditCheck.add(audit, log);
        assertEquals(List.of("CRITICAL", "CRITICAL"), statuses(entries(log)));

        audit.findings = List.of();
        audit.undecided = List.of("bin 64");
        log = new ResultLog();
        AuditCheck.add(audit, log);
        assertEquals(List.of("OK manager 7: 30 buffers audited, nothing is wrong; too busy to tell of 1"), entries(log));
    }

    private static List<String> statuses(List<String> entries) {
        return entries.stream().map(entry -> entry.split(" ")[0]).toList();
    }

    private static BufferManagerDTO manager(BinDTO... bins) {
        BufferManagerDTO manager = new BufferManagerDTO();
        manager.managerId = 7;
        manager.totalBuffs = 30;
        manager.allocator = "malloc";
        manager.misusesByKind = Map.of();
        manager.bins = List.of(bins);
        manager.holders = new ArrayList<>();
        return manager;
    }

    private static BinDTO bin(int size, int count) {
        BinDTO bin = new BinDTO();
        bin.size = size;
        bin.count = count;
        return bin;
    }

    private static HolderDTO holder(String name, int... byBin) {
        HolderDTO holder = new HolderDTO();
        holder.symbolicName = name;
        holder.outstandingByBin = List.of(byBin[0], byBin[1]);
        return holder;
    }
}

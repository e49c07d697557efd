// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;

class BuffersTableTest {

    @Test
    void showsEachManagerWithItsBins() {
        BufferManagerDTO manager = manager(7, bin(2048, 20, 5, 10, 3, 1), bin(64, 1024, 0, 0, 0, 0));
        manager.totalBuffs = 1044;
        manager.currBuffs = 5;
        manager.hiBuffs = 10;
        manager.noBuffs = 1;
        manager.poolBytes = 106496;
        manager.swaps = 2;

        assertEquals("""
            manager  allocator   bytes  lent    of  high  none  empty  misuse  swaps  drain  expired
                  7  malloc     106496     5  1044    10     1      0       0      2      0        0
              size  count  used  high  spills  failures
              2048     20     5    10       3         1  [#####-----..........]
                64   1024     0     0       0         0  [....................]""", BuffersTable.of(List.of(manager)));
    }

    @Test
    void showsManagersInAscendingOrderOfTheirIds() {
        List<String> lines = BuffersTable.of(List.of(manager(9), manager(2))).lines().filter(line -> line.contains("malloc"))
            .toList();

        assertEquals(List.of("2", "9"), lines.stream().map(line -> line.strip().substring(0, 1)).toList());
    }

    @Test
    void saysThatThereIsNoManager() {
        assertEquals("no buffer manager is in service", BuffersTable.of(List.of()));
    }

    @Test
    void showsASingleBufferAmongVeryMany() {
        assertEquals("[#...................]", BuffersTable.bar(bin(64, 100_000, 1, 1, 0, 0)));
    }

    @Test
    void showsASingleFreeBufferAmongVeryMany() {
        assertEquals("[###################-]", BuffersTable.bar(bin(64, 100_000, 99_999, 100_000, 0, 0)));
    }

    @Test
    void showsAFullBinAsFull() {
        assertEquals("[####################]", BuffersTable.bar(bin(64, 3, 3, 3, 0, 0)));
    }

    @Test
    void fitsAHundredColumnsWithAHundredThousandBuffers() {
        BufferManagerDTO manager = manager(65535, bin(1 << 30, 100_000, 100_000, 100_000, 10_000_000_000L, 10_000_000_000L));
        manager.totalBuffs = manager.currBuffs = manager.hiBuffs = 100_000;
        manager.poolBytes = 1L << 30;

        BuffersTable.of(List.of(manager)).lines().forEach(line -> assertTrue(line.length() <= 100, line));
    }

    private static BufferManagerDTO manager(int id, BinDTO... bins) {
        BufferManagerDTO manager = new BufferManagerDTO();
        manager.managerId = id;
        manager.memoryId = 100;
        manager.allocator = "malloc";
        manager.bins = List.of(bins);
        return manager;
    }

    private static BinDTO bin(int size, int count, int used, int highWater, long spills, long failures) {
        BinDTO bin = new BinDTO();
        bin.size = size;
        bin.count = count;
        bin.used = used;
        bin.highWater = highWater;
        bin.spills = spills;
        bin.failures = failures;
        return bin;
    }
}

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
            manager 7: 5 of 1044 buffers lent, at most 10; 106496 bytes from malloc, memory id 100
              1 requests found none, 0 empty returns, 0 misuses, 2 swaps, 0 draining, 0 expired
              size  count  used  high  spills  failures
              2048     20     5    10       3         1  [#####-----..........]
                64   1024     0     0       0         0  [....................]""", BuffersTable.of(List.of(manager)));
    }

    @Test
    void showsManagersInAscendingOrderOfTheirIds() {
        String text = BuffersTable.of(List.of(manager(9), manager(2)));

        assertTrue(text.indexOf("manager 2:") < text.indexOf("manager 9:"), text);
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
    void fitsAHundredColumnsWithLargeFigures() {
        BufferManagerDTO manager = manager(65535, bin(1 << 30, 1_000_000, 1_000_000, 1_000_000, 10_000_000_000L, 10_000_000_000L));
        manager.totalBuffs = manager.currBuffs = manager.hiBuffs = 1_000_000;
        manager.poolBytes = 1L << 40;

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

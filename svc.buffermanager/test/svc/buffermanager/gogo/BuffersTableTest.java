// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static svc.buffermanager.gogo.Telemetry.bin;
import static svc.buffermanager.gogo.Telemetry.holder;
import static svc.buffermanager.gogo.Telemetry.manager;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import svc.buffermanager.BinDTO;
import svc.buffermanager.BufferManagerDTO;

/** Managers as text. */
class BuffersTableTest {

    @Test
    void showsALineForEachManagerWithABarForEachBin() {
        BufferManagerDTO second = manager(12, bin(512, 4, 0, 4));
        second.noBuffs = 3;
        assertEquals("""
            manager  lent    of  high  none  allocator  bins
                  7     5  1044    10     0  malloc     64[..........] 2048[##---.....]
                 12     0     4     4     3  malloc     512[----------]""",
            BuffersTable.of(List.of(manager(7, bin(64, 1024, 0, 0), bin(2048, 20, 5, 10)), second), 80));
    }

    @Test
    void putsTheBarsBelowWhereTheTerminalIsNarrow() {
        assertEquals("""
            manager  lent  of  high  none  allocator  bins
                  7     0   3     0     0  malloc     64[..........]
                                                      128[..........]
                                                      256[..........]""",
            BuffersTable.of(List.of(manager(7, bin(64, 1, 0, 0), bin(128, 1, 0, 0), bin(256, 1, 0, 0))), 70));
    }

    @Test
    void saysWhatIsOutOfTheOrdinary() {
        BufferManagerDTO manager = manager(7, bin(64, 1, 0, 0));
        manager.misuses = 3;
        manager.misusesByKind = Map.of("NOT_LENT", 3L, "FOREIGN", 0L);
        manager.leaks = 1;
        List<String> lines = BuffersTable.of(List.of(manager), 80).lines().toList();
        assertEquals(List.of("  ! misuses: 3 NOT_LENT", "  ! leaks reported: 1; the log names who has what"),
            lines.subList(2, 4));
    }

    @Test
    void saysThatThereIsNoManager() {
        assertEquals("no buffer manager is in service", BuffersTable.of(List.of(), 80));
    }

    @Test
    void showsAManagerWholly() {
        BinDTO large = bin(2048, 20, 5, 10);
        large.failures = 1;
        large.spills = 2;
        large.wastedBytes = 4000;
        BufferManagerDTO manager = manager(7, bin(64, 1024, 1, 3), large);
        manager.holders = List.of(holder(3, "com.acme.small", 1, 64, 5_000_000, 1, 0),
            holder(4, "com.acme.radio", 5, 10_240, 12_300_000_000L, 0, 5));
        manager.tracking = 100;
        manager.waiting = 2;
        assertEquals("""
            manager 7 (radio)
              lent 6 of 1044 buffers, at most 13; requests that found none: 0
              memory 106496 bytes from allocator malloc, identifier 0; swaps 0
              accounting off, tracking one in 100

              size  count  used  high  failures  spills  wasted  use
                64   1024     1     3         0       0       0  [#...................]
              2048     20     5    10         1       2    4000  [#####-----..........]

              holder              lent  bytes  oldest    by bin  failed
              com.acme.radio (4)     5  10240  12.3 s    0+5          0
              com.acme.small (3)     1     64  5.000 ms  1+0          0

              ! waiting for a buffer now: 2""", ManagerPage.of("7 (radio)", manager, 80));
    }

    @Test
    void fitsTheTerminalAndBreaksNoNumber() {
        BufferManagerDTO manager = manager(7, bin(64, 1024, 1, 3));
        manager.holders = List.of(holder(3, "com.acme.a.very.long.symbolic.name.of.a.bundle", 123456, 1234567890123L,
            5_000_000, 123456));
        for (int width = 60; width < 120; width++) {
            String text = ManagerPage.of("7", manager, width).lines().skip(4).reduce("", (all, line) -> all + line + "\n");
            for (String line : text.lines().toList()) {
                assertTrue(line.length() <= width, line);
            }
            assertTrue(text.contains("1234567890123") && text.contains("123456 "), text);
        }
    }

    @Test
    void showsASingleBufferAmongVeryMany() {
        assertEquals("[#...................]", Bar.of(bin(64, 100_000, 1, 1), 20));
    }

    @Test
    void showsASingleFreeBufferAmongVeryMany() {
        assertEquals("[###################-]", Bar.of(bin(64, 100_000, 99_999, 100_000), 20));
    }

    @Test
    void showsAFullBinAsFull() {
        assertEquals("[####################]", Bar.of(bin(64, 3, 3, 3), 20));
    }
}

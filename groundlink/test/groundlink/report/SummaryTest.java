// SPDX-License-Identifier: Apache-2.0
package groundlink.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import groundlink.transfer.Totals;
import svc.buffermanager.BufferManagerDTO;

class SummaryTest {

    private static final String HASH = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String OTHER = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void tellsHowATransferWent() {
        Summary summary = summary(new Totals(145_959_730, 2228, 2228, 0, 0, 3), HASH, 0);

        assertEquals(List.of(
            "  file        some/file",
            "  bytes       145,959,730 in 2,228 chunks of 65,536",
            "  buffers     2,228 taken, 2,228 returned",
            "  high water  17 of 56 lent at a time, 3 waits for a free one",
            "  swaps       1: half-way from malloc to arena, in 3.2 ms",
            "  time        0.500 s, 278.4 MiB/s",
            "  SHA-256     " + HASH + "  file",
            "              " + HASH + "  copy",
            "  identical   0 buffers outstanding"), summary.lines());
        assertEquals(0, summary.exitCode());
    }

    @Test
    void tellsOfBuffersThatExpired() {
        Summary summary = summary(new Totals(145_959_730, 2232, 2228, 4, 3, 0), HASH, 0);

        assertEquals("  bytes       145,959,730 in 2,228 chunks of 65,536, 3 read again", summary.lines().get(1));
        assertEquals("  buffers     2,232 taken, 2,228 returned, 4 expired with their memory", summary.lines().get(2));
        assertEquals(0, summary.exitCode());
    }

    @Test
    void isNoSuccessIfTheCopyDiffers() {
        Summary summary = summary(new Totals(1, 1, 1, 0, 0, 0), OTHER, 0);

        assertEquals("  DIFFERENT   0 buffers outstanding", summary.lines().getLast());
        assertEquals(1, summary.exitCode());
    }

    @Test
    void isNoSuccessIfABufferIsOutstanding() {
        Summary summary = summary(new Totals(1, 1, 1, 0, 0, 0), HASH, 2);

        assertEquals("  identical   2 buffers outstanding", summary.lines().getLast());
        assertEquals(1, summary.exitCode());
    }

    @Test
    void fitsAHundredColumns() {
        BufferManagerDTO pool = pool(0);
        Summary summary = new Summary("long/".repeat(50) + "file", 65536, Long.MAX_VALUE >> 16,
            new Totals(Long.MAX_VALUE, 1L << 40, 1L << 40, 1000, 1000, 1L << 40), pool,
            "half-way from malloc to arena, in 2000.0 ms", 1L << 60, HASH, HASH);

        summary.lines().forEach(line -> assertTrue(line.length() <= 100, line));
    }

    private static Summary summary(Totals totals, String copyHash, long outstanding) {
        return new Summary("some/file", 65536, 2228, totals, pool(outstanding), "half-way from malloc to arena, in 3.2 ms",
            500_000_000, HASH, copyHash);
    }

    private static BufferManagerDTO pool(long outstanding) {
        BufferManagerDTO pool = new BufferManagerDTO();
        pool.totalBuffs = 56;
        pool.hiBuffs = 17;
        pool.currBuffs = outstanding;
        pool.swaps = 1;
        return pool;
    }
}

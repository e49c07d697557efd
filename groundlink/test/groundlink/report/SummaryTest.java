// SPDX-License-Identifier: Apache-2.0
package groundlink.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import svc.buffermanager.BufferManagerDTO;

class SummaryTest {

    private static final String HASH = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String OTHER = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static Delivered delivered(String channel, String copyHash) {
        return new Delivered("some/file", 145_959_730, 2376, 61_440, 2389, 2380, 5, 2, 122_880, 1, channel, 500_000_000, HASH,
            copyHash);
    }

    private static Summary summary(Delivered delivered, long outstanding) {
        BufferManagerDTO pool = new BufferManagerDTO();
        pool.currBuffs = outstanding;
        pool.hiBuffs = 12;
        pool.totalBuffs = 56;
        pool.noBuffs = 3;
        pool.swaps = 1;
        return new Summary(delivered, pool, 2, "half-way from malloc to arena, in 3.2 ms");
    }

    @Test
    void tellsHowARunWent() {
        Summary summary = summary(delivered("", HASH), 0);

        assertEquals(List.of(
            "  file        some/file",
            "  bytes       145,959,730 in 2,376 packets of 61,440",
            "  frames      2,389 sent, 2,380 received, 5 dropped",
            "  retries     122,880 bytes in 2 repairs, the whole file 1 times",
            "  high water  12 of 56 buffers lent at a time, none was free 3 times",
            "  swaps       1 of the pool, 2 of the rings: half-way from malloc to arena, in 3.2 ms",
            "  time        0.500 s, 278.4 MiB/s",
            "  SHA-256     " + HASH + "  file",
            "              " + HASH + "  copy",
            "  identical   0 buffers outstanding"), summary.lines());
        assertEquals(0, summary.exitCode());
    }

    @Test
    void tellsWhatABadChannelHasDone() {
        assertTrue(delivered("seed 1: 3 losses", HASH).first().contains("  bad channel seed 1: 3 losses"));
    }

    @Test
    void isNoSuccessIfTheCopyDiffers() {
        Summary summary = summary(delivered("", OTHER), 0);

        assertEquals("  DIFFERENT   0 buffers outstanding", summary.lines().getLast());
        assertEquals(1, summary.exitCode());
    }

    @Test
    void isNoSuccessIfABufferIsOutstanding() {
        Summary summary = summary(delivered("", HASH), 2);

        assertEquals("  identical   2 buffers outstanding", summary.lines().getLast());
        assertEquals(1, summary.exitCode());
    }

    @Test
    void saysNothingOfWhatIsNotKnownAtOneEnd() {
        Delivered one = new Delivered("f", 1, 1, 61_440, 9, -1, 0, 0, 0, 0, "", 1, HASH, HASH);

        assertEquals("  bytes       1 in 1 packet", one.first().get(1));
        assertEquals("  frames      9 sent, 0 dropped", one.first().get(2));
        assertEquals("  identical", one.verdict(""));
    }

    @Test
    void fitsAHundredColumns() {
        long much = 0xFFFF_FFFFL;
        Delivered all = new Delivered("long/".repeat(50) + "file", much, much, 61_440, much, much, much, much, much, 4,
            "seed 9223372036854775807: 70000 bit errors, 70000 losses, 70000 repeats, garbage 70000 times", 1L << 60, HASH, HASH);

        all.first().stream().filter(line -> !line.contains("seed")).forEach(line -> assertTrue(line.length() <= 100, line));
        summary(all, 0).lines().stream().filter(line -> !line.contains("seed")).forEach(
            line -> assertTrue(line.length() <= 100, line));
    }
}

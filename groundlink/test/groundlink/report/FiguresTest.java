// SPDX-License-Identifier: Apache-2.0
package groundlink.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({"0,0 bytes", "1,1 byte", "1023,1023 bytes", "1024,1.0 KiB", "1536,1.5 KiB", "1048524,1023.9 KiB",
        "1048575,1.0 MiB", "145959730,139.2 MiB", "9223372036854775807,8.0 EiB"})
    void showsBytesInTheFittingUnit(long bytes, String shown) {
        assertEquals(shown, Figures.bytes(bytes));
    }

    @Test
    void keepsThousandsApart() {
        assertEquals("145,959,730", Figures.grouped(145_959_730));
    }

    @Test
    void showsShortTimesInMilliseconds() {
        assertEquals("0.1 ms", Figures.time(123_456));
        assertEquals("99.9 ms", Figures.time(99_900_000));
        assertEquals("0.100 s", Figures.time(100_000_000));
    }

    @Test
    void showsARatePerSecond() {
        assertEquals("2.0 MiB/s", Figures.rate(1 << 20, 500_000_000));
    }

    @Test
    void showsARateWithoutATime() {
        assertEquals("0 bytes/s", Figures.rate(0, 0));
    }

    @Test
    void keepsTheEndOfALongText() {
        assertEquals("...fghij", Figures.tail("abcdefghij", 8));
        assertEquals("abcdefgh", Figures.tail("abcdefgh", 8));
    }
}

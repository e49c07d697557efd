// SPDX-License-Identifier: Apache-2.0
package groundlink.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes);

    @Test
    void showsALineForEachTenth() {
        Progress progress = new Progress(out, false, 1000);
        for (int moved = 0; moved <= 1000; moved++) {
            progress.show(moved);
        }

        assertEquals(List.of(" 10", " 20", " 30", " 40", " 50", " 60", " 70", " 80", " 90", "100"),
            bytes.toString().lines().map(line -> line.substring(45, 48)).toList());
        assertTrue(bytes.toString().lines().allMatch(line -> line.length() <= 100));
    }

    @Test
    void asksForTheNextTenth() {
        Progress progress = new Progress(out, false, 1001);
        assertEquals(101, progress.next());
        progress.show(300);
        assertEquals(301, progress.next());
    }

    @Test
    void asksForNothingMoreWhenAllIsShown() {
        Progress progress = new Progress(out, false, 1001);
        progress.show(1001);
        assertEquals(Long.MAX_VALUE, progress.next());
        assertEquals(Long.MAX_VALUE, new Progress(out, false, 0).next());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 7, 99, 100, 101, 12_345, 145_959_730, 1L << 50})
    void hasSomethingNewToShowAtEveryMomentThatItAskedFor(long size) {
        for (boolean terminal : new boolean[] {false, true}) {
            Progress progress = new Progress(out, terminal, size);
            for (long asked = progress.next(), before = 0; asked != Long.MAX_VALUE; before = asked, asked = progress.next()) {
                assertTrue(before < asked && asked <= size, before + " " + asked);
                progress.show(asked);
            }
        }
    }

    @Test
    void writesItsLineAgainInATerminal() {
        Progress progress = new Progress(out, true, 1000);
        progress.show(10);
        progress.show(20);
        progress.close();

        assertEquals(2, bytes.toString().chars().filter(c -> c == '\r').count());
        assertEquals(1, bytes.toString().chars().filter(c -> c == '\n').count());
    }

    @Test
    void putsANoteOnALineOfItsOwn() {
        Progress progress = new Progress(out, true, 1000);
        progress.show(500);
        progress.note("half-way");
        progress.show(510);

        assertEquals("  half-way", bytes.toString().split("[\r\n]+")[2]);
    }

    @Test
    void showsNothingForAnEmptyFile() {
        Progress progress = new Progress(out, true, 0);
        progress.show(0);
        progress.close();

        assertEquals("", bytes.toString());
    }
}

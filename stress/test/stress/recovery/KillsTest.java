// SPDX-License-Identifier: Apache-2.0
package stress.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was confirmed before a kill is found whole after it; and it would be told if it weren't. */
@Timeout(300)
class KillsTest {

    @Test
    void findsWhatWasConfirmedAfterTenKills(@TempDir Path folder) throws Exception {
        List<String> said = new ArrayList<>();
        assertEquals(List.of(), Kills.run(folder, 10, 1, said::add), said::toString);
    }

    /** Each line of faults can be had: these are what JVMs say, up to the one that is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {
        "CONFIRMED 1;READY true 0 0 0 0",
        "CONFIRMED 1;FOUND 2 a;READY true 1 0 0 0",
        "CONFIRMED 1;RETURNED 1;FOUND 1 a",
        "CONFIRMED 1;HANDED_ON 1;FOUND 1 a",
        "FOUND 1 a;READY true 1 0 0 0;FOUND 1 a",
        "WRONG 1",
        "READY true 0 0 0 1",
        "Exception in thread"})
    void tellsWhatIsWrong(String lines) {
        Ledger ledger = new Ledger();
        for (String line : lines.split(";")) {
            assertEquals(List.of(), ledger.faults(), "before " + line);
            ledger.read(line);
        }
        assertFalse(ledger.faults().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CONFIRMED 1;FOUND 1 a;READY true 1 0 0 0;READY true 0 0 0 0",
        "CONFIRMED 1;GIVEN_UP 1;READY true 0 1 0 0",
        "CONFIRMED 1;GIVEN_UP 1;FOUND 1 a;READY true 1 0 0 0",
        "CONFIRMED 1;FOUND 1 a;FOUND 1 a;READY true 1 0 0 0",
        "CONFIRMED 1;HANDED_ON 1;FOUND 1 fw.memory.arena;READY true 1 0 0 0"})
    void tellsNothingWhereAllIsWell(String lines) {
        Ledger ledger = new Ledger();
        lines.lines().flatMap(line -> List.of(line.split(";")).stream()).forEach(ledger::read);
        assertEquals(List.of(), ledger.faults());
    }
}

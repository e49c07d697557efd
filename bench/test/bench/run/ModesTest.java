// SPDX-License-Identifier: Apache-2.0
package bench.run;

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class ModesTest {

    @Test
    void haveNamesOfTheirOwn() {
        List<String> names = Modes.all().stream().map(Mode::name).toList();
        assertEquals(names.size(), names.stream().distinct().count());
    }

    @Test
    void haveNoLineTwice() {
        List<Entry> entries = Modes.all().stream().flatMap(mode -> mode.entries().stream()).toList();
        assertEquals(entries.size(), entries.stream().collect(Collectors.toSet()).size());
    }

    @Test
    void haveTheLineThatTheOthersAreComparedWith() {
        List<Mode> modes = Modes.all().stream().filter(mode -> !mode.base().isEmpty()).toList();
        assertFalse(modes.isEmpty());
        for (Mode mode : modes) {
            assertTrue(mode.entries().stream().anyMatch(entry -> entry.label().equals(mode.base())), mode.name());
        }
    }

    @Test
    void ofPoolSizesAreForPoolsThatHaveOne() {
        Mode mode = Modes.all().stream().filter(one -> one.name().equals("pool-1000")).findFirst().orElseThrow();
        assertEquals(List.of("buffermanager", "commons-pool2", "stormpot", "agrona", "jctools", "jctools-xadd"), mode.entries()
            .stream().map(Entry::label).toList());
    }
}

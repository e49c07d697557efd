// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import stress.hold.Faults;

class ProcessMemoryTest {

    private static final ProcessMemory BEFORE = new ProcessMemory(30, OptionalLong.of(800));

    private final Faults<Finding> findings = new Faults<>(Finding.class);

    private long found(long arenas, OptionalLong mapped) {
        new ProcessMemory(arenas, mapped).findGrowth(BEFORE, findings);
        return findings.count(Finding.PROCESS_GREW);
    }

    @Test
    void toleratesALittle() {
        assertEquals(0, found(30 + 2048, OptionalLong.of(800 + 2048)));
    }

    @Test
    void findsWhatArenasHaveMore() {
        assertEquals(1 << 10, found(30 + 2049, OptionalLong.of(800)));
    }

    @Test
    void findsWhatIsMappedMore() {
        assertEquals(1 << 10, found(30, OptionalLong.of(800 + 2049)));
    }

    @Test
    void doesWithoutWhatTheSystemDoesNotTell() {
        assertEquals(0, found(30, OptionalLong.empty()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory.canary;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {

    private static final int SIZE = 20_000;

    private final Canary canary = new Canary(1);
    private final MemorySegment memory = MemorySegment.ofArray(new byte[SIZE]);

    @Test
    void findsNothingInWhatNobodyHasWrittenTo() {
        canary.fill(memory, 10, SIZE - 10);
        assertNull(canary.find(memory, 10, SIZE - 10));
        assertNull(canary.find(memory, 5000, 5001), "a part");
        assertNull(canary.find(memory, 17, 17), "nothing at all");
        assertEquals(0, memory.get(JAVA_BYTE, 9));
        assertEquals(0, memory.get(JAVA_BYTE, SIZE - 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4098, 4099, 8198, SIZE - 1})
    void findsAByteOfZeroWhereverItIs(int place) {
        canary.fill(memory, 0, SIZE);
        memory.set(JAVA_BYTE, place, (byte) 0);
        Damage damage = canary.find(memory, 0, SIZE);
        assertEquals(place, damage.first());
        assertEquals(place, damage.last());
        assertEquals("00", damage.hex());
    }

    @Test
    void tellsTheFirstAndTheLastAndTheFirstSixteen() {
        canary.fill(memory, 0, SIZE);
        memory.asSlice(4000, 20).fill((byte) 0);
        memory.set(JAVA_BYTE, 9000, (byte) -1);
        Damage damage = canary.find(memory, 0, SIZE);
        assertEquals(4000, damage.first());
        assertEquals(9000, damage.last());
        assertEquals("00 ".repeat(16).strip(), damage.hex());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 64, 4096, 8192})
    void isToldFromItselfMovedFromAnotherPlace(int distance) {
        canary.fill(memory, 0, SIZE);
        MemorySegment.copy(memory, 0, memory, distance, 64);
        assertNotNull(canary.find(memory, 0, SIZE));
    }

    @Test
    void twoOfThemAreToldApart() {
        canary.fill(memory, 0, SIZE);
        new Canary(2).fill(memory, 100, 110);
        Damage damage = canary.find(memory, 0, SIZE);
        assertEquals(100, damage.first());
        assertNotEquals(damage.first(), damage.last());
    }

    @Test
    void aMemoryThatHasEndedIsNotTakenForDamaged() {
        Arena arena = Arena.ofShared();
        MemorySegment ended = arena.allocate(100);
        arena.close();
        assertThrows(IllegalStateException.class, () -> canary.find(ended, 0, 100));
        assertThrows(IllegalStateException.class, () -> canary.fill(ended, 0, 100));
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import fw.buffer.Buffer;

class PoolSpecTest {

    private static final List<BinSpec> ONE = List.of(new BinSpec(10, 1));

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesAManagerIdOutOfRange(int id) {
        assertRefused("manager.id " + id, () -> new PoolSpec(id, 0, ONE, 1, false));
    }

    @Test
    void refusesANegativeMemoryId() {
        assertRefused("memory.id -1", () -> new PoolSpec(0, -1, ONE, 1, false));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 3, 63, 1L << 31, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesAnAlignmentThatIsNoPowerOfTwoInRange(long alignment) {
        assertRefused("alignment " + alignment, () -> new PoolSpec(0, 0, ONE, alignment, false));
    }

    @Test
    void refusesMoreBuffersThanCanBeCounted() {
        assertRefused("2147483648 buffers", () -> new PoolSpec(0, 0, BinSpec.parse("1x2147483647", "2x1"), 1, false));
    }

    @Test
    void refusesMoreBuffersThanTheHeapCanHoldBeforeAnythingIsReserved() {
        assertRefused("-Xmx", () -> new PoolSpec(0, 0, BinSpec.parse("1x2147483647"), 1, false));
    }

    @Test
    void countsTheBytesOfTheLargestPoolThatCanBeConfigured() {
        PoolSpec spec = new PoolSpec(0, 0, BinSpec.parse("2147483647x1000000"), 1 << 30, false);
        assertEquals((1L << 31) * 1_000_000, spec.bytes());
    }

    @Test
    void roundsEachSlotUpToTheAlignment() {
        PoolSpec spec = new PoolSpec(0, 0, BinSpec.parse("1x2", "64x3", "65x1"), 64, false);
        assertEquals(64 * 2 + 64 * 3 + 128, spec.bytes());
        assertEquals(6, spec.slots());
    }

    @Test
    void contextIsAsInFprimeUpTo65535BuffersAndWiderBeyond() {
        PoolSpec narrow = new PoolSpec(0xFFFF, 0, BinSpec.parse("1x65535"), 1, false);
        assertEquals(0xFFFF_0000L | 65534, narrow.firstContext() + 65534);
        PoolSpec wide = new PoolSpec(0xFFFF, 0, BinSpec.parse("1x65536"), 1, false);
        assertEquals(0x1_FFFF_0000_FFFFL, wide.firstContext() + 65535);
        assertTrue(wide.firstContext() > 0xFFFF_FFFFL, "it can't be taken for one of F´'s");
        assertNotEquals(Buffer.NO_CONTEXT, narrow.firstContext() + 65534);
    }

    private static void assertRefused(String named, org.junit.jupiter.api.function.Executable executable) {
        String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
        assertTrue(message.contains(named), message);
    }
}

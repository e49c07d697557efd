// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import fw.buffer.Buffer;

/** Buffers with room before and after their bytes. */
class HeadroomTest {

    @Test
    void hasRoomOnBothSides() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x1", "128x1"); Buffer buffer = fixture.manager.allocate(50, 10, 5)) {
            assertEquals(50, buffer.size());
            assertEquals(10, buffer.offset());
            assertEquals(128, buffer.capacity(), "64 are not enough for all three");
            buffer.byteBuffer().put(0, (byte) 7);
            buffer.advance(-10).setSize(65);
            assertEquals(7, buffer.byteBuffer().get(10));
        }
    }

    @Test
    void fitsExactly() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x1"); Buffer buffer = fixture.manager.allocate(1, 63, 0)) {
            assertEquals(63, buffer.offset());
            assertEquals(64, buffer.capacity());
        }
    }

    @Test
    void withoutBytesNothingIsTaken() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x1")) {
            assertFalse(fixture.manager.allocate(0, 10, 10).isValid());
            assertEquals(0, fixture.manager.snapshot().currBuffs);
        }
    }

    @Test
    void isInvalidIfNoneHasTheCapacity() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x1")) {
            assertFalse(fixture.manager.allocate(60, 3, 2).isValid());
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "1, -1, 1", "1, 1, -1", "2147483647, 1, 0", "1, 2147483647, 2147483647"})
    void refusesWhatNoBufferCanHave(int size, int headroom, int tailroom) {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x1")) {
            String message = assertThrows(IllegalArgumentException.class,
                () -> fixture.manager.allocate(size, headroom, tailroom)).getMessage();
            assertTrue(message.contains("headroom " + headroom) && message.contains("tailroom " + tailroom), message);
            assertEquals(0, fixture.manager.snapshot().currBuffs);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManagerDTO;

/** What F´'s own unit tests of its BufferManager show, and its requirements BM-001 to BM-007. */
class FprimeBehaviourTest {

    private static final String[] BINS = {"10x2", "12x4", "100x3"};

    @Test
    void setUpAsksOnceForExactlyWhatThePoolNeedsAndCleanUpGivesAllBack() {
        ManagerFixture fixture = ManagerFixture.withBins(BINS);
        assertEquals(List.of(new TestAllocator.Request(49, 10 * 2 + 12 * 4 + 100 * 3, 1)), fixture.allocator.requests);
        assertEquals(9, fixture.manager.snapshot().totalBuffs);
        fixture.close();
        assertTrue(fixture.allocator.outstanding.isEmpty());
    }

    @Test
    void slotsLieSideBySideAndHaveContextsThatNameManagerAndIndex() {
        try (ManagerFixture fixture = ManagerFixture.withBins(BINS)) {
            List<Buffer> all = fixture.take(9, 10);
            long base = all.getFirst().segment().address();
            int[] offsets = {0, 10, 20, 32, 44, 56, 68, 168, 268};
            for (int i = 0; i < 9; i++) {
                assertEquals(32L << 16 | i, all.get(i).context());
                assertEquals(offsets[i], all.get(i).segment().address() - base);
            }
        }
    }

    @Test
    void oneSize() {
        try (ManagerFixture fixture = ManagerFixture.withBins("12x4")) {
            List<Buffer> taken = fixture.take(4, 12);
            for (Buffer buffer : taken) {
                assertTrue(buffer.isValid());
            }
            assertFigures(fixture, 4, 4, 4, 0, 0);
            assertFalse(fixture.manager.allocate(12).isValid());
            assertFigures(fixture, 4, 4, 4, 1, 0);
            Collections.shuffle(taken, new Random(1));
            for (int left = 3; left >= 0; left--) {
                fixture.manager.deallocate(taken.get(left));
                assertFigures(fixture, 4, left, 4, 1, 0);
            }
            fixture.manager.deallocate(InvalidBuffer.INSTANCE);
            assertFigures(fixture, 4, 0, 4, 1, 1);
        }
    }

    @Test
    void currentAndHighWaterMarkStepUpWithEachBuffer() {
        try (ManagerFixture fixture = ManagerFixture.withBins("12x4")) {
            for (int i = 1; i <= 4; i++) {
                fixture.take(1, 12);
                assertFigures(fixture, 4, i, i, 0, 0);
            }
        }
    }

    @Test
    void telemetryIsWrittenWhenItChanges() {
        try (ManagerFixture fixture = ManagerFixture.withBins("12x4")) {
            List<Buffer> taken = fixture.take(5, 12);
            fixture.manager.schedIn();
            assertEquals(List.of("INFO manager 32: TotalBuffs 4", "INFO manager 32: CurrBuffs 4", "INFO manager 32: HiBuffs 4",
                "INFO manager 32: NoBuffs 1", "INFO manager 32: EmptyBuffs 0"), infos(fixture));
            fixture.log.lines.clear();
            fixture.manager.schedIn();
            assertEquals(List.of(), infos(fixture));
            taken.subList(0, 4).forEach(Buffer::close);
            fixture.manager.deallocate(taken.get(4));
            fixture.manager.schedIn();
            assertEquals(List.of("INFO manager 32: CurrBuffs 0", "INFO manager 32: EmptyBuffs 1"), infos(fixture));
        }
    }

    private static List<String> infos(ManagerFixture fixture) {
        return fixture.log.lines.stream().filter(line -> line.startsWith("INFO")).toList();
    }

    @Test
    void requestsTakeTheSmallestBinThatFitsAndSpillUpwards() {
        int[] sizes = {10, 12, 100};
        int[] firstIndex = {0, 2, 6};
        try (ManagerFixture fixture = ManagerFixture.withBins(BINS)) {
            for (int i = 0; i < 3; i++) {
                List<Buffer> taken = fixture.take(9 - firstIndex[i], sizes[i]);
                List<Integer> capacities = taken.stream().map(Buffer::capacity).toList();
                assertEquals(capacities.stream().sorted().toList(), capacities, "the smallest bin first");
                assertEquals(IntStream.range(firstIndex[i], 9).boxed().toList(), taken.stream().map(fixture::index).sorted()
                    .toList());
                assertFalse(fixture.manager.allocate(sizes[i]).isValid());
                assertEquals(i + 1, fixture.manager.snapshot().noBuffs);
                taken.forEach(fixture.manager::deallocate);
            }
            assertEquals(9, fixture.manager.snapshot().hiBuffs);
        }
    }

    @Test
    void theSizeIsExactlyWhatWasAskedFor() {
        try (ManagerFixture fixture = ManagerFixture.withBins("12x1"); Buffer trimmed = fixture.manager.allocate(11)) {
            assertEquals(11, trimmed.size());
            assertEquals(11, trimmed.segment().byteSize());
            assertEquals(11, trimmed.byteBuffer().capacity());
            assertEquals(12, trimmed.capacity());
        }
    }

    @Test
    void aRequestLargerThanAnySlotFails() {
        try (ManagerFixture fixture = ManagerFixture.withBins(BINS)) {
            assertFalse(fixture.manager.allocate(101).isValid());
            assertFalse(fixture.manager.allocate(Integer.MAX_VALUE).isValid());
            assertFigures(fixture, 9, 0, 0, 2, 0);
        }
    }

    @Test
    void eachEventIsLoggedTenTimesUntilItsThrottleIsCleared() {
        try (ManagerFixture fixture = ManagerFixture.withBins("12x1")) {
            fixture.take(13, 12);
            assertEquals(10, fixture.log.count("WARN manager 32: NoBuffsAvailable: no buffer of 12 bytes"));
            for (int i = 0; i < 12; i++) {
                fixture.manager.deallocate(InvalidBuffer.INSTANCE);
            }
            assertEquals(10, fixture.log.count("NullEmptyBuffer"));
            assertFigures(fixture, 1, 1, 1, 12, 12);
            fixture.manager.clearThrottles();
            fixture.take(1, 12);
            assertEquals(11, fixture.log.count("NoBuffsAvailable"));
        }
    }

    @Test
    void aShrunkBufferAndOneMovedToItsVeryEndAreAccepted() {
        try (ManagerFixture fixture = ManagerFixture.withBins("12x2")) {
            Buffer shrunk = fixture.manager.allocate(12).setSize(0);
            assertFalse(shrunk.isValid());
            fixture.manager.deallocate(shrunk);
            fixture.manager.deallocate(fixture.manager.allocate(12).advance(12));
            assertFigures(fixture, 2, 0, 1, 0, 0);
        }
    }

    @Test
    void aRequestOfNothingTakesNothing() {
        try (ManagerFixture fixture = ManagerFixture.withBins("12x1")) {
            assertFalse(fixture.manager.allocate(0).isValid());
            assertFigures(fixture, 1, 0, 0, 0, 0);
        }
    }

    @Test
    void setUpAgainAfterCleanUpWorks() {
        ManagerFixture fixture = ManagerFixture.withBins("12x1");
        fixture.close();
        assertThrows(IllegalStateException.class, () -> fixture.manager.allocate(1));
        fixture.publish(ManagerFixture.spec(32, 1, "12x1"));
        assertTrue(fixture.manager.allocate(12).isValid());
        fixture.close();
    }

    @Test
    void useBeforeSetUpIsRefused() {
        assertThrows(IllegalStateException.class, () -> new ManagerFixture().manager.allocate(1));
    }

    @Test
    void aBufferOfAnotherManagerIsRefusedAlsoIfItHasTheSameId() {
        try (ManagerFixture mine = ManagerFixture.withBins("12x1"); ManagerFixture other = ManagerFixture.withBins("12x1")) {
            Buffer foreign = other.manager.allocate(12);
            BufferMisuseException e = assertThrows(BufferMisuseException.class, () -> mine.manager.deallocate(foreign));
            assertEquals(BufferMisuseException.Kind.FOREIGN, e.kind());
            assertEquals(1, mine.manager.snapshot().misuses);
            assertTrue(foreign.isValid());
            other.manager.deallocate(foreign);
        }
    }

    @Test
    void aDoubleReturnIsRefusedAndThePoolUnharmed() {
        try (ManagerFixture fixture = ManagerFixture.withBins("12x2")) {
            Buffer buffer = fixture.manager.allocate(12);
            fixture.manager.deallocate(buffer);
            BufferMisuseException e = assertThrows(BufferMisuseException.class, () -> fixture.manager.deallocate(buffer));
            assertEquals(BufferMisuseException.Kind.NOT_LENT, e.kind());
            assertTrue(e.getMessage().contains("manager 32") && e.getMessage().contains("12x2"), e.getMessage());
            assertEquals(2, fixture.take(3, 12).stream().filter(Buffer::isValid).count());
        }
    }

    private static void assertFigures(ManagerFixture fixture, long total, long current, long high, long none, long empty) {
        BufferManagerDTO dto = fixture.manager.snapshot();
        assertEquals(List.of(total, current, high, none, empty),
            List.of(dto.totalBuffs, dto.currBuffs, dto.hiBuffs, dto.noBuffs, dto.emptyBuffs));
    }
}

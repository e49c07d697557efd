// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManagerDTO;
import svc.buffermanager.DemandDTO;

/** What is known of the sizes that are asked for. */
class DemandTest {

    @Test
    void classesAreInOrderAndAnEighthWideAtMost() {
        int before = Demand.classOf(1);
        assertEquals(0, before);
        int first = 1;
        for (int size = 2; size < 1 << 20; size++) {
            int now = Demand.classOf(size);
            assertTrue(now == before || now == before + 1, "at " + size);
            if (now != before) {
                first = size;
                before = now;
            }
            assertTrue(size - first <= first / 8, size + " is with " + first);
        }
        assertEquals(Demand.classOf(Integer.MAX_VALUE), Demand.classOf(Integer.MAX_VALUE - 1));
    }

    @Test
    void tellsHowManyWereLentAtEachLook() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x10", "2048x10")) {
            Buffer large = fixture.manager.allocate(1500);
            assertEquals(1, fixture.manager.snapshot().looks);
            List<Buffer> small = fixture.take(3, 20);
            BufferManagerDTO dto = fixture.manager.snapshot();
            assertEquals(2, dto.looks);
            assertEquals(2, dto.demand.size());
            assertLine(20, 1.5, 2.25, 3, dto.demand.getFirst());
            assertLine(1500, 1, 0, 1, dto.demand.getLast());
            assertEquals(3 * 44, dto.bins.getFirst().wastedBytes);
            assertEquals(548, dto.bins.getLast().wastedBytes);
            small.forEach(Buffer::close);
            large.setSize(7).close();
            assertLine(20, 1, 2, 3, fixture.manager.snapshot().demand.getFirst());
        }
    }

    @Test
    void whatAHolderTrimsStaysWhatHeAskedFor() {
        try (ManagerFixture fixture = ManagerFixture.withBins("2048x10")) {
            fixture.manager.allocate(1500).setSize(100).advance(50);
            assertLine(1500, 1, 0, 1, fixture.manager.snapshot().demand.getFirst());
        }
    }

    @Test
    void countsWhatFailedByItsSize() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x1")) {
            fixture.take(3, 50);
            fixture.manager.allocate(9000);
            List<DemandDTO> demand = fixture.manager.snapshot().demand;
            assertEquals(2, demand.getFirst().failed);
            assertLine(50, 1, 0, 1, demand.getFirst());
            assertEquals(1, demand.getLast().failed);
            assertLine(9000, 0, 0, 0, demand.getLast());
        }
    }

    @Test
    void beginsAnewWithTheHighWaterMarks() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x10")) {
            fixture.take(3, 50).forEach(Buffer::close);
            fixture.take(1, 20);
            fixture.manager.snapshot();
            fixture.manager.clearHighWater();
            BufferManagerDTO dto = fixture.manager.snapshot();
            assertEquals(1, dto.looks);
            assertEquals(1, dto.demand.size());
            assertLine(20, 1, 0, 1, dto.demand.getFirst());
        }
    }

    @Test
    void seesWhatIsOutOfPoolsThatAreBeingRetired() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x10")) {
            fixture.take(2, 50);
            fixture.publish(ManagerFixture.spec(32, 1, "128x4"));
            fixture.take(1, 49);
            assertLine(50, 3, 0, 3, fixture.manager.snapshot().demand.getFirst());
        }
    }

    private static void assertLine(int size, double mean, double variance, long most, DemandDTO line) {
        assertEquals(size, line.size);
        assertEquals(mean, line.mean, 1e-9);
        assertEquals(variance, line.variance, 1e-9);
        assertEquals(most, line.most);
    }
}

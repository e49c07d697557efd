// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import fw.buffer.Buffer;
import svc.buffermanager.AuditDTO;
import svc.buffermanager.Handles;

/** Pools that are damaged on purpose: an audit finds it, and nothing where nothing is. */
@Timeout(60)
class AuditTest {

    private static ManagerFixture with(PoolSpec spec) {
        ManagerFixture fixture = new ManagerFixture();
        fixture.publish(spec);
        return fixture;
    }

    private static ManagerFixture guarded() {
        return with(new PoolSpec(32, 49, BinSpec.parse("64x4"), 64, false, Handles.REUSED, LendingRules.NONE,
            new Treatment(false, true, false)));
    }

    private static ManagerFixture ruled() {
        return with(new PoolSpec(32, 49, BinSpec.parse("64x4"), 64, false, Handles.REUSED,
            new LendingRules(List.of(QuotaSpec.parse("com.acme.*;reserve=64x1")), LendingRules.ANY), Treatment.NONE));
    }

    @SuppressWarnings("restricted") // To write where a holder can't.
    private static MemorySegment memory(Buffer first) {
        return ((Slot) first).whole().reinterpret(256);
    }

    private static void assertSound(ManagerFixture fixture) {
        AuditDTO audit = fixture.manager.audit();
        assertEquals(List.of(), audit.findings);
        assertEquals(List.of(), audit.undecided);
    }

    private static void assertFinds(ManagerFixture fixture, String... findings) {
        AuditDTO audit = fixture.manager.audit();
        assertEquals(List.of(findings), audit.findings);
        assertEquals(List.of(), audit.undecided);
    }

    @Test
    void findsNothingInASoundPoolAndSaysWhatItLookedAt() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x40", "128x20")) {
            List<Buffer> held = fixture.take(45, 64);
            held.removeLast().close();
            long before = System.currentTimeMillis();
            AuditDTO audit = fixture.manager.audit();
            assertEquals(32, audit.managerId);
            assertEquals(60, audit.slots);
            assertTrue(audit.startedMillis >= before && audit.nanos > 0);
            assertSound(fixture);
            fixture.publish(ManagerFixture.spec(32, 1, "64x7"));
            assertEquals(67, fixture.manager.audit().slots, "those of the pool that is being retired included");
            assertSound(fixture);
            held.forEach(Buffer::close);
            assertSound(fixture);
        }
    }

    @Test
    void findsThatTooFewBuffersAreCountedAsOpened() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x8")) {
            List<Buffer> held = fixture.take(4, 64);
            ((Slot) held.getFirst()).bin.opened.set(2);
            assertFinds(fixture, "manager 32: buffer 3 of bin 64x8 is lent, and only the 2 first of its bin are counted as opened: "
                + "the high-water mark is too low");
            ((Slot) held.getFirst()).bin.opened.set(4);
            assertSound(fixture);
        }
    }

    @Test
    void findsThatTooManyBuffersAreCountedAsOpened() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x8")) {
            Bin bin = ((Slot) fixture.manager.allocate(64)).bin;
            bin.opened.set(2);
            assertFinds(fixture, "manager 32: buffer 1 of bin 64x8 has never been opened, and the 2 first of its bin are counted as opened");
            bin.opened.set(1);
        }
    }

    @Test
    void findsAFreeBufferWithoutItsMark() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x8")) {
            List<Buffer> held = fixture.take(2, 64);
            Slot slot = (Slot) held.getFirst();
            FreeMarks marks = slot.bin.freeMarks;
            assertTrue(slot.change(Slot.WATCHED, Slot.FREE), "given back, and nobody was told");
            assertEquals(false, FreeMarks.isSet(marks.of(0), 0));
            slot.bin.fullGroups.clear(0);
            assertFinds(fixture, "manager 32: buffer 0 of bin 64x8 is free, and has no mark: no search finds it");
            marks.set(0);
            assertSound(fixture);
            held.getLast().close();
        }
    }

    @Test
    void findsAFreeBufferInAGroupThatIsNotedAsFull() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x2")) {
            List<Buffer> held = fixture.take(2, 64);
            held.forEach(Buffer::close);
            FullGroups groups = ((Slot) held.getFirst()).bin.fullGroups;
            groups.set(0, groups.clearings(0));
            assertFinds(fixture, "manager 32: buffer 0 of bin 64x2 is free, and its group is noted as full: searches pass it over",
                "manager 32: buffer 1 of bin 64x2 is free, and its group is noted as full: searches pass it over");
            groups.clear(0);
            assertSound(fixture);
        }
    }

    @Test
    void findsAStateThatThereIsNoneOf() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x2")) {
            Slot slot = (Slot) fixture.manager.allocate(64);
            int state = slot.state();
            assertTrue(slot.change(state, 3));
            assertFinds(fixture, "manager 32: buffer 0 of bin 64x2 is in a state that there is none of: 0x3");
            assertTrue(slot.change(3, state));
        }
    }

    @Test
    void findsABufferThatIsLentAndCountedAsLeft() {
        try (ManagerFixture fixture = ruled()) {
            Slot slot = (Slot) fixture.manager.allocate(64);
            assertSound(fixture);
            slot.ward.share.giveBack();
            assertFinds(fixture, "manager 32: bin 64x4: 3 of 3 buffers for all are counted as left, and 1 are out");
            assertTrue(slot.ward.share.take());
            assertSound(fixture);
        }
    }

    @Test
    void findsAHolderWhoIsChargedForWhatHeHasNot() {
        try (ManagerFixture fixture = ruled()) {
            Holder acme = fixture.manager.holders.of(7, "com.acme.radio");
            Buffer buffer = fixture.manager.views.of(acme).allocate(64);
            assertSound(fixture);
            acme.charge(1, 64, null);
            assertFinds(fixture, "manager 32: com.acme.radio (bundle 7) is charged for 2 buffers of 128 bytes, and has 1 of 64");
            acme.uncharge(64);
            acme.uncharge(64);
            assertFinds(fixture, "manager 32: com.acme.radio (bundle 7) is charged for 0 buffers of 0 bytes, and has 1 of 64");
            acme.charge(1, 64, null);
            buffer.close();
            assertSound(fixture);
        }
    }

    @Test
    void findsABundleWhoseBuffersAreCountedWrong() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x4")) {
            fixture.manager.care(new Care(true, 0));
            Holder acme = fixture.manager.holders.of(7, "com.acme.radio");
            Buffer buffer = fixture.manager.views.of(acme).allocate(64);
            assertSound(fixture);
            acme.has(64);
            assertFinds(fixture, "manager 32: of com.acme.radio (bundle 7) 2 buffers are counted, and it has 1 that are");
            acme.hasNot(64);
            fixture.manager.care(Care.NONE);
            assertSound(fixture);
            buffer.close();
        }
    }

    @Test
    void whatIsStillOutOfAPoolThatHadToEndIsNoFinding() {
        try (ManagerFixture fixture = ruled()) {
            Buffer late = fixture.manager.allocate(64);
            Pool before = fixture.manager.current();
            fixture.publish(before.spec);
            assertSound(fixture);
            fixture.manager.retired.end(before);
            assertSound(fixture);
            try {
                late.close();
            } catch (RuntimeException e) {
                assertTrue(e.getMessage().contains("too late"), e.getMessage());
            }
            assertSound(fixture);
        }
    }

    @Test
    void findsARetiredPoolThatWaitsForTooMany() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x3")) {
            Slot slot = (Slot) fixture.manager.allocate(64);
            fixture.publish(ManagerFixture.spec(32, 1, "64x2"));
            assertSound(fixture);
            assertTrue(slot.change(Slot.WATCHED, Slot.RETIRED), "home, and not counted");
            assertFinds(fixture, "manager 32: the pool from allocator test with [64x3] is being retired and counts 1 buffers that are to "
                + "come home, and 0 are");
            assertTrue(slot.change(Slot.RETIRED, Slot.WATCHED));
            slot.close();
            assertSound(fixture);
        }
    }

    @Test
    void findsThatTheMemoryOfThePresentPoolHasEnded() {
        ManagerFixture fixture = ManagerFixture.withBins("64x3");
        fixture.allocator.outstanding.values().forEach(Arena::close);
        assertFinds(fixture, "manager 32: the memory of the present pool has ended: allocator test took it away");
    }

    @Test
    void findsWhatWasWrittenToAFreeBufferAndBetweenTwo() {
        try (ManagerFixture fixture = guarded()) {
            Buffer first = fixture.manager.allocate(64);
            Buffer second = fixture.manager.allocate(64);
            MemorySegment memory = memory(first);
            first.segment().fill((byte) 0);
            assertSound(fixture);
            second.close();
            assertSound(fixture);
            memory.set(ValueLayout.JAVA_BYTE, 128 + 7, (byte) 0);
            memory.set(ValueLayout.JAVA_BYTE, 64, (byte) 0xFF);
            assertFinds(fixture,
                "manager 32: buffer 1 of bin 64x4 was written while nobody had it: bytes 7 to 7, counted from its start, now 00",
                "manager 32: buffer 1 of bin 64x4 has been written before its start, or the one before it past its end: "
                    + "bytes -64 to -64, counted from its start, now ff");
            assertEquals(0, fixture.manager.snapshot().misuses, "it tells nobody else, and repairs nothing");
            fixture.manager.allocate(64);
            assertEquals(2, fixture.manager.snapshot().misuses);
            assertSound(fixture);
        }
    }

    @Test
    void findsAFreeBufferWithAHandleThatIsLent() {
        try (ManagerFixture fixture = with(new PoolSpec(32, 49, BinSpec.parse("64x2"), 64, false, Handles.ROTATED))) {
            Loan loan = (Loan) fixture.manager.allocate(64);
            assertSound(fixture);
            fixture.manager.current().giveBack(loan.slot);
            assertFinds(fixture, "manager 32: buffer 0 of bin 64x2 is free, and a handle for it is lent");
        }
    }

    @Test
    void tellsAHundredFindingsAndCountsTheOthers() {
        try (ManagerFixture fixture = ManagerFixture.withBins("64x150")) {
            List<Buffer> held = fixture.take(150, 64);
            held.forEach(Buffer::close);
            Bin bin = ((Slot) held.getFirst()).bin;
            for (int group = 0; group < FreeMarks.groups(150); group++) {
                bin.fullGroups.set(group, bin.fullGroups.clearings(group));
            }
            List<String> findings = fixture.manager.audit().findings;
            assertEquals(101, findings.size());
            assertEquals("and 50 more than these 100", findings.getLast());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import svc.buffermanager.recovery.FoundSlot.State;

class KeptMemoryTest {

    private static final Layout LAYOUT = new Layout(32, 64, new int[] {16, 100}, new int[] {3, 2});
    private static final byte[] RX = "com.example.rx".getBytes(UTF_8);
    private static final byte[] TX = "com.example.tx".getBytes(UTF_8);
    private static final int LARGE = 4;

    private final MemorySegment memory = Arena.ofAuto().allocate(LAYOUT.bytes(), 64);
    private final KeptMemory kept = fresh();

    private KeptMemory fresh() {
        try {
            KeptMemory made = new KeptMemory(memory, LAYOUT, false);
            made.arrange();
            return made;
        } catch (RefusedContentException e) {
            throw new AssertionError(e);
        }
    }

    private MemorySegment bytes(int slot, int offset, int size) {
        return memory.asSlice(LAYOUT.slotAt(slot) + offset, size);
    }

    private void checkpoint(int slot, int offset, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        MemorySegment content = bytes(slot, offset, bytes.length);
        content.copyFrom(MemorySegment.ofArray(bytes));
        kept.record(slot).checkpoint(offset, bytes.length, content);
    }

    private List<FoundSlot> found() throws RefusedContentException {
        return new KeptMemory(memory, LAYOUT, true).found();
    }

    private State only() throws RefusedContentException {
        List<FoundSlot> found = found();
        assertEquals(1, found.size(), found.toString());
        return found.getFirst().state();
    }

    @Test
    void lieInOrderAndAligned() {
        for (int slot = 0; slot < LAYOUT.slots; slot++) {
            assertEquals(0, LAYOUT.slotAt(slot) % 64);
        }
        assertTrue(LAYOUT.recordAt(LAYOUT.slots) <= LAYOUT.slotsAt);
        assertEquals(LAYOUT.slotsAt + 3 * 64, LAYOUT.slotAt(3));
        assertEquals(LAYOUT.slotsAt + 3 * 64 + 2 * 128, LAYOUT.bytes());
        assertEquals(16, LAYOUT.capacity(2));
        assertEquals(100, LAYOUT.capacity(3));
    }

    @Test
    void findsNothingInAPoolWithNothingOut() throws RefusedContentException {
        assertEquals(List.of(), found());
        assertTrue(new KeptMemory(memory, LAYOUT, true).isLeft());
    }

    @Test
    void findsAWholeBufferAsItWasAtItsCheckpoint() throws RefusedContentException {
        kept.record(LARGE).lent(12, RX, 1_700_000_000_123L);
        checkpoint(LARGE, 7, "as it should be read");
        FoundSlot slot = found().getFirst();
        assertEquals(State.WHOLE, slot.state());
        assertEquals(LARGE, slot.slot());
        assertEquals("com.example.rx", slot.holder());
        assertEquals(12, slot.bundleId());
        assertEquals(1_700_000_000_123L, slot.takenMillis());
        assertEquals(7, slot.offset());
        assertEquals(20, slot.size());
    }

    @Test
    void tellsWhatWasWrittenAfterItsCheckpointAndWhatHadNone() throws RefusedContentException {
        kept.record(LARGE).lent(12, RX, 1);
        assertEquals(State.UNFINISHED, only());
        checkpoint(LARGE, 0, "text");
        assertEquals(State.WHOLE, only());
        bytes(LARGE, 3, 1).fill((byte) 'T');
        assertEquals(State.TORN, only());
        kept.record(LARGE).free();
        assertEquals(List.of(), found());
    }

    @Test
    void keepsACheckpointWhenTheBufferIsHandedOnAndNotWhenItIsLentAgain() throws RefusedContentException {
        kept.record(LARGE).lent(12, RX, 1);
        checkpoint(LARGE, 0, "text");
        kept.record(LARGE).handedOn(13, TX);
        assertEquals(State.WHOLE, only());
        assertEquals("com.example.tx", found().getFirst().holder());
        assertEquals(13, found().getFirst().bundleId());
        kept.record(LARGE).free();
        kept.record(LARGE).lent(12, RX, 2);
        assertEquals(State.UNFINISHED, only());
    }

    @Test
    void cutsANameThatIsTooLongWhereALetterEnds() throws RefusedContentException {
        kept.record(0).lent(1, ("x" + "ä".repeat(40)).getBytes(UTF_8), 1);
        assertEquals("x" + "ä".repeat(35), found().getFirst().holder());
    }

    @Test
    void leavesNothingWhenItWasClosed() throws RefusedContentException {
        kept.record(0).lent(1, RX, 1);
        kept.record(0).free();
        kept.close();
        KeptMemory next = new KeptMemory(memory, LAYOUT, true);
        assertFalse(next.isLeft());
        assertEquals(List.of(), next.found());
    }

    @Test
    void keepsWholeBuffersAndFreesAllOthersWhenItIsArranged() throws RefusedContentException {
        for (int slot = 0; slot < 3; slot++) {
            kept.record(slot).lent(1, RX, 1);
        }
        checkpoint(0, 0, "whole");
        checkpoint(1, 0, "torn");
        bytes(1, 0, 1).fill((byte) 0);
        memory.set(ValueLayout.JAVA_BYTE, LAYOUT.recordAt(3) + SlotRecord.COPY + 1, (byte) 1);
        KeptMemory next = new KeptMemory(memory, LAYOUT, true);
        assertEquals(List.of(State.WHOLE, State.TORN, State.UNFINISHED, State.DAMAGED),
            next.found().stream().map(FoundSlot::state).toList());
        next.arrange();
        assertEquals(State.WHOLE, only());
        next.record(0).free();
        assertEquals(List.of(), found());
    }

    /**
     * The steps in which a record is written, one store after the other, as SlotRecord says; and any mixture of the words
     * between.
     */
    @Test
    void readsAsBeforeOrAfterWhereverItIsKilled() throws RefusedContentException {
        SplittableRandom random = new SplittableRandom(1);
        Runnable[] steps = {() -> kept.record(LARGE).lent(12, RX, 1), () -> checkpoint(LARGE, 0, "text"),
            () -> kept.record(LARGE).checkpoint(0, 4, bytes(LARGE, 0, 4)), () -> kept.record(LARGE).handedOn(13, TX),
            () -> kept.record(LARGE).free(), () -> kept.record(LARGE).lent(14, TX, 2), () -> kept.record(LARGE).free()};
        MemorySegment record = memory.asSlice(LAYOUT.recordAt(LARGE), SlotRecord.BYTES);
        for (Runnable step : steps) {
            byte[] before = record.toArray(ValueLayout.JAVA_BYTE);
            String was = found().toString();
            step.run();
            byte[] after = record.toArray(ValueLayout.JAVA_BYTE);
            String is = found().toString();
            int copy = Arrays.mismatch(before, after) / SlotRecord.COPY * SlotRecord.COPY;
            int seal = copy + SlotRecord.COPY - Long.BYTES;
            assertArrayEquals(Arrays.copyOfRange(before, SlotRecord.COPY - copy, SlotRecord.BYTES - copy),
                Arrays.copyOfRange(after, SlotRecord.COPY - copy, SlotRecord.BYTES - copy), "the other copy is not touched");
            for (int round = 0; round < 200; round++) {
                byte[] killed = before.clone();
                Arrays.fill(killed, seal, seal + Long.BYTES, (byte) 0);
                for (int word = copy; word < seal; word += Long.BYTES) {
                    boolean stored = round < 16 ? word - copy < round * Long.BYTES : random.nextBoolean();
                    System.arraycopy(stored ? after : before, word, killed, word, Long.BYTES);
                }
                record.copyFrom(MemorySegment.ofArray(killed));
                assertEquals(was, found().toString());
            }
            record.copyFrom(MemorySegment.ofArray(after));
            assertEquals(is, found().toString());
        }
    }

    /**
     * A slot of which a bit is changed anywhere is refused, told as damaged or torn, or as it was; never as whole with other
     * bytes.
     */
    @Test
    void callsNothingWholeThatIsNotWhicheverBitIsChanged() throws RefusedContentException {
        kept.record(0).lent(1, RX, 1);
        checkpoint(0, 2, "whole");
        kept.record(1).lent(1, TX, 1);
        kept.record(2).lent(1, TX, 1);
        checkpoint(2, 0, "gone");
        kept.record(2).free();
        long tableAt = LAYOUT.recordAt(0);
        int refused = 0;
        int damaged = 0;
        for (long bit = 0; bit < LAYOUT.bytes() * 8; bit++) {
            flip(bit);
            try {
                for (FoundSlot slot : found()) {
                    if (slot.state() == State.WHOLE) {
                        assertEquals(0, slot.slot(), "bit " + bit);
                        assertArrayEquals("whole".getBytes(UTF_8),
                            bytes(0, slot.offset(), slot.size()).toArray(ValueLayout.JAVA_BYTE));
                        assertEquals("com.example.rx", slot.holder());
                    }
                    damaged += slot.state() == State.DAMAGED ? 1 : 0;
                }
                assertFalse(bit / 8 < Header.bytes(2), "bit " + bit + " of the header");
            } catch (RefusedContentException e) {
                assertTrue(bit / 8 < tableAt, "bit " + bit + ": " + e.getMessage());
                refused++;
            }
            flip(bit);
        }
        assertEquals(Header.bytes(2) * 8, refused);
        // Each bit of a copy in use, but for those between its content and its seal that are 0 always? There are none: all are in
        // the CRC.
        assertTrue(damaged >= 7 * SlotRecord.COPY * 8, damaged + " bits told as damaged");
    }

    private void flip(long bit) {
        memory.set(ValueLayout.JAVA_BYTE, bit / 8, (byte) (memory.get(ValueLayout.JAVA_BYTE, bit / 8) ^ 1 << bit % 8));
    }

    @Test
    void refusesWhatItCanNotRead() {
        assertRefused("it is of manager 32", new Layout(7, 64, new int[] {16, 100}, new int[] {3, 2}));
        assertRefused("it has bins 16x3,100x2, and not 16x2,100x3", new Layout(32, 64, new int[] {16, 100}, new int[] {2, 3}));
        assertRefused("its alignment is 64, and not 32", new Layout(32, 32, new int[] {16, 100}, new int[] {3, 2}));
        memory.set(Header.INT, Header.VERSION_AT, 2);
        assertRefused("it is of format 2, and this bundle reads format 1", LAYOUT);
        memory.set(Header.LONG, Header.MAGIC_AT, 0x6F6C6C65_48L);
        assertRefused("it isn't a recoverable pool's: it begins with 48656c6c6f000000 and not with 66775245434f5652", LAYOUT);
    }

    private void assertRefused(String reason, Layout layout) {
        byte[] before = memory.toArray(ValueLayout.JAVA_BYTE);
        assertEquals(reason,
            assertThrows(RefusedContentException.class, () -> new KeptMemory(memory, layout, true)).getMessage());
        assertArrayEquals(before, memory.toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void takesMemoryThatIsAllZerosAsNew() throws RefusedContentException {
        memory.fill((byte) 0);
        assertFalse(new KeptMemory(memory, LAYOUT, true).isLeft());
        memory.set(ValueLayout.JAVA_BYTE, LAYOUT.bytes() - 1, (byte) 1);
        assertThrows(RefusedContentException.class, this::found);
    }

    @Test
    void beginsAnewWhereItWasKilledWhileItWasArranged() throws RefusedContentException {
        kept.record(0).lent(1, RX, 1);
        memory.set(Header.LONG, Header.PHASE_AT, Header.ARRANGING);
        memory.set(Header.INT, Header.BYTES_AT, 0);
        assertFalse(new KeptMemory(memory, LAYOUT, true).isLeft());
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.recovery;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What is kept of one slot: two copies in memory, of which the older one is overwritten. One thread at a time: who has the slot.
 * <pre>
 *   0  sequence    24  slot     32  offset   40  CRC of content    48  name, in UTF-8
 *   8  bundle id   28  state    36  size     44  bytes of name    120  seal: mark, CRC of all before
 *  16  time taken
 * </pre>
 * <b>Why a kill at any moment leaves it readable.</b> The memory is a file's, mapped and shared: what a process has stored
 * belongs to the
 * system, which keeps it when the process dies; only a failure of the machine itself loses it. A thread that is killed has stored
 * what its instructions
 * up to some point say, and nothing after. The stores to a copy are kept in order by fences: its seal becomes 0; then its content
 * is written; then
 * its seal, one aligned word. So, wherever a thread is killed, the copy that it was writing is either whole, or has the seal 0;
 * and the other
 * copy, which it did not touch, is whole, and says what was true before. Reading takes the whole one with the higher sequence.
 * A copy whose seal is neither 0 nor right has been changed by something else than a kill. Then the slot is damaged, even if the
 * other copy is
 * whole: that one may be out of date.
 */
public final class SlotRecord {

    /** What both copies take, in bytes. */
    static final int BYTES = 256;
    static final int COPY = BYTES / 2;

    private static final int FREE = 1;
    private static final int LENT = 2;
    private static final int CHECKPOINTED = 3;

    private static final int SEQUENCE_AT = 0;
    private static final int BUNDLE_AT = 8;
    private static final int TAKEN_AT = 16;
    private static final int SLOT_AT = 24;
    private static final int STATE_AT = 28;
    private static final int OFFSET_AT = 32;
    private static final int SIZE_AT = 36;
    private static final int CONTENT_AT = 40;
    private static final int LENGTH_AT = 44;
    private static final int NAME_AT = 48;
    private static final int SEAL_AT = 120;
    /** How many bytes of a name there is room for. */
    static final int NAME_BYTES = SEAL_AT - NAME_AT;
    private static final long SEAL_MARK = 0x5EA1ED5DL << 32;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment memory;
    private final long at;
    private final int slot;
    /** The copy that was written last. */
    private final byte[] image = new byte[COPY];
    private final CRC32C crc = new CRC32C();

    SlotRecord(MemorySegment memory, Layout layout, int slot) {
        this.memory = memory;
        this.slot = slot;
        at = layout.recordAt(slot);
    }

    // ------------------------------------------------------------------------------------------------------- writing

    /**
     * The slot is out from now on.
     *
     * @param name the holder's symbolic name, in UTF-8; cut where there is no room
     */
    public void lent(long bundleId, byte[] name, long takenMillis) {
        LONGS.set(image, TAKEN_AT, takenMillis);
        clearCheckpoint();
        INTS.set(image, STATE_AT, LENT);
        holder(bundleId, name);
        store();
    }

    /** Somebody else has it from now on. */
    public void handedOn(long bundleId, byte[] name) {
        holder(bundleId, name);
        store();
    }

    /** So many bytes from there on are as they should be read after a crash. */
    public void checkpoint(int offset, int size, MemorySegment content) {
        INTS.set(image, OFFSET_AT, offset);
        INTS.set(image, SIZE_AT, size);
        INTS.set(image, CONTENT_AT, crcOf(content));
        INTS.set(image, STATE_AT, CHECKPOINTED);
        store();
    }

    /** The slot is home. */
    public void free() {
        clearCheckpoint();
        INTS.set(image, STATE_AT, FREE);
        store();
    }

    /** Writes it anew, as free, whatever is there. */
    void reset() {
        Arrays.fill(image, (byte) 0);
        // What is there could have any sequence. It goes first: killed after that, there is no copy, and the slot is damaged
        // still.
        memory.set(Header.LONG, at + SEAL_AT, 0);
        memory.set(Header.LONG, at + COPY + SEAL_AT, 0);
        VarHandle.storeStoreFence();
        INTS.set(image, SLOT_AT, slot);
        free();
    }

    private void holder(long bundleId, byte[] name) {
        int length = Math.min(name.length, NAME_BYTES);
        LONGS.set(image, BUNDLE_AT, bundleId);
        INTS.set(image, LENGTH_AT, length);
        System.arraycopy(name, 0, image, NAME_AT, length);
        Arrays.fill(image, NAME_AT + length, SEAL_AT, (byte) 0);
    }

    private void clearCheckpoint() {
        INTS.set(image, OFFSET_AT, 0);
        INTS.set(image, SIZE_AT, 0);
        INTS.set(image, CONTENT_AT, 0);
    }

    private void store() {
        long sequence = sequence(image) + 1;
        LONGS.set(image, SEQUENCE_AT, sequence);
        long copy = at + copyOf(sequence);
        long seal = sealOf(image);
        LONGS.set(image, SEAL_AT, seal);
        // The fences are for the compiler above all, and for the order in which other processors see it; see above.
        memory.set(Header.LONG, copy + SEAL_AT, 0);
        VarHandle.storeStoreFence();
        for (int word = 0; word < SEAL_AT; word += Long.BYTES) {
            memory.set(Header.LONG, copy + word, (long) LONGS.get(image, word));
        }
        VarHandle.storeStoreFence();
        memory.set(Header.LONG, copy + SEAL_AT, seal);
        // And before what the holder does next.
        VarHandle.storeStoreFence();
    }

    private long sealOf(byte[] copy) {
        crc.reset();
        crc.update(copy, 0, SEAL_AT);
        return SEAL_MARK | crc.getValue();
    }

    private static int copyOf(long sequence) {
        return (sequence & 1) == 0 ? 0 : COPY;
    }

    private static long sequence(byte[] copy) {
        return (long) LONGS.get(copy, SEQUENCE_AT);
    }

    private int crcOf(MemorySegment content) {
        crc.reset();
        crc.update(content.asByteBuffer());
        return (int) crc.getValue();
    }

    // ------------------------------------------------------------------------------------------------------- reading

    /** Reads what a process before has left, and goes on from it. {@return what was found; null if the slot was free} */
    FoundSlot read(Layout layout) {
        byte[] newest = newest();
        if (newest == null) {
            return damaged();
        }
        System.arraycopy(newest, 0, image, 0, COPY);
        int state = (int) INTS.get(image, STATE_AT);
        int length = (int) INTS.get(image, LENGTH_AT);
        int offset = (int) INTS.get(image, OFFSET_AT);
        int size = (int) INTS.get(image, SIZE_AT);
        if (length < 0 || length > NAME_BYTES || state < FREE || state > CHECKPOINTED || offset < 0 || size < 0
            || offset > layout.capacity(slot) - size) {
            return damaged();
        }
        if (state == FREE) {
            return null;
        }
        FoundSlot.State found = FoundSlot.State.UNFINISHED;
        if (state == CHECKPOINTED) {
            boolean same = crcOf(memory.asSlice(layout.slotAt(slot) + offset, size)) == (int) INTS.get(image, CONTENT_AT);
            found = same ? FoundSlot.State.WHOLE : FoundSlot.State.TORN;
        }
        return new FoundSlot(slot, found, (long) LONGS.get(image, BUNDLE_AT), name(length),
            (long) LONGS.get(image, TAKEN_AT), offset, size);
    }

    private FoundSlot damaged() {
        return new FoundSlot(slot, FoundSlot.State.DAMAGED, -1, "", 0, 0, 0);
    }

    /** A name that was cut may end within a letter. */
    private String name(int length) {
        String name = new String(image, NAME_AT, length, StandardCharsets.UTF_8);
        return length == NAME_BYTES && name.endsWith("\uFFFD") ? name.substring(0, name.length() - 1) : name;
    }

    /** {@return the copy that holds; null if there is none, or one of them was changed by something else than a kill} */
    private byte[] newest() {
        byte[] newest = null;
        for (int copy = 0; copy < BYTES; copy += COPY) {
            byte[] read = memory.asSlice(at + copy, COPY).toArray(ValueLayout.JAVA_BYTE);
            long seal = (long) LONGS.get(read, SEAL_AT);
            if (seal == 0) {
                continue;
            }
            if (seal != sealOf(read) || (int) INTS.get(read, SLOT_AT) != slot || copyOf(sequence(read)) != copy) {
                return null;
            }
            if (newest == null || sequence(read) > sequence(newest)) {
                newest = read;
            }
        }
        return newest;
    }
}

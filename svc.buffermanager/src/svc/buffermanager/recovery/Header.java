// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.recovery;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What the memory begins with: whose it is and how it is laid out, and in which phase of its life it is. All numbers are
 * little-endian.
 * <pre>
 *   0  magic          16  phase                  32  manager id    40  alignment
 *   8  version        24  CRC of all but phase   36  slots         48  bytes in all
 *  12  header bytes   28  bins                                     64  for each bin: size, count
 * </pre>
 * The CRC is a CRC-32C of the bytes from 0 to 16 and of those from 28 to the header's end.
 */
final class Header {

    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** "fwRECOVR" as it stands in the memory. */
    static final long MAGIC = 0x52564F4345527766L;
    static final int VERSION = 1;

    /** The table is being written: there is nothing in it. */
    static final long ARRANGING = 0x6772726120676E69L;
    /** The table holds. */
    static final long OPEN = 0xA5C30F5A3C96E178L;
    /** The pool was closed when all its buffers were home. */
    static final long CLOSED = 0x5A3CF0A5C3691E87L;

    static final long MAGIC_AT = 0;
    static final long VERSION_AT = 8;
    static final long BYTES_AT = 12;
    static final long PHASE_AT = 16;
    private static final long CRC_AT = 24;
    private static final long BINS_AT = 28;
    private static final long MANAGER_AT = 32;
    private static final long SLOTS_AT = 36;
    private static final long ALIGNMENT_AT = 40;
    private static final long ALL_AT = 48;
    private static final long FIRST_BIN_AT = 64;
    private static final int GRAIN = 128;

    private final MemorySegment memory;
    private final Layout layout;

    Header(MemorySegment memory, Layout layout) {
        this.memory = memory;
        this.layout = layout;
    }

    /** {@return how many bytes the header has} */
    static long bytes(int bins) {
        return (FIRST_BIN_AT + 8L * bins + GRAIN - 1) & -GRAIN;
    }

    /** Writes all of it, in the phase ARRANGING, which is there first: a kill on the way leaves nothing that says more. */
    void write() {
        phase(ARRANGING);
        memory.asSlice(PHASE_AT + 8, bytes(layout.sizes.length) - PHASE_AT - 8).fill((byte) 0);
        memory.set(LONG, MAGIC_AT, MAGIC);
        memory.set(INT, VERSION_AT, VERSION);
        memory.set(INT, BYTES_AT, (int) bytes(layout.sizes.length));
        memory.set(INT, BINS_AT, layout.sizes.length);
        memory.set(INT, MANAGER_AT, layout.managerId);
        memory.set(INT, SLOTS_AT, layout.slots);
        memory.set(LONG, ALIGNMENT_AT, layout.alignment);
        memory.set(LONG, ALL_AT, layout.bytes());
        for (int bin = 0; bin < layout.sizes.length; bin++) {
            memory.set(INT, FIRST_BIN_AT + 8L * bin, layout.sizes[bin]);
            memory.set(INT, FIRST_BIN_AT + 8L * bin + 4, layout.counts[bin]);
        }
        memory.set(INT, CRC_AT, crc(bytes(layout.sizes.length)));
    }

    /** Writes the phase: after all that was written before, and before all that is written after. */
    void phase(long phase) {
        VarHandle.storeStoreFence();
        memory.set(LONG, PHASE_AT, phase);
        VarHandle.storeStoreFence();
    }

    /**
     * {@return whether there is a table to be read}
     *
     * @throws RefusedContentException if there may be, and it can't be read as this layout has it
     */
    boolean hasTable() throws RefusedContentException {
        long phase = memory.get(LONG, PHASE_AT);
        if (phase == ARRANGING || isBlank()) {
            return false;
        }
        check();
        if (phase != OPEN && phase != CLOSED) {
            throw new RefusedContentException("its header is damaged: phase %016x is none".formatted(phase));
        }
        return phase == OPEN;
    }

    /** {@return whether all memory is zeros, as it is if the process was killed right after it was made} */
    private boolean isBlank() {
        if (memory.get(LONG, MAGIC_AT) != 0 || memory.get(LONG, PHASE_AT) != 0) {
            return false;
        }
        MemorySegment next = memory.asSlice(1);
        // A byte of zero, and each byte as the one before.
        return memory.get(ValueLayout.JAVA_BYTE, 0) == 0
            && MemorySegment.mismatch(memory, 0, memory.byteSize() - 1, next, 0, next.byteSize()) < 0;
    }

    private void check() throws RefusedContentException {
        long magic = memory.get(LONG, MAGIC_AT);
        if (magic != MAGIC) {
            throw new RefusedContentException("it isn't a recoverable pool's: it begins with %016x and not with %016x".formatted(
                Long.reverseBytes(magic), Long.reverseBytes(MAGIC)));
        }
        int version = memory.get(INT, VERSION_AT);
        if (version != VERSION) {
            throw new RefusedContentException("it is of format " + version + ", and this bundle reads format " + VERSION);
        }
        long bytes = Integer.toUnsignedLong(memory.get(INT, BYTES_AT));
        int bins = memory.get(INT, BINS_AT);
        if (bins < 1 || bytes > memory.byteSize() || bytes != bytes(bins)) {
            throw new RefusedContentException("its header is damaged: " + bytes + " bytes are not what " + bins + " bins take");
        }
        int crc = memory.get(INT, CRC_AT);
        if (crc != crc(bytes)) {
            throw new RefusedContentException("its header is damaged: CRC %08x is there, and it has %08x"
                .formatted(crc, crc(bytes)));
        }
        checkLayout(bins);
    }

    private void checkLayout(int bins) throws RefusedContentException {
        int managerId = memory.get(INT, MANAGER_AT);
        if (managerId != layout.managerId) {
            throw new RefusedContentException("it is of manager " + managerId);
        }
        int[] sizes = new int[bins];
        int[] counts = new int[bins];
        for (int bin = 0; bin < bins; bin++) {
            sizes[bin] = memory.get(INT, FIRST_BIN_AT + 8L * bin);
            counts[bin] = memory.get(INT, FIRST_BIN_AT + 8L * bin + 4);
        }
        if (!Arrays.equals(sizes, layout.sizes) || !Arrays.equals(counts, layout.counts)) {
            throw new RefusedContentException(
                "it has bins " + Layout.bins(sizes, counts) + ", and not " + Layout.bins(layout.sizes, layout.counts));
        }
        long alignment = memory.get(LONG, ALIGNMENT_AT);
        if (alignment != layout.alignment) {
            throw new RefusedContentException("its alignment is " + alignment + ", and not " + layout.alignment);
        }
    }

    private int crc(long bytes) {
        CRC32C crc = new CRC32C();
        crc.update(memory.asSlice(0, PHASE_AT).asByteBuffer());
        crc.update(memory.asSlice(BINS_AT, bytes - BINS_AT).asByteBuffer());
        return (int) crc.getValue();
    }
}

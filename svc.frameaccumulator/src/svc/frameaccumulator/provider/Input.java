// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32;

import fw.buffer.Buffer;
import svc.comms.parts.WholeSlot;

/**
 * What is left of the input that is being dealt with. While the ring is empty, a detector looks at this itself, as far as the
 * ring would hold it: so it sees what it would see there. For one thread at a time; one serves for all inputs.
 */
final class Input extends Stretch {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /**
     * The CRC of so few bytes is computed of a copy on the heap: to copy them costs less than the two atomic operations by which
     * CRC32 keeps memory off the heap from being freed meanwhile.
     */
    private static final int COPIED = 2048;

    private final CRC32 crc = new CRC32();
    private final byte[] copy = new byte[COPIED];
    private MemorySegment memory = MemorySegment.NULL;
    private ByteBuffer bytes = NOTHING;
    private int begin;
    private int end;
    /** The ring that would hold it; its length and capacity. */
    private Ring ring;
    private int room;
    private int capacity;

    /**
     * Begins with a buffer.
     *
     * @throws RuntimeException if it can't be read; there is nothing left of it then
     */
    void open(Buffer data) {
        int length = data.isValid() ? data.size() : 0;
        if (length > 0) {
            int offset = data.offset();
            MemorySegment whole = WholeSlot.segment(data);
            Objects.checkFromIndexSize(offset, length, whole.byteSize());
            bytes = WholeSlot.bytes(data);
            memory = whole;
            begin = offset;
            end = offset + length;
        }
    }

    /** Ends with the buffer, whatever is left of it. */
    void close() {
        drop(0);
        memory = MemorySegment.NULL;
        bytes = NOTHING;
        begin = 0;
        end = 0;
        ring = null;
    }

    /** Has detectors see what that ring, which is empty, would hold. */
    void seeAs(Ring empty) {
        ring = empty;
        room = empty.length();
        capacity = empty.capacity();
    }

    Ring ring() {
        return ring;
    }

    /** {@return how many bytes there are} {@link #size()} may be less. */
    int left() {
        return end - begin;
    }

    /**
     * Appends the first bytes to a ring that has room for them, with what is known of them. If they can't be read, that throws
     * and nothing changes.
     */
    void moveTo(Ring target, int count) {
        boolean begins = target.size() == 0;
        target.append(memory, begin, count);
        if (begins && frame() <= Math.min(count, target.capacity())) {
            target.noteFrame(frame());
        }
        drop(count);
    }

    /** Copies the first bytes, at most {@link #size()}, to the beginning of the target. */
    void peek(MemorySegment target, int count) {
        MemorySegment.copy(memory, begin, target, 0, count);
    }

    @Override
    public int size() {
        return Math.min(end - begin, room);
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    int free() {
        return room - size();
    }

    @Override
    boolean isAlive() {
        return memory.scope().isAlive();
    }

    @Override
    void skip(int count) {
        begin += count;
    }

    @Override
    public byte get(int index) {
        return memory.get(JAVA_BYTE, begin + Objects.checkIndex(index, size()));
    }

    @Override
    public short getShort(int index) {
        return memory.get(Ring.SHORT, begin + Objects.checkFromIndexSize(index, Short.BYTES, size()));
    }

    @Override
    public int getInt(int index) {
        return memory.get(Ring.INT, begin + Objects.checkFromIndexSize(index, Integer.BYTES, size()));
    }

    @Override
    int computeCrc32(int index, int count) {
        int from = begin + Objects.checkFromIndexSize(index, count, size());
        crc.reset();
        if (count <= COPIED) {
            MemorySegment.copy(memory, JAVA_BYTE, from, copy, 0, count);
            crc.update(copy, 0, count);
        } else {
            crc.update(bytes.limit(from + count).position(from));
        }
        return (int) crc.getValue();
    }
}

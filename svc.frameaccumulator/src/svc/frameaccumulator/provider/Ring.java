// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.zip.CRC32;

/** Bytes in the order in which they came, in memory that is used round and round. For one thread at a time. */
final class Ring extends Stretch {

    static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemorySegment memory;
    private final ByteBuffer bytes;
    private final CRC32 crc = new CRC32();
    private final int length;
    private final int capacity;
    private int head;
    private int size;

    /**
     * Makes an empty ring.
     *
     * @param memory all of it is used; at most {@link Integer#MAX_VALUE} / 2 bytes
     * @param capacity how many bytes a frame may have, 1 to the memory's size
     */
    Ring(MemorySegment memory, int capacity) {
        this.memory = memory;
        this.capacity = capacity;
        length = Math.toIntExact(memory.byteSize());
        bytes = memory.asByteBuffer();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public byte get(int index) {
        Objects.checkIndex(index, size);
        return memory.get(JAVA_BYTE, at(index));
    }

    @Override
    public short getShort(int index) {
        Objects.checkFromIndexSize(index, Short.BYTES, size);
        int at = at(index);
        return at <= length - Short.BYTES ? memory.get(SHORT, at)
            : (short) (get(index) << Byte.SIZE | Byte.toUnsignedInt(get(index + 1)));
    }

    @Override
    public int getInt(int index) {
        Objects.checkFromIndexSize(index, Integer.BYTES, size);
        int at = at(index);
        return at <= length - Integer.BYTES ? memory.get(INT, at)
            : getShort(index) << Short.SIZE | Short.toUnsignedInt(getShort(index + Short.BYTES));
    }

    @Override
    int computeCrc32(int index, int count) {
        Objects.checkFromIndexSize(index, count, size);
        int at = at(index);
        int first = Math.min(count, length - at);
        crc.reset();
        crc.update(bytes.limit(at + first).position(at));
        if (first < count) {
            crc.update(bytes.limit(count - first).position(0));
        }
        return (int) crc.getValue();
    }

    private int at(int index) {
        int at = head + index;
        return at < length ? at : at - length;
    }

    @Override
    int free() {
        return length - size;
    }

    int length() {
        return length;
    }

    /** Appends bytes, at most {@link #free()}. If the source can't be read, that throws and nothing changes. */
    void append(MemorySegment source, long offset, int count) {
        int at = at(size);
        int first = Math.min(count, length - at);
        MemorySegment.copy(source, offset, memory, at, first);
        if (first < count) {
            MemorySegment.copy(source, offset + first, memory, 0, count - first);
        }
        size += count;
    }

    /** Copies the first bytes, at most {@link #size()}, to the beginning of the target. They stay in the ring. */
    void peek(MemorySegment target, int count) {
        int first = Math.min(count, length - head);
        MemorySegment.copy(memory, head, target, 0, first);
        if (first < count) {
            MemorySegment.copy(memory, 0, target, first, count - first);
        }
    }

    @Override
    void skip(int count) {
        size -= count;
        // An empty one begins anew: so its first bytes stay in the processor's cache, and frames seldom lie around its end.
        head = size == 0 ? 0 : at(count);
    }

    /** Takes over what is in another ring. This one is empty and has room for it. */
    void fillFrom(Ring other) {
        int first = Math.min(other.size, other.length - other.head);
        append(other.memory, other.head, first);
        append(other.memory, 0, other.size - first);
        noteFrame(other.frame() <= capacity ? other.frame() : 0);
    }

    @Override
    boolean isAlive() {
        return memory.scope().isAlive();
    }
}

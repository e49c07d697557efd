// SPDX-License-Identifier: Apache-2.0
package bench.mode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import bench.pool.Bin;
import bench.pool.Container;
import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;

/**
 * Fills a buffer and reads it again, by longs or by a copy from and to an array: through the manager's buffer, whose segment or
 * ByteBuffer is asked for each time, and through a plain direct ByteBuffer, or segment, that is aligned as well.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MemoryAccess {

    private static final int CACHE_LINE = 64;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);

    /** How many bytes. */
    @Param("1024")
    public int bytes;

    private Container container;
    private BufferManager manager;
    private Buffer buffer;
    private ByteBuffer plain;
    private MemorySegment plainSegment;
    private byte[] source;
    private byte[] target;
    private long stamp;

    /** Takes the buffers. */
    @Setup
    public void take() {
        container = new Container();
        manager = container.configure(List.of(new Bin(bytes, 1)));
        buffer = manager.allocate(bytes);
        plain = ByteBuffer.allocateDirect(bytes + CACHE_LINE).alignedSlice(CACHE_LINE).slice(0, bytes);
        plainSegment = Arena.ofAuto().allocate(bytes, CACHE_LINE);
        source = new byte[bytes];
        target = new byte[bytes];
    }

    /** Gives all back. */
    @TearDown
    public void giveBack() {
        manager.deallocate(buffer);
        container.close();
    }

    /** A plain direct ByteBuffer, by longs. */
    @Benchmark
    public long longsPlain() {
        return longs(plain);
    }

    /** The buffer's ByteBuffer, by longs. */
    @Benchmark
    public long longsByteBuffer() {
        return longs(buffer.byteBuffer());
    }

    /** A plain segment, by longs. */
    @Benchmark
    public long longsPlainSegment() {
        return longs(plainSegment);
    }

    /** The buffer's segment, by longs. */
    @Benchmark
    public long longsSegment() {
        return longs(buffer.segment());
    }

    /** A plain direct ByteBuffer, by copies. */
    @Benchmark
    public byte[] copyPlain() {
        return copy(plain);
    }

    /** The buffer's ByteBuffer, by copies. */
    @Benchmark
    public byte[] copyByteBuffer() {
        return copy(buffer.byteBuffer());
    }

    /** A plain segment, by copies. */
    @Benchmark
    public byte[] copyPlainSegment() {
        return copy(plainSegment);
    }

    /** The buffer's segment, by copies. */
    @Benchmark
    public byte[] copySegment() {
        return copy(buffer.segment());
    }

    private long longs(ByteBuffer memory) {
        long value = stamp++;
        for (int i = 0; i < memory.limit(); i += Long.BYTES) {
            memory.putLong(i, value + i);
        }
        long sum = 0;
        for (int i = 0; i < memory.limit(); i += Long.BYTES) {
            sum += memory.getLong(i);
        }
        return sum;
    }

    private long longs(MemorySegment memory) {
        long value = stamp++;
        int size = (int) memory.byteSize();
        for (int i = 0; i < size; i += Long.BYTES) {
            memory.set(LONG, i, value + i);
        }
        long sum = 0;
        for (int i = 0; i < size; i += Long.BYTES) {
            sum += memory.get(LONG, i);
        }
        return sum;
    }

    private byte[] copy(ByteBuffer memory) {
        memory.put(0, source);
        memory.get(0, target);
        return target;
    }

    private byte[] copy(MemorySegment memory) {
        MemorySegment.copy(source, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes);
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, target, 0, bytes);
        return target;
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory.malloc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

import fw.memory.MemAllocator;
import fw.memory.MemoryUnavailableException;
import fw.memory.ledger.ArenaReservation;
import fw.memory.ledger.CLibrary;
import fw.memory.ledger.MemorySource;
import fw.memory.ledger.Reservation;

/**
 * Takes each block from the C library. What a block holds at first is what was there; the system may give it its pages only when
 * they are first written.
 *
 * @param malloc {@code void *malloc(size_t size)}
 * @param posixMemalign {@code int posix_memalign(void **memory, size_t alignment, size_t size)}
 * @param free {@code void free(void *memory)}
 */
record Malloc(MethodHandle malloc, MethodHandle posixMemalign, MethodHandle free) implements MemorySource {

    /**
     * {@return the C library's malloc}
     *
     * @throws UnsupportedOperationException if it can't be linked; the message says why
     */
    static Malloc link() {
        return new Malloc(
                CLibrary.link("malloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG)),
                CLibrary.link("posix_memalign", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG)),
                CLibrary.link("free", FunctionDescriptor.ofVoid(ADDRESS)));
    }

    @Override
    public Reservation reserve(int identifier, long size, long alignment) {
        // malloc aligns for max_align_t; some libraries align a block that is smaller than that for its own size only.
        boolean promised = alignment <= MemAllocator.DEFAULT_ALIGNMENT && alignment <= size;
        MemorySegment start = promised ? malloc(size) : aligned(size, alignment);
        if (start.address() == 0) {
            throw new MemoryUnavailableException(identifier, size, 0, (promised ? "malloc" : "posix_memalign")
                    + ": the C library has no such memory; ask for less, or give the process more");
        }
        return ArenaReservation.of(start, size, this::free);
    }

    private MemorySegment malloc(long size) {
        try {
            return (MemorySegment) malloc.invokeExact(size);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("malloc throws nothing", e);
        }
    }

    private MemorySegment aligned(long size, long alignment) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ADDRESS);
            // posix_memalign takes no alignment that is smaller than an address.
            int error = (int) posixMemalign.invokeExact(result, Math.max(alignment, ADDRESS.byteSize()), size);
            // What it leaves in the result when it fails is not defined.
            return error == 0 ? result.get(ADDRESS, 0) : MemorySegment.NULL;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("posix_memalign throws nothing", e);
        }
    }

    private void free(MemorySegment start) {
        try {
            free.invokeExact(start);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("free throws nothing", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

import fw.memory.MemoryUnavailableException;
import fw.memory.ledger.ArenaReservation;
import fw.memory.ledger.CLibrary;
import fw.memory.ledger.MemorySource;
import fw.memory.ledger.Reservation;

/**
 * Maps each block from no file: whole pages straight from the operating system, filled with zeros, which go straight back to it.
 *
 * @param mmap {@code void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset)}, with errno
 * @param munmap {@code int munmap(void *address, size_t length)}, with errno
 * @param anonymous the flag MAP_ANONYMOUS of this system
 * @param pageSize in bytes
 */
record AnonymousMapping(MethodHandle mmap, MethodHandle munmap, int anonymous, long pageSize) implements MemorySource {

    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int MAP_PRIVATE = 2;
    private static final int NO_FILE = -1;
    private static final long MAP_FAILED = -1;
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final long ERRNO = CAPTURED.byteOffset(PathElement.groupElement("errno"));

    /**
     * {@return the system's mmap}
     *
     * @throws UnsupportedOperationException if it can't be linked, or its constants are not known here; the message says why
     */
    static AnonymousMapping link() {
        int anonymous = anonymousFlag(System.getProperty("os.name"), System.getProperty("os.arch"));
        Linker.Option errno = Linker.Option.captureCallState("errno");
        MethodHandle mmap = CLibrary.link("mmap",
                FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG), errno);
        MethodHandle munmap = CLibrary.link("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG), errno);
        return new AnonymousMapping(mmap, munmap, anonymous, askPageSize());
    }

    /** {@return MAP_ANONYMOUS, which differs between systems} */
    static int anonymousFlag(String system, String architecture) {
        if (system.startsWith("Mac")) {
            return 0x1000;
        }
        if (system.equals("Linux") && (architecture.equals("amd64") || architecture.equals("aarch64"))) {
            return 0x20;
        }
        throw new UnsupportedOperationException("the constants of mmap are not known for " + system + " on " + architecture
                + "; configure a directory, or take another allocator");
    }

    private static long askPageSize() {
        try {
            return (int) CLibrary.link("getpagesize", FunctionDescriptor.of(JAVA_INT)).invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("getpagesize throws nothing", e);
        }
    }

    @Override
    public Reservation reserve(int identifier, long size, long alignment) {
        // A mapping starts at a page. What is asked for beyond that is found inside a larger one, whose other pages are never
        // touched and so cost nothing.
        long slack = Math.max(0, alignment - pageSize);
        long length = size + slack;
        MemorySegment start = map(identifier, size, length);
        ArenaReservation whole = ArenaReservation.of(start, length, mapped -> unmap(mapped, length));
        long first = slack == 0 ? 0 : -start.address() & alignment - 1;
        return new ArenaReservation(whole.segment().asSlice(first, size), whole.arena());
    }

    private MemorySegment map(int identifier, long size, long length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(CAPTURED);
            MemorySegment start = (MemorySegment) mmap.invokeExact(captured, MemorySegment.NULL, length,
                    PROT_READ_WRITE, MAP_PRIVATE | anonymous, NO_FILE, 0L);
            if (start.address() == MAP_FAILED) {
                throw new MemoryUnavailableException(identifier, size, 0, "mmap of " + length + " bytes failed with errno "
                        + captured.get(JAVA_INT, ERRNO) + "; ask for less, or give the process more");
            }
            return start;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("mmap throws nothing", e);
        }
    }

    private void unmap(MemorySegment start, long length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(CAPTURED);
            int result = (int) munmap.invokeExact(captured, start, length);
            if (result != 0) {
                throw new IllegalStateException("munmap of " + length + " bytes failed with errno "
                        + captured.get(JAVA_INT, ERRNO) + "; the process keeps these pages until it ends");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("munmap throws nothing", e);
        }
    }
}

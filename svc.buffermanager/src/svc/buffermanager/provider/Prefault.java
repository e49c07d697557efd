// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.stream.LongStream;

/** Has the system give each page of a block now, so that no holder of a buffer waits for one later. */
final class Prefault {

    /** The smallest page of the systems that Java runs on; where pages are larger, some are touched several times. */
    private static final long PAGE = 4096;

    /** Pages from which on it pays to have several threads touch them: 16 MiB. */
    private static final long PARALLEL_FROM = 4096;

    /** Volatile, since else the compiler leaves out the writing of what is there. */
    private static final VarHandle BYTE = JAVA_BYTE.varHandle();

    private Prefault() {
    }

    /**
     * Writes to each page the byte that is there: what the memory holds stays, for it may be recovered. Nobody else may write to
     * it meanwhile.
     */
    static void touch(MemorySegment memory) {
        long pages = (memory.byteSize() + PAGE - 1) / PAGE;
        LongStream all = LongStream.range(0, pages);
        (pages < PARALLEL_FROM ? all : all.parallel()).map(page -> page * PAGE)
            .forEach(offset -> BYTE.setVolatile(memory, offset, (byte) BYTE.getVolatile(memory, offset)));
    }
}

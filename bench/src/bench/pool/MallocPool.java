// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** No pool: malloc and free of the C library, through the Linker. */
final class MallocPool implements BufferPool<MemorySegment> {

    private static final MethodHandle MALLOC = function("malloc",
        FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    @SuppressWarnings("restricted") // calls into C are what is measured
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    @Override
    @SuppressWarnings("restricted") // C doesn't tell the size of what it gives
    public MemorySegment take(int size) {
        MemorySegment memory;
        try {
            memory = (MemorySegment) MALLOC.invokeExact((long) size);
        } catch (Throwable e) {
            throw new IllegalStateException("malloc can't be called", e);
        }
        if (memory.address() == 0) {
            throw BufferPool.exhausted(size);
        }
        return memory.reinterpret(size);
    }

    @Override
    public void give(MemorySegment buffer) {
        try {
            FREE.invokeExact(buffer);
        } catch (Throwable e) {
            throw new IllegalStateException("free can't be called", e);
        }
    }

    @Override
    public void close() {
        // There is no pool to end.
    }
}

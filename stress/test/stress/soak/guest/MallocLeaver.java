// SPDX-License-Identifier: Apache-2.0
package stress.soak.guest;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Takes memory from the C library and never frees it; no allocator knows of it. */
public final class MallocLeaver implements BundleActivator {

    /** How much. */
    public static final long BYTES = 4L << 20;

    /** For the framework. */
    public MallocLeaver() {
    }

    @Override
    @SuppressWarnings("restricted") // As every call into a library is.
    public void start(BundleContext context) throws Exception {
        Linker linker = Linker.nativeLinker();
        try {
            MemorySegment memory = (MemorySegment) linker
                .downcallHandle(linker.defaultLookup().findOrThrow("malloc"), FunctionDescriptor.of(ADDRESS, JAVA_LONG))
                .invokeExact(BYTES);
            if (memory.address() == 0) {
                throw new IllegalStateException("there is no memory");
            }
        } catch (Throwable e) {
            throw new Exception("malloc", e);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // This is the fault.
    }
}

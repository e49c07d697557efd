// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The C library of this system. */
public final class CLibrary {

    private CLibrary() {
    }

    /**
     * Links one of its functions.
     *
     * @param function its name
     * @param descriptor its signature, where {@code size_t} is 64 bits
     * @param options see {@link Linker#downcallHandle(FunctionDescriptor, Linker.Option...)}
     * @return a handle that calls it
     * @throws UnsupportedOperationException if native access is not allowed to this bundle, the system is not one of 64 bits, or
     *         the function is not there; the message says so, and the way out
     */
    @SuppressWarnings("restricted") // To call the C library is what the bundles that use this are for.
    public static MethodHandle link(String function, FunctionDescriptor descriptor, Linker.Option... options) {
        if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            throw new UnsupportedOperationException(
                    "addresses have " + ValueLayout.ADDRESS.byteSize() * Byte.SIZE + " bits here; a 64-bit system is needed");
        }
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().find(function).orElseThrow(() -> new UnsupportedOperationException(
                "the C library of " + System.getProperty("os.name") + " has no " + function + "; take another allocator"));
        try {
            return linker.downcallHandle(address, descriptor, options);
        } catch (IllegalCallerException e) {
            throw new UnsupportedOperationException("native access is not allowed, and " + function
                    + " needs it; start the JVM with --enable-native-access=ALL-UNNAMED, or take another allocator", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package stress.soak.guest;

import java.util.List;
import java.util.Map;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;

/** An allocator that says that it has memory outstanding, and takes none back. It is alone in its bundle. */
public final class Hoarder implements BundleActivator, MemAllocator {

    /** How many bytes it has outstanding. */
    public static final long BYTES = 4096;

    /** For the framework. */
    public Hoarder() {
    }

    @Override
    public void start(BundleContext context) {
        context.registerService(MemAllocator.class, this, FrameworkUtil.asDictionary(Map.of(MemAllocator.NAME, "hoarder")));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework unregisters the service.
    }

    @Override
    public MemoryBlock allocate(int identifier, long size, long alignment) {
        throw new UnsupportedOperationException("nobody asks me");
    }

    @Override
    public void deallocate(MemoryBlock block) {
        throw new UnsupportedOperationException("nobody has a block of mine");
    }

    @Override
    public AllocatorDTO usage() {
        AllocatorDTO usage = new AllocatorDTO();
        usage.name = "hoarder";
        usage.limitBytes = AllocatorDTO.NO_LIMIT;
        usage.blocks = 1;
        usage.bytes = BYTES;
        usage.identifiers = List.of();
        return usage;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import java.util.List;
import java.util.function.Supplier;

import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;

/** An allocator's figures: from its service properties of the moment, and its usage. */
final class AllocatorView implements MemAllocatorMXBean {

    private final ServiceReference<MemAllocator> reference;
    private final Supplier<AllocatorDTO> source;

    private AllocatorView(ServiceReference<MemAllocator> reference, Supplier<AllocatorDTO> source) {
        this.reference = reference;
        this.source = source;
    }

    /** {@return a view that asks the allocator for each figure} */
    static AllocatorView live(ServiceReference<MemAllocator> reference, MemAllocator allocator) {
        return new AllocatorView(reference, allocator::usage);
    }

    /** {@return a view of what is now} */
    static AllocatorView ofNow(ServiceReference<MemAllocator> reference, MemAllocator allocator) {
        AllocatorDTO now = allocator.usage();
        return new AllocatorView(reference, () -> now);
    }

    @Override
    public String getName() {
        return Names.allocator(reference);
    }

    @Override
    public List<String> getTypes() {
        return switch (reference.getProperty(MemAllocator.TYPE)) {
            case String one -> List.of(one);
            case String[] several -> List.of(several);
            case null, default -> List.of();
        };
    }

    @Override
    public int getRanking() {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    @Override
    public long getServiceId() {
        return Names.serviceId(reference);
    }

    @Override
    public long getLimitBytes() {
        return source.get().limitBytes;
    }

    @Override
    public long getBlocks() {
        return source.get().blocks;
    }

    @Override
    public long getBytes() {
        return source.get().bytes;
    }

    @Override
    public List<IdentifierData> getIdentifiers() {
        return source.get().identifiers.stream().map(IdentifierData::of).toList();
    }
}

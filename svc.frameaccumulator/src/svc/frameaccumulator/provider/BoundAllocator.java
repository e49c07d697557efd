// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.MemorySegment;

import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;

/**
 * An allocator that the accumulator may use, and the distrust with which it is used: what it gives is checked, and what it throws
 * becomes one kind of exception.
 */
final class BoundAllocator implements Comparable<BoundAllocator> {

    private final ServiceReference<MemAllocator> reference;
    private final MemAllocator allocator;

    BoundAllocator(ServiceReference<MemAllocator> reference, MemAllocator allocator) {
        this.reference = reference;
        this.allocator = allocator;
    }

    /** Better ones first. Two are the same only if they are one object. */
    @Override
    public int compareTo(BoundAllocator other) {
        return other.reference.compareTo(reference);
    }

    ServiceReference<MemAllocator> reference() {
        return reference;
    }

    long serviceId() {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    String name() {
        Object name = reference.getProperty(MemAllocator.NAME);
        return name instanceof String text && !text.isEmpty() ? text : "service-" + serviceId();
    }

    /**
     * {@return a block of at least that many bytes, native, writable by every thread}
     *
     * @throws MemoryUnavailableException if that can't be had, for whatever reason. Nothing is left outstanding
     */
    MemoryBlock reserve(int identifier, long size) {
        MemoryBlock block;
        try {
            block = allocator.checkedAllocate(identifier, size, MemAllocator.DEFAULT_ALIGNMENT);
        } catch (MemoryUnavailableException e) {
            throw e;
        } catch (Throwable e) {
            // Whatever a foreign allocator throws, an error included, must not take the accumulator along.
            throw new MemoryUnavailableException(identifier, size, 0, "it threw " + e, e);
        }
        String fault = block == null ? "it returned null" : fault(block.segment(), size);
        if (fault == null) {
            return block;
        }
        MemoryUnavailableException failure = new MemoryUnavailableException(identifier, size, 0, fault);
        if (block != null) {
            try {
                giveBack(block);
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    /**
     * Gives a block back. That its allocator doesn't take it is no matter if it has ended, with the allocator itself for
     * instance.
     *
     * @throws IllegalStateException if that didn't work, for whatever reason, and the block has not ended
     */
    void giveBack(MemoryBlock block) {
        try {
            allocator.deallocate(block);
        } catch (Throwable e) {
            // As above: whatever a foreign allocator throws.
            if (block.isAlive()) {
                throw new IllegalStateException(e.toString(), e);
            }
        }
    }

    private static String fault(MemorySegment segment, long size) {
        if (!segment.scope().isAlive()) {
            return "its block has ended already";
        }
        if (!segment.isNative()) {
            return "its block is on the heap; it must be native memory";
        }
        if (segment.byteSize() < size) {
            return "its block has " + segment.byteSize() + " bytes only";
        }
        if (segment.isReadOnly()) {
            return "its block is read-only";
        }
        if (!segment.isAccessibleBy(Thread.ofPlatform().unstarted(() -> { }))) {
            return "its block is confined to one thread";
        }
        return null;
    }
}

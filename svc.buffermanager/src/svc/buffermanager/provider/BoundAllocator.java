// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;

import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;

/**
 * An allocator that the manager may use, and the distrust with which it is used: what it gives is checked, and what it throws
 * becomes one kind of exception.
 *
 * @param reference its service
 * @param allocator its service object
 */
record BoundAllocator(ServiceReference<MemAllocator> reference, MemAllocator allocator) implements Comparable<BoundAllocator> {

    // By hand: a foreign allocator's equals is not to be called, and what the compiler generates for a record leaves this bundle's
    // loader in a cache of the JDK.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Better ones first. */
    @Override
    public int compareTo(BoundAllocator other) {
        return other.reference.compareTo(reference);
    }

    long serviceId() {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    String name() {
        Object name = reference.getProperty(MemAllocator.NAME);
        return name instanceof String text && !text.isEmpty() ? text : "service-" + serviceId();
    }

    /**
     * {@return a block of at least that many bytes, aligned, native, writable by every thread}
     *
     * @throws MemoryUnavailableException if that can't be had, for whatever reason. Nothing is left outstanding
     */
    MemoryBlock reserve(int identifier, long size, long alignment) {
        MemoryBlock block;
        try {
            block = allocator.checkedAllocate(identifier, size, alignment);
        } catch (MemoryUnavailableException e) {
            throw e;
        } catch (Throwable e) {
            // Whatever a foreign allocator throws, an error included, must not take the manager along.
            throw new MemoryUnavailableException(identifier, size, 0, "it threw " + e, e);
        }
        String fault = block == null ? "it returned null" : fault(block, size, alignment);
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
     * Gives a block back. That its allocator doesn't take it is no matter if it has ended, with the allocator itself for instance.
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

    private static String fault(MemoryBlock block, long size, long alignment) {
        MemorySegment segment = block.segment();
        if (!segment.scope().isAlive()) {
            return "its block has ended already";
        }
        if (!segment.isNative()) {
            return "its block is on the heap; it must be native memory";
        }
        if (segment.byteSize() < size) {
            return "its block has " + segment.byteSize() + " bytes only";
        }
        if ((segment.address() & alignment - 1) != 0) {
            return "its block's address is not a multiple of " + alignment;
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

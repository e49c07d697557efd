// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;

/**
 * An allocator that a component may use, and the distrust with which it is used: what it gives is checked, and what it throws
 * becomes one kind of exception. That it may hang is another's care: the calls that are made here take as long as it likes.
 */
public final class BoundAllocator implements Comparable<BoundAllocator> {

    private final String user;
    private final ServiceReference<MemAllocator> reference;
    /** Null once it has been let go. */
    private volatile MemAllocator allocator;
    private final LiveBlocks blocks;
    private final Dealings dealings = new Dealings();

    /**
     * Makes one.
     *
     * @param user what the threads of calls are named by: who uses it
     * @param reference the allocator's service
     * @param allocator its service object
     * @param blocks those that must not be given again
     */
    public BoundAllocator(String user, ServiceReference<MemAllocator> reference, MemAllocator allocator, LiveBlocks blocks) {
        this.user = user;
        this.reference = reference;
        this.allocator = allocator;
        this.blocks = blocks;
    }

    /** Better ones first. */
    @Override
    public int compareTo(BoundAllocator other) {
        return other.reference.compareTo(reference);
    }

    /** {@return who uses it} */
    String user() {
        return user;
    }

    /** {@return its service} */
    public ServiceReference<MemAllocator> reference() {
        return reference;
    }

    /** {@return what is going on with it} */
    public Dealings dealings() {
        return dealings;
    }

    ClassLoader loader() {
        return allocator.getClass().getClassLoader();
    }

    /** {@return its service's id} */
    public long serviceId() {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /** {@return for people, its name; or one made up from its service's id} */
    public String name() {
        Object name = reference.getProperty(MemAllocator.NAME);
        return name instanceof String text && !text.isEmpty() ? text : "service-" + serviceId();
    }

    /**
     * {@return a block: large enough, aligned, native, writable by every thread, of memory that nobody else has, as far as known}
     *
     * @throws MemoryUnavailableException if that can't be had, for whatever reason. Nothing is left outstanding, but for what the
     *         message names
     */
    public MemoryBlock reserve(BlockSpec spec) {
        MemoryBlock block;
        try {
            block = allocator.checkedAllocate(spec.memoryId(), spec.bytes(), spec.alignment());
        } catch (Throwable e) {
            // Whatever a foreign allocator throws, an error included, must not take the component along.
            throw e.getClass() == MemoryUnavailableException.class ? (MemoryUnavailableException) e : refusal(spec, threw(e), e);
        }
        if (block == null) {
            throw refusal(spec, "it returned null", null);
        }
        if (!block.isAlive()) {
            throw refusal(spec, "its block has ended already" + rejected(block), null);
        }
        // First of all: what is wrong with it otherwise, it must not be given back if somebody has that memory.
        boolean again = blocks.has(block);
        String other = blocks.enter(block, this);
        if (other != null) {
            dealings.bar((again ? "it gave a block that it had given before and that is in use, "
                : "its block is in the same memory as one that is in use, ") + other
                + "; what it gave is not given back, for that could end what is in use, and it is not asked again until its "
                + "service changes; stop it");
            throw refusal(spec, dealings.reluctance(), null);
        }
        String fault = BlockFaults.of(block, spec.bytes(), spec.alignment());
        if (fault != null) {
            throw refusal(spec, fault + rejected(block), null);
        }
        return block;
    }

    /** Gives back a block that is no good. {@return for people, what is wrong with that; or nothing} */
    private String rejected(MemoryBlock block) {
        try {
            giveBack(block);
            return "";
        } catch (IllegalStateException e) {
            return "; and it didn't take that back: " + e.getMessage();
        }
    }

    /** Asked here, in the call: what is thrown may be of a foreign class, whose methods may throw or hang as well. */
    private static String threw(Throwable e) {
        try {
            return "it threw " + e;
        } catch (Throwable again) {
            return "it threw " + e.getClass().getName();
        }
    }

    private static MemoryUnavailableException refusal(BlockSpec spec, String reason, Throwable cause) {
        return new MemoryUnavailableException(spec.memoryId(), spec.bytes(), 0, reason, cause);
    }

    /**
     * Gives a block back. That its allocator doesn't take it is no matter if it has ended, with the allocator itself for
     * instance.
     *
     * @throws IllegalStateException if that didn't work, for whatever reason, and the block has not ended
     */
    public void giveBack(MemoryBlock block) {
        try {
            allocator.deallocate(block);
        } catch (Throwable e) {
            // As above: whatever a foreign allocator throws.
            if (block.isAlive()) {
                throw new IllegalStateException(threw(e), e);
            }
        }
        blocks.leave(block);
    }

    /** The allocator has gone: what it hasn't taken back by now is its own affair. */
    public void letGo() {
        blocks.leaveAllOf(this);
        if (dealings.areOver()) {
            // Whoever still has a buffer of it keeps this, but must not keep the allocator's classes.
            allocator = null;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.concurrent.TimeUnit;

import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

import fw.memory.MemAllocator;
import fw.memory.dealing.BlockSpec;
import svc.comms.parts.PropertyValue;

/** An accumulator as configured, checked. */
final class AccumulatorSpec {

    private static final int MAX_STORE_SIZE = 1 << 30;

    final String portName;
    final int memoryId;
    /** How large the ring is, in bytes, 1 to 1 GiB. */
    final int storeSize;
    /** How large a frame may be, in bytes, 1 to the ring's size. */
    final int maxFrameSize;
    final Filter allocators;
    /** How long an allocator has to answer, in ns. */
    final long allocatorNanos;

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException if it is no good; the message names what is wrong
     */
    AccumulatorSpec(AccumulatorConfiguration configuration) {
        portName = configuration.port_name();
        memoryId = PropertyValue.number("memory.id", configuration::memory_id);
        storeSize = PropertyValue.number("store.size", configuration::store_size);
        int limit = PropertyValue.number("max.frame.size", configuration::max_frame_size);
        if (portName == null || portName.isEmpty()) {
            throw new IllegalArgumentException("port.name is empty; give a name that no other port has");
        }
        if (memoryId < 0) {
            throw new IllegalArgumentException("memory.id " + memoryId + " is negative; give 0 or more");
        }
        if (storeSize < 1 || storeSize > MAX_STORE_SIZE) {
            throw new IllegalArgumentException("store.size " + storeSize + " is out of range; give 1 to " + MAX_STORE_SIZE
                + " bytes");
        }
        if (limit < 0 || limit > storeSize) {
            throw new IllegalArgumentException("max.frame.size " + limit + " is out of range; give 1 to store.size, which is "
                + storeSize + ", or 0 for that");
        }
        maxFrameSize = limit == 0 ? storeSize : limit;
        allocators = filter(PropertyValue.text("allocator.target", configuration::allocator_target));
        long millis = PropertyValue.number("allocator.timeout", configuration::allocator_timeout);
        if (millis < 1) {
            throw new IllegalArgumentException("allocator.timeout " + millis + " is not positive; give 1 or more milliseconds");
        }
        allocatorNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** {@return what is to be asked of an allocator} */
    BlockSpec block() {
        return new BlockSpec(memoryId, storeSize, MemAllocator.DEFAULT_ALIGNMENT);
    }

    /** {@return whether a ring that was made for this one serves the other as well} */
    boolean hasSameRing(AccumulatorSpec other) {
        return other.memoryId == memoryId && other.storeSize == storeSize && other.maxFrameSize == maxFrameSize;
    }

    /**
     * Declarative Services would do this for a reference of that name; but of one that is no filter, it would make no allocator
     * at all.
     */
    private static Filter filter(String text) {
        try {
            return FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("allocator.target '" + text + "' is no filter: " + e.getMessage()
                + "; give for example (" + MemAllocator.NAME + "=malloc)", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told when an allocator comes, changes or goes. F´ tells nobody.
 * <p>
 * It is called on the thread that makes the change, before that goes on: be quick, don't wait. What it throws is logged and stops
 * nobody.
 */
@ConsumerType
@FunctionalInterface
public interface MemAllocatorListener {

    /** What has happened to the allocator. */
    enum Change {
        /** It is registered, and can be found from now on. */
        ADDED,
        /** Its properties, for instance its types or its ranking, have changed. */
        MODIFIED,
        /** It is being unregistered, and is not found any more. It works until all listeners have returned. */
        REMOVED
    }

    /**
     * Is called once for each change.
     *
     * @param change what has happened
     * @param allocator the allocator as it is now, or as it was last; the listener's own copy
     */
    void allocatorChanged(Change change, RegisteredAllocatorDTO allocator);
}

// SPDX-License-Identifier: Apache-2.0
package fw.memory;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds allocators by type: a typed view of the OSGi service registry, with F´'s semantics and what F´ lacks: removal, listing,
 * notice of change.
 * <p>
 * It holds no allocators of its own. An allocator that any bundle registers as a {@link MemAllocator} service is found here at
 * once, and what is registered here is an ordinary service. Of several allocators of one type, the one with the highest {@code
 * service.ranking} is found, then the one that was registered first.
 * <p>
 * Each bundle gets a view of its own. When that bundle stops or lets the service go, what it registered through it is removed and
 * its listeners are forgotten. An allocator that was found stays usable while its own service is registered; then its methods
 * throw {@link IllegalStateException}.
 * <p>
 * Any thread may call any method. All methods may lock and allocate on the heap; none is for the time between activation and
 * deactivation.
 * <p>
 * F´: {@code Fw::MemAllocatorRegistry}.
 */
@ProviderType
public interface MemAllocatorRegistry {

    /**
     * Finds the allocator of a type.
     *
     * @param type a value of {@link MemAllocator#TYPE}, not empty
     * @return the best allocator of that type; never null
     * @throws NoSuchAllocatorException if there is none. F´ asserts
     * @throws IllegalArgumentException if {@code type} is empty
     * @throws IllegalStateException if this view has ended
     */
    MemAllocator getAllocator(String type);

    /**
     * Finds the allocator of a type, or else the one of type {@link MemAllocator#SYSTEM}.
     *
     * @param type a value of {@link MemAllocator#TYPE}, not empty
     * @return the best allocator of that type, or the best of SYSTEM; never null
     * @throws NoSuchAllocatorException if there is neither. F´ asserts
     * @throws IllegalArgumentException if {@code type} is empty
     * @throws IllegalStateException if this view has ended
     */
    MemAllocator getAnAllocator(String type);

    /**
     * Registers an allocator as a service of the calling bundle, for one type, in the place of the one that is found for that
     * type now: as in F´, the latest wins. To that end it gets a ranking one above the best one's. Unlike in F´, the one before
     * is not forgotten: it is found again when this one is removed.
     * <p>
     * The allocator stays the caller's: nobody ends it when the registration ends.
     *
     * @param type the type to register it for, not empty
     * @param name its {@link MemAllocator#NAME}, not empty
     * @param allocator the allocator
     * @return the registration; closing it removes the allocator
     * @throws IllegalArgumentException if {@code type} or {@code name} is empty
     * @throws IllegalStateException if this view has ended, or the best one's ranking is {@link Integer#MAX_VALUE} already
     */
    Registration registerAllocator(String type, String name, MemAllocator allocator);

    /**
     * Lists all allocators, of all types, the best first.
     *
     * @return a new list that is the caller's; it may be empty, never null
     * @throws IllegalStateException if this view has ended
     */
    List<RegisteredAllocatorDTO> getAllocators();

    /**
     * Has a listener told of every change from now on, until the registration is closed or the calling bundle stops.
     *
     * @param listener whom to tell; the same may be added several times and is then told as often
     * @return the registration; closing it ends the notices. One that is under way may still arrive
     * @throws IllegalStateException if this view has ended
     */
    Registration addListener(MemAllocatorListener listener);

    /** What ends when it is closed. */
    @ProviderType
    interface Registration extends AutoCloseable {

        /** Removes what was registered. Any thread may call it; a second call does nothing. It throws nothing. */
        @Override
        void close();
    }
}

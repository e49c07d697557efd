// SPDX-License-Identifier: Apache-2.0
package fw.memory.guard;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import fw.memory.MemAllocator;

/** The configuration {@code fw.memory.guard}. */
@ObjectClassDefinition(name = "Memory allocator: guard",
        description = "Memory with guard zones around each block, to hunt who writes where he must not. Buffer managers move "
                + "to it, and guard their buffers, while it is there. "
                + "A change is applied in place: blocks that are outstanding stay.")
@interface GuardConfiguration {

    /** {@return most bytes that may be outstanding} */
    @AttributeDefinition(name = "Limit", description = "Most bytes that may be outstanding at a time, 1 or more; -1: no limit")
    long limit_bytes() default -1;

    /** {@return see {@link MemAllocator#NAME}} */
    @AttributeDefinition(name = "Name", description = "The allocator's name, not empty")
    String fw_memory_allocator_name() default "guard";

    /** {@return see {@link MemAllocator#TYPE}} */
    @AttributeDefinition(name = "Types", description = "The types of memory that it serves, none of them empty")
    String[] fw_memory_allocator_type() default {"GUARD", MemAllocator.SYSTEM};

    /** {@return the service's ranking} */
    @AttributeDefinition(name = "Ranking",
            description = "Of several allocators of a type, the one with the highest ranking is taken")
    int service_ranking() default 10000;
}

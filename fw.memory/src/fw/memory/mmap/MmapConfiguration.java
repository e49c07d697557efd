// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import fw.memory.MemAllocator;

/** The configuration {@code fw.memory.mmap}. */
@ObjectClassDefinition(name = "Memory allocator: mmap",
        description = "Mapped memory: anonymous, which needs native access; or, with a directory, one file per identifier, "
                + "which holds its content over a restart. A change is applied in place: blocks that are outstanding stay.")
@interface MmapConfiguration {

    /** {@return where the files are, or nothing for anonymous memory} */
    @AttributeDefinition(name = "Directory", required = false,
            description = "The directory for one file per identifier, made if it is not there; "
                    + "relative to the working directory of the process. Empty: anonymous memory")
    String directory() default "";

    /** {@return most bytes that may be outstanding} */
    @AttributeDefinition(name = "Limit", description = "Most bytes that may be outstanding at a time, 1 or more; -1: no limit")
    long limit_bytes() default -1;

    /** {@return see {@link MemAllocator#NAME}} */
    @AttributeDefinition(name = "Name", description = "The allocator's name, not empty")
    String fw_memory_allocator_name() default "mmap";

    /** {@return see {@link MemAllocator#TYPE}} */
    @AttributeDefinition(name = "Types", description = "The types of memory that it serves, none of them empty")
    String[] fw_memory_allocator_type() default "MMAP";

    /** {@return the service's ranking} */
    @AttributeDefinition(name = "Ranking",
            description = "Of several allocators of a type, the one with the highest ranking is taken")
    int service_ranking() default -100;
}

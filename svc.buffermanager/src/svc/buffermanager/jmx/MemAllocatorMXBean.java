// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import java.util.List;

/** An allocator. Whatever an allocator throws when it is asked is what the caller gets. Any thread. */
@Description("A source of memory for start-up. F´: Fw::MemAllocator")
public interface MemAllocatorMXBean {

    @Description("Its name")
    String getName();

    @Description("The types of memory that it serves")
    List<String> getTypes();

    @Description("Its service ranking: of several allocators that fit, the highest is taken")
    int getRanking();

    @Description("Its service id in the OSGi registry")
    long getServiceId();

    @Description("Most bytes that may be outstanding at a time; -1: no limit")
    long getLimitBytes();

    @Description("Blocks that are outstanding")
    long getBlocks();

    @Description("Memory of the blocks that are outstanding, in bytes")
    long getBytes();

    @Description("Blocks, and their bytes, by the identifier that asked for them")
    List<IdentifierData> getIdentifiers();
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

import svc.buffermanager.BufferManager;

/** The configuration of one buffer manager; a factory configuration of {@link BufferManager#PID}. */
@ObjectClassDefinition(id = BufferManager.PID, name = "Buffer manager",
    description = "A pool of buffers, reserved in one block of memory when it is activated and given back when it is deactivated.")
@interface ManagerConfiguration {

    @AttributeDefinition(name = "Manager id", min = "0", max = "65535",
        description = "Tells managers apart; part of each buffer's context. 0 to 65535.")
    int manager_id() default 0;

    @AttributeDefinition(name = "Memory id", min = "0",
        description = "The identifier under which the memory is asked for; allocators count by it. 0 or more.")
    int memory_id() default 0;

    @AttributeDefinition(name = "Bins", cardinality = Integer.MAX_VALUE,
        description = "One or more SIZExCOUNT, for example 64x1024 or 2KiBx20 (units B, KiB, MiB, GiB), in any order, each size once.")
    String[] bins() default {};

    @AttributeDefinition(name = "Alignment", min = "1",
        description = "What the address of each buffer is a multiple of, in bytes: a power of two, at most 1073741824. The default is a cache line.")
    long alignment() default 64;

    @AttributeDefinition(name = "Allocator filter", required = false,
        description = "An OSGi filter for the allocators to take memory from, best ranking first, for example (fw.memory.allocator.name=malloc).")
    String allocator_target() default "(objectClass=fw.memory.MemAllocator)";

    @AttributeDefinition(name = "Drain time-out", min = "0",
        description = "How long buffers that are out have to come home when their memory must go, in milliseconds, 0 or more. Then it ends all the same.")
    long drain_timeout() default 2000;

    @AttributeDefinition(name = "Allocator time-out", min = "1",
        description = "How long an allocator has to give memory, or to take it back, in milliseconds, 1 or more. One that has not answered then is passed over.")
    long allocator_timeout() default 10000;

    @AttributeDefinition(name = "Prefault",
        description = "Whether all memory is touched when it is reserved, so that no page fault comes later. Activation takes longer then.")
    boolean prefault() default false;

    @AttributeDefinition(name = "Handles", options = {@Option(label = "a slot's one handle, reused", value = "REUSED"),
        @Option(label = "eight in turn", value = "ROTATED"), @Option(label = "a fresh one each time", value = "FRESH"),
        @Option(label = "fresh, with memory that ends", value = "SEALED")},
        description = "How a buffer that was given back is told from the one that has its memory now.")
    String handles() default "REUSED";

    @AttributeDefinition(name = "Accounting",
        description = "Whether it is counted what each bundle takes, returns, hands on, and had at most. Who has what at a moment is known without it.")
    boolean accounting() default false;

    @AttributeDefinition(name = "Tracking", min = "0",
        description = "Of how many buffers one is traced: when and where it was taken, and handed on. 0: none; 1: all.")
    int tracking() default 0;

    @AttributeDefinition(name = "Held limit", min = "0",
        description = "How long a buffer may be out before it is reported as a leak, in milliseconds; 0: as long as it likes.")
    long held_limit() default 0;

    @AttributeDefinition(name = "Reclaim",
        description = "Whether a bundle that has stopped, and has not given back its buffers within the drain time-out, has them taken away.")
    boolean reclaim() default false;

    @AttributeDefinition(name = "Quotas", cardinality = Integer.MAX_VALUE, required = false,
        description = "What bundles may have, and what is kept for them: NAME;buffers=N;bytes=N;reserve=SIZExCOUNT each, for example com.acme.*;buffers=10;reserve=2KiBx4. The first that is for a bundle holds.")
    String[] quotas() default {};

    @AttributeDefinition(name = "Spill", min = "-1",
        description = "How many bins beyond the smallest that fits a request may go to, if that is used up; -1: to any.")
    int spill() default -1;

    @AttributeDefinition(name = "Guard",
        description = "Whether there is room between buffers that nobody may write to, and it is found out who does. "
            + "It costs time. Not with SEALED handles.")
    boolean guard() default false;

    @AttributeDefinition(name = "Wipe",
        description = "Whether a buffer's memory is filled with zeros when it comes home, "
            + "so that no bytes of one holder get to the next.")
    boolean wipe() default false;

    @AttributeDefinition(name = "Recovery",
        description = "Whether what is out when the JVM dies can be read again by the next. "
            + "Needs memory that is kept: fw.memory.mmap with a directory.")
    boolean recovery() default false;

    @AttributeDefinition(name = "Misuse policy", options = {@Option(label = "report it", value = "REPORT"),
        @Option(label = "and leave service", value = "STRICT")},
        description = "What follows when a buffer is misused, beside the exception, the count and the event.")
    String misuse_policy() default "REPORT";
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import fw.memory.dealing.BlockSpec;
import svc.buffermanager.Handles;
import svc.buffermanager.MisusePolicy;
import svc.buffermanager.recovery.Layout;

/**
 * A pool as configured, checked: what is in it can be built, if the memory is there.
 *
 * @param managerId 0 to 65,535
 * @param memoryId 0 or greater
 * @param bins one or more, in ascending order of size
 * @param alignment of each buffer, in bytes, a power of two
 * @param prefault whether all memory is touched before it is lent
 * @param handles how stale handles are told from others
 * @param rules who may have how much
 * @param treatment what is done with the memory beside lending it
 */
record PoolSpec(int managerId, int memoryId, List<BinSpec> bins, long alignment, boolean prefault, Handles handles,
    LendingRules rules, Treatment treatment) {

    /** Most buffers whose context is as in F´, with 16 bits for the index. */
    static final int NARROW_LIMIT = 0xFFFF;

    /** What the words of a record need, and no two of a slot's copies in one cache line. */
    private static final long RECORD_ALIGNMENT = 64;

    private static final long MAX_ALIGNMENT = 1L << 30;

    /**
     * What a buffer takes of the heap at the least: a request for more buffers than the heap can hold is refused before it does
     * harm.
     */
    private static final long MIN_HEAP_BYTES = 96;

    /** A pool whose slots are lent as they are. */
    PoolSpec(int managerId, int memoryId, List<BinSpec> bins, long alignment, boolean prefault) {
        this(managerId, memoryId, bins, alignment, prefault, Handles.REUSED);
    }

    /** A pool of which anybody may have anything, and that does no more with its memory than lend it. */
    PoolSpec(int managerId, int memoryId, List<BinSpec> bins, long alignment, boolean prefault, Handles handles) {
        this(managerId, memoryId, bins, alignment, prefault, handles, LendingRules.NONE, Treatment.NONE);
    }

    PoolSpec {
        if (managerId < 0 || managerId > 0xFFFF) {
            throw new IllegalArgumentException("manager.id " + managerId + " is out of range; give 0 to 65535");
        }
        if (memoryId < 0) {
            throw new IllegalArgumentException("memory.id " + memoryId + " is negative; give 0 or more");
        }
        if (Long.bitCount(alignment) != 1 || alignment < 1 || alignment > MAX_ALIGNMENT) {
            throw new IllegalArgumentException(
                "alignment " + alignment + " is not a power of two from 1 to " + MAX_ALIGNMENT + "; give for example 64");
        }
        treatment.check(handles);
        long slots = bins.stream().mapToLong(BinSpec::count).sum();
        if (slots > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("bins " + bins + " have " + slots + " buffers; give at most " + Integer.MAX_VALUE);
        }
        if (slots > Runtime.getRuntime().maxMemory() / MIN_HEAP_BYTES) {
            throw new IllegalArgumentException("bins " + bins + " have " + slots + " buffers, at least " + MIN_HEAP_BYTES
                + " bytes of heap each, and the heap has " + Runtime.getRuntime().maxMemory()
                    + "; give fewer, or the JVM more with -Xmx");
        }
        rules.check(bins);
    }

    /** {@return the checked form of a configuration} Throws IllegalArgumentException that names what is wrong in it. */
    static PoolSpec of(ManagerConfiguration configuration) {
        return new PoolSpec(read("manager.id", configuration::manager_id), read("memory.id", configuration::memory_id),
            BinSpec.parse(configuration.bins()), read("alignment", configuration::alignment), configuration.prefault(),
            choice("handles", Handles.class, configuration.handles()), LendingRules.of(configuration),
            Treatment.of(configuration));
    }

    /** {@return how long, in ms, outstanding buffers have to come home when their memory must go} Throws as {@link #of}. */
    static long drainMillis(ManagerConfiguration configuration) {
        long millis = read("drain.timeout", configuration::drain_timeout);
        if (millis < 0) {
            throw new IllegalArgumentException("drain.timeout " + millis + " is negative; give 0 or more milliseconds");
        }
        return millis;
    }

    /** {@return how long, in ms, an allocator has to answer} Throws as {@link #of}. */
    static long allocatorMillis(ManagerConfiguration configuration) {
        long millis = read("allocator.timeout", configuration::allocator_timeout);
        if (millis < 1) {
            throw new IllegalArgumentException("allocator.timeout " + millis + " is not positive; give 1 or more milliseconds");
        }
        return millis;
    }

    /** {@return what is to follow a misuse} Throws as {@link #of}. */
    static MisusePolicy misusePolicy(ManagerConfiguration configuration) {
        return choice("misuse.policy", MisusePolicy.class, configuration.misuse_policy());
    }

    static <T extends Enum<T>> T choice(String property, Class<T> of, String name) {
        return Arrays.stream(of.getEnumConstants()).filter(value -> value.name().equals(name)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException(
                property + " '" + name + "' is unknown; give one of " + Arrays.toString(of.getEnumConstants())));
    }

    /** The configuration reads a value when it is asked for it: it may be a text that is no number. */
    static <T extends Number> T read(String property, Supplier<T> number) {
        try {
            return number.get();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(property + " is no whole number that fits: " + e.getMessage(), e);
        }
    }

    /** {@return how many bytes there are before the first buffer} */
    long start() {
        return isRecoverable() ? layout().slotsAt : aligned(isGuarded() ? Guard.ZONE : 0);
    }

    /** {@return how many bytes from the start of one buffer of the bin to the next} */
    long stride(BinSpec bin) {
        return aligned(isGuarded() ? bin.size() + Guard.ZONE : bin.size());
    }

    private long aligned(long bytes) {
        return (bytes + alignment - 1) & -alignment;
    }

    /** {@return this, but guarded; or this, if it is so already, or can't be} */
    PoolSpec guard() {
        return isGuarded() || handles == Handles.SEALED ? this : with(treatment.guard());
    }

    /** {@return this, but of a pool that leaves nothing behind} */
    PoolSpec withoutRecovery() {
        return isRecoverable() ? with(treatment.withoutRecovery()) : this;
    }

    private PoolSpec with(Treatment other) {
        return new PoolSpec(managerId, memoryId, bins, alignment, prefault, handles, rules, other);
    }

    boolean isGuarded() {
        return treatment.guarded();
    }

    boolean isRecoverable() {
        return treatment.recovery();
    }

    /** {@return what is to be asked of an allocator} */
    BlockSpec block() {
        return new BlockSpec(memoryId, bytes(), isRecoverable() ? Math.max(alignment, RECORD_ALIGNMENT) : alignment);
    }

    /** {@return how its memory is laid out, if {@link #isRecoverable}} */
    Layout layout() {
        return new Layout(managerId, alignment, bins.stream().mapToInt(BinSpec::size).toArray(),
            bins.stream().mapToInt(BinSpec::count).toArray());
    }

    /** {@return how many bytes the whole pool takes} It can't overflow: there are fewer than 2^31 slots of at most 2^31 bytes. */
    long bytes() {
        return start() + bins.stream().mapToLong(bin -> stride(bin) * bin.count()).sum();
    }

    /** {@return how many buffers the pool has} */
    int slots() {
        return bins.stream().mapToInt(BinSpec::count).sum();
    }

    /**
     * {@return the context of the first buffer; the others' follow it} As in F´ where the number of buffers allows it, else wider
     * than any of F´'s.
     */
    long firstContext() {
        return slots() <= NARROW_LIMIT ? (long) managerId << 16 : 1L << 48 | (long) managerId << 32;
    }

    // By hand: what the compiler generates for a record leaves its class, and so this bundle's loader, in a cache of the JDK.
    @Override
    public boolean equals(Object other) {
        return other instanceof PoolSpec spec && spec.managerId == managerId && spec.memoryId == memoryId
            && spec.bins.equals(bins) && spec.alignment == alignment && spec.prefault == prefault && spec.handles == handles
            && spec.rules.equals(rules) && spec.treatment.equals(treatment);
    }

    @Override
    public int hashCode() {
        return 31 * managerId + bins.hashCode();
    }
}

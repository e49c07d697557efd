// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import java.time.Duration;

import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;
import org.osgi.util.promise.Promise;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferSend;

/**
 * A pool of buffers in bins by size, all reserved in one block of memory when it is activated. F´: {@code Svc::BufferManager}.
 * <p>
 * It is an OSGi service, one for each factory configuration of {@link #PID}, whose properties it carries. Take one by {@link
 * #MANAGER_ID}: {@code (manager.id=32)}. It is registered as {@link BufferGet} and {@link BufferSend} as well. Each bundle
 * gets an
 * object of its own, by which the manager knows who takes; it is that bundle's until it stops, and not to be handed to others.
 * <p>
 * {@link #allocate} gives the first free buffer whose capacity is at least the size that is asked for, from the smallest bin up:
 * when that bin is used up, the next larger one helps out.
 */
@ProviderType
public interface BufferManager extends BufferGet, BufferSend {

    /** The factory PID of its configuration. */
    String PID = "svc.buffermanager";

    /**
     * Configuration and service property, {@code Integer}, 0 to 65,535: tells managers apart; part of each buffer's context. F´:
     * {@code mgrId}.
     */
    String MANAGER_ID = "manager.id";

    /**
     * Configuration and service property, {@code Integer}, 0 or greater: the identifier under which the memory is asked for. F´:
     * {@code memId}.
     */
    String MEMORY_ID = "memory.id";

    /**
     * Configuration and service property, {@code String+}: the bins, each as {@code SIZExCOUNT}, such as {@code 64x1024} or
     * {@code 2KiBx20}.
     */
    String BINS = "bins";

    /**
     * Configuration and service property, {@code Long}, a power of two: what each buffer's address is a multiple of, in bytes.
     */
    String ALIGNMENT = "alignment";

    /** Configuration and service property, {@code String}: the filter that an allocator's service must match. */
    String ALLOCATOR_TARGET = "allocator.target";

    /**
     * Configuration and service property, {@code Long}, 0 or more milliseconds: how long outstanding buffers have to come home
     * when their memory must go.
     */
    String DRAIN_TIMEOUT = "drain.timeout";

    /**
     * Configuration and service property, {@code Long}, 1 or more milliseconds: how long an allocator has to give memory, or to
     * take it back. One that hasn't answered then is passed over until it has; what it gives later goes back to it at once.
     * Touching memory because of {@link #PREFAULT} doesn't count.
     */
    String ALLOCATOR_TIMEOUT = "allocator.timeout";

    /**
     * Configuration and service property, {@code Boolean}: whether all memory is touched when it is reserved, so that no page
     * fault comes later.
     */
    String PREFAULT = "prefault";

    /** Configuration and service property, {@code String}: the name of one of {@link Handles}, how stale handles are caught. */
    String HANDLES = "handles";

    /**
     * Configuration and service property, {@code Boolean}: whether it is counted what each bundle takes, returns, hands on,
     * and had at most. Who has what at
     * a moment is known without it.
     */
    String ACCOUNTING = "accounting";

    /**
     * Configuration and service property, {@code Integer}, 0 or greater: of how many buffers one is traced: when and where it
     * was taken, and handed
     * on. 0: none; 1: all. Can be switched while the manager runs, and holds for what is taken from then on.
     */
    String TRACKING = "tracking";

    /**
     * Configuration and service property, {@code Long}, 0 or more milliseconds: how long a buffer may be out before it is
     * reported as a leak, once; 0: as
     * long as it likes. Seen to within a quarter of that, or a second.
     */
    String HELD_LIMIT = "held.limit";

    /**
     * Configuration and service property, {@code Boolean}: whether a bundle that has stopped, and has not given back its
     * buffers {@link #DRAIN_TIMEOUT}
     * later, has them taken away. Their memory is lent to nobody while the bundle could still reach it: the manager moves to
     * a new pool, and the
     * memory of the old one ends when all others have given back what is theirs; a buffer in mode {@link Handles#SEALED} has
     * memory that is only the loan's, so
     * it is free at once.
     */
    String RECLAIM = "reclaim";

    /**
     * Configuration and service property, {@code String+}: what bundles may have, and what is kept for them, each as {@code
     * NAME;buffers=N;bytes=N;reserve=SIZExCOUNT},
     * the parts after the name as needed. The name is a bundle's symbolic name, in which {@code *} stands for any characters;
     * the first that is for a
     * bundle holds for it. It may have so many buffers, and buffers of so many bytes of capacity in sum, at a time; beyond
     * that it gets an invalid buffer,
     * which is counted and an event. And so many buffers of the bin are left for the bundles of that name, all of them together.
     */
    String QUOTAS = "quotas";

    /**
     * Configuration and service property, {@code Integer}: how many bins beyond the smallest that fits a request may go to,
     * if that is used up. -1, the default: any, as
     * in F´; 0: none.
     */
    String SPILL = "spill";

    /**
     * Configuration and service property, {@code Boolean}: whether buffers are guarded: there is room between them, and what
     * comes home is filled with a pattern. Whoever writes past a buffer's end, before its start, or after he has given it back,
     * is found when it is given back or, at the latest, taken again: that is a misuse, {@link
     * BufferMisuseException.Kind#OVERWRITTEN}, and names him. It is so too, whatever this says, while the memory is from an
     * allocator with {@code fw.memory.allocator.guarded}. Not with {@link Handles#SEALED}, where each holder has memory of his
     * own. What is taken holds that pattern, or zeros with {@link #WIPE}.
     */
    String GUARD = "guard";

    /**
     * Configuration and service property, {@code Boolean}: whether a buffer's memory, all of it, is filled with zeros when it
     * comes home. Then what is taken is all zeros, and no byte of one holder goes out with what the next one sends.
     */
    String WIPE = "wipe";

    /**
     * Configuration and service property, {@code Boolean}: whether what is out when the JVM dies can be read again by the next
     * one, as far as {@link #checkpoint} was called, and is given to a {@link RecoveryListener}. It needs an allocator whose
     * memory is
     * kept ({@link fw.memory.MemAllocator#RECOVERABLE}); in a pool from another it does nothing. Not with {@link #GUARD} or
     * {@link #WIPE}, nor with {@link Handles#SEALED}.
     */
    String RECOVERY = "recovery";

    /** Configuration and service property, {@code String}: the name of a {@link MisusePolicy}, what follows a misuse. */
    String MISUSE_POLICY = "misuse.policy";

    /**
     * Takes a buffer, and waits for one if none is free: as {@link #allocate(int)}, with a deadline.
     * <p>
     * Those who wait are served in the order in which they came; of those who wait for different sizes, whoever fits first.
     * Who calls {@link #allocate(int)}
     * doesn't wait, and may be quicker than who does. A buffer that comes home goes to who waits on the thread that gives it
     * back, and wakes only him. What happened before it was given back happens-before this returns.
     * <p>
     * It waits through swaps and new configurations, also for a size that no bin has yet. If it must wait it makes some 200
     * bytes on the heap, and parks the thread; a
     * virtual one leaves its carrier. It holds no lock. If a buffer is free it costs what {@link #allocate(int)} does.
     *
     * @param size how many bytes are wanted, 0 or more. 0 gets an invalid buffer at once
     * @param atMost how long to wait at most, 0 or more. 0 is not to wait, as {@link #allocate(int)}; more than 292
     *       years are as much
     * @return a buffer with {@link Buffer#size()} {@code == size}; or an invalid one if the time is up. Never null
     * @throws IllegalArgumentException if {@code size} or {@code atMost} is negative; the message holds it
     * @throws IllegalStateException if the manager is out of service or the caller's bundle has stopped, before or meanwhile
     * @throws InterruptedException if the thread is interrupted and would have to wait, or go on waiting; it has no
     *       buffer then. If a buffer comes at
     *         the same moment, that is returned, and the thread stays interrupted
     */
    Buffer allocate(int size, Duration atMost) throws InterruptedException;

    /**
     * Takes a buffer as soon as there is one: as {@link #allocate(int, Duration)}, and the caller goes on meanwhile. It has
     * its place in
     * the line when this returns.
     * <p>
     * A wait takes a virtual thread, which ends with it; if a buffer is free there is none. Callbacks run on virtual threads,
     * or, if the promise is
     * resolved when they are added, as {@link Promise#onResolve} has it; never on a thread that gives a buffer back. The
     * buffer is whose the promise is: who gives the promise away unread loses a buffer.
     *
     * @param size how many bytes are wanted, 0 or more
     * @param atMost how long to wait at most, 0 or more
     * @return resolved with a buffer, or with an invalid one if the time is up; failed with an {@link
     *       IllegalStateException} if the manager is out of service or the caller's
     *         bundle has stopped, before or meanwhile
     * @throws IllegalArgumentException if {@code size} or {@code atMost} is negative; the message holds it
     */
    Promise<Buffer> allocateLater(int size, Duration atMost);

    /**
     * Notes that a buffer is handed on to another bundle, which has it from now on: before it is handed. For who knows the
     * receiver;
     * else that calls {@link #adopt}. On it depends who is named, counted and limited as its holder, and whose
     * buffer it is when one of them stops.
     * It allocates nothing, unless buffers are traced, and doesn't wait.
     *
     * @param buffer one that the caller has, of this manager
     * @param to the bundle that gets it; if it hasn't used this manager before, that is noted, once
     * @throws BufferMisuseException if the buffer is not lent, or not of this manager
     * @throws IllegalStateException if {@code to} is not active
     */
    void transfer(Buffer buffer, Bundle to);

    /**
     * Notes that the caller's bundle has a buffer now that it was handed. As {@link #transfer}, by the receiver; while this is
     * called, whoever handed it on leaves it alone.
     *
     * @param buffer one of this manager that the caller has been handed
     * @throws BufferMisuseException if the buffer is not lent, or not of this manager
     */
    void adopt(Buffer buffer);

    /**
     * Notes that a buffer's bytes, from its offset on and as many as its size, are as they should be read if the JVM dies: then
     * the next one gives them to a {@link RecoveryListener}. That holds until the buffer is written to, checkpointed again, or
     * given back; it is no matter who has it.
     * A buffer that was written to after its last checkpoint is found torn: its bytes are not given to anybody.
     * <p>
     * It is safe from the death of the process when this returns; from a failure of the machine only when the system has written
     * the file to the disk. It computes a checksum of the bytes, makes one small object and doesn't wait. Without {@link
     * #RECOVERY} it only looks whether the buffer is lent.
     *
     * @param buffer one that the caller has, of this manager; nobody writes to it meanwhile
     * @return whether it can be read again; false if {@link #RECOVERY} is off or the pool's memory isn't kept
     * @throws BufferMisuseException if the buffer is not lent, or not of this manager
     * @throws IllegalStateException if its memory has ended
     */
    boolean checkpoint(Buffer buffer);

    /**
     * {@return a snapshot of the telemetry, the caller's own}
     * Buffers that are taken or given back during the call may be counted or not; without such calls every figure is exact. It
     * allocates on the heap, looks at each buffer that is lent, and locks only against others who ask for figures, not who
     * takes and gives back.
     */
    BufferManagerDTO snapshot();

    /**
     * Writes to the log, at level INFO, each of the five telemetry channels whose value has changed since the last call, in F´'s
     * order. The first call writes all five.
     * F´: {@code schedIn}.
     *
     * @throws IllegalStateException if the manager has been stopped
     */
    void schedIn();

    /**
     * Lets the four throttled events (NoBuffsAvailable, NullEmptyBuffer, QuotaExceeded, BufferMisuse) be written to the log
     * again, ten times each. In F´ a throttle that has closed stays so.
     */
    void clearThrottles();

    /**
     * Has the high-water marks begin anew: those of the manager and of each bin at what is lent now, that of each holder at what
     * it has now; and the looks at what is asked for ({@link BufferManagerDTO#demand}). F´ has no such command.
     * <p>
     * What threads take meanwhile counts or doesn't; after that each mark is as exact as {@link BinDTO#highWater} says. It looks
     * at
     * each buffer that was ever lent, and locks only against others who ask for figures. The marks cost who takes and gives back
     * nothing; but buffers that are free when this is called are no longer warm: the first that take more than are out now
     * search for them, and that is slower.
     */
    void clearHighWater();

    /**
     * Switches tracing ({@link #TRACKING}) until the next configuration of this manager comes, whatever that says. It holds for
     * what is taken from then on; what is out stays traced or not, as it was taken. Pools that come meanwhile are traced so, too.
     * It allocates on the heap, and locks only against configurations; who takes and gives back doesn't wait.
     *
     * @param oneIn of how many buffers one is traced: 0 for none, 1 for all
     * @throws IllegalArgumentException if {@code oneIn} is negative; the message holds it, and nothing is changed
     */
    void track(int oneIn);

    /**
     * Verifies what must always be true of the manager's pools, those that are being retired included: that each buffer is in
     * exactly one state; that a search finds each that is free; that the counters, quotas and shares agree with the buffers;
     * that a pool that is being retired counts what is still to come; that its memory is there; where buffers are guarded, that
     * nobody wrote to one that is free, nor between two. It repairs nothing.
     * <p>
     * It may be called while others take and give back: they go on, and what they do is no finding. What can't be told from
     * one look is looked at again, up to a second; this blocks the caller so long. It reads each buffer of the pools, and if
     * they are guarded all memory that is free; it allocates on the heap, and locks only against others who ask for figures.
     *
     * @return what was found, the caller's own; {@link AuditDTO#findings} is empty if all is sound
     */
    AuditDTO audit();
}

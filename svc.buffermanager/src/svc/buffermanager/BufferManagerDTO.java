// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager;

import java.util.List;
import java.util.Map;

import org.osgi.dto.DTO;

/** The telemetry of a buffer manager. The first five figures are F´'s channels, in F´'s order. */
public class BufferManagerDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public BufferManagerDTO() {
    }

    /** How many buffers the pool has. F´: {@code TotalBuffs}, channel 0. */
    public long totalBuffs;

    /** How many buffers are lent, those of pools that are being retired included. F´: {@code CurrBuffs}, channel 1. */
    public long currBuffs;

    /**
     * Most buffers that were lent at a time, since the manager was activated: the sum of the bins' marks, each as exact as {@link
     * BinDTO#highWater} is. Too high if several bins had their marks at different times; too low, while a pool is being
     * retired, by what that one has out,
     * unless a snapshot shows it. F´: {@code HiBuffs}, channel 2.
     */
    public long hiBuffs;

    /** How often there was no free buffer for a request. F´: {@code NoBuffs}, channel 3. */
    public long noBuffs;

    /** How often an invalid buffer was given back. F´: {@code EmptyBuffs}, channel 4. */
    public long emptyBuffs;

    /**
     * How often a buffer was misused in any way: used or given back when it wasn't lent, given to the wrong manager, and so on.
     */
    public long misuses;

    /** How often in which way, by the name of the {@link fw.buffer.BufferMisuseException.Kind}. Has all kinds. */
    public Map<String, Long> misusesByKind;

    /** The manager's id. */
    public int managerId;

    /** The identifier under which its memory was asked for. */
    public int memoryId;

    /** The name of the allocator that its memory is from. */
    public String allocator;

    /** The {@code service.id} of that allocator. */
    public long allocatorServiceId;

    /** Whether its buffers are guarded: because {@link BufferManager#GUARD} is set, or because of the allocator. */
    public boolean guarded;

    /** How many bytes of memory the pool has, room between buffers included. */
    public long poolBytes;

    /** What each buffer's address is a multiple of, in bytes. */
    public long alignment;

    /**
     * How often the memory was moved to another allocator, or rearranged by a new configuration, since the manager was activated.
     */
    public long swaps;

    /** How many buffers are lent whose pool is being retired. */
    public long retiring;

    /** How many buffers were still lent when their memory had to end, since the manager was activated. */
    public long expired;

    /**
     * How often an allocator let {@link BufferManager#ALLOCATOR_TIMEOUT} pass without an answer, since the manager was activated.
     */
    public long unanswered;

    /**
     * How many bytes of memory that the manager needs no more could not be given back, because their allocators threw or have not
     * answered: they stay outstanding there. Less when an allocator takes them after all.
     */
    public long unreturnedBytes;

    /**
     * How many leaks were reported, since the manager was activated: a bundle that stopped with buffers out, or one that holds
     * some for too long, each is one.
     */
    public long leaks;

    /** How many buffers were taken away from bundles that had stopped, since the manager was activated. */
    public long reclaimed;

    /** How many calls wait for a buffer at this moment. */
    public long waiting;

    /** How many calls have had to wait, those that still do included. */
    public long waited;

    /**
     * How many of these got no buffer because their time was up. Each of them counts in {@link #noBuffs} too, or, if it was a
     * quota that denied it, in {@link HolderDTO#denied}.
     */
    public long timedOut;

    /** How long all waits that have ended took, in sum, in nanoseconds. */
    public long waitedNanos;

    /** How long the longest of these took, in nanoseconds. */
    public long longestWaitNanos;

    /** How many buffers of the present pool were taken away from bundles that have stopped, and can't be lent to others yet. */
    public long quarantined;

    /** Whether it is counted what each bundle takes and returns ({@link BufferManager#ACCOUNTING}). */
    public boolean accounting;

    /** Of how many buffers one is traced ({@link BufferManager#TRACKING}); 0 if none. */
    public int tracking;

    /**
     * What the present pool has found of a JVM that died; null if {@link BufferManager#RECOVERY} is off, or the pool's memory
     * isn't kept.
     */
    public RecoveryDTO recovery;

    /** Each bundle that uses the manager, or has stopped and not given back all, in the order in which they came. */
    public List<HolderDTO> holders;

    /**
     * How often it was looked at what is lent, for {@link #demand}: one for each {@link BufferManager#snapshot} since the manager
     * was activated, or {@link BufferManager#clearHighWater} was called; this one included.
     */
    public long looks;

    /** What was asked for, in ascending order of size. Sizes that were never seen have no line. */
    public List<DemandDTO> demand;

    /** The bins, in ascending order of size. */
    public List<BinDTO> bins;
}

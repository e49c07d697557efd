// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import java.util.List;
import java.util.Map;

/**
 * A buffer manager. Attributes that are asked for in one call are of one snapshot, which looks at each buffer that is lent:
 * take them together. Any thread.
 */
@Description("A pool of buffers in bins by size. F´: Svc::BufferManager")
public interface BufferManagerMXBean {

    @Description("The manager's id")
    int getManagerId();

    @Description("The identifier under which its memory was asked for")
    int getMemoryId();

    @Description("The name of the allocator that its memory is from")
    String getAllocator();

    @Description("Buffers that the pool has. F´: TotalBuffs")
    long getTotalBuffers();

    @Description("Buffers that are lent, those of pools that are being retired included. F´: CurrBuffs")
    long getLentBuffers();

    @Description("Most buffers that were lent at a time, since activation or clearHighWater. F´: HiBuffs")
    long getHighWaterBuffers();

    @Description("Requests for which there was no free buffer, since activation. F´: NoBuffs")
    long getNoBuffers();

    @Description("Invalid buffers that were given back, since activation. F´: EmptyBuffs")
    long getEmptyReturns();

    @Description("Misuses of any kind, since activation")
    long getMisuses();

    @Description("Misuses since activation, by kind")
    Map<String, Long> getMisusesByKind();

    @Description("Memory of the pool, in bytes, room between buffers included")
    long getPoolBytes();

    @Description("What each buffer's address is a multiple of, in bytes")
    long getAlignmentBytes();

    @Description("Whether buffers are guarded against who writes where he must not")
    boolean isGuarded();

    @Description("Moves of the memory to another allocator or arrangement, since activation")
    long getSwaps();

    @Description("Lent buffers whose pool is being retired")
    long getRetiringBuffers();

    @Description("Buffers that were lent when their memory had to end, since activation")
    long getExpiredBuffers();

    @Description("Buffers that were taken away from stopped bundles and can't be lent yet")
    long getQuarantinedBuffers();

    @Description("Memory, in bytes, that allocators would not or did not take back")
    long getUnreturnedBytes();

    @Description("Times that an allocator did not answer in time, since activation")
    long getAllocatorTimeouts();

    @Description("Leaks that were reported, since activation")
    long getLeaks();

    @Description("Buffers that were taken away from stopped bundles, since activation")
    long getReclaimedBuffers();

    @Description("Calls that wait for a buffer now")
    long getWaitingCalls();

    @Description("Calls that have had to wait, since activation")
    long getWaitedCalls();

    @Description("Calls that got no buffer because their time was up, since activation")
    long getTimedOutCalls();

    @Description("Time that all waits took that have ended, in sum, in ms")
    long getWaitedMillis();

    @Description("The longest wait that has ended, in ms")
    long getLongestWaitMillis();

    @Description("Of how many buffers one is traced; 0: none")
    int getTracking();

    @Description("Whether it is counted what each bundle takes and returns")
    boolean isAccounting();

    @Description("The bins, in ascending order of size in bytes")
    List<BinData> getBins();

    @Description("Each bundle that uses the manager, or has stopped and not given back all")
    List<HolderData> getHolders();

    @Description("Verifies what must be true of the pools, while they are in use; may take a second")
    AuditData audit();

    @Description("Has the high-water marks begin anew at what is lent now")
    void clearHighWater();

    @Description("Lets throttled events be written to the log again")
    void clearThrottles();

    /** Throws IllegalArgumentException if the number is negative. */
    @Description("Traces one of so many buffers until the next configuration; 0: none, 1: all")
    void track(int oneIn);
}

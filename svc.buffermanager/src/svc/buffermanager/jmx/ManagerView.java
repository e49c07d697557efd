// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.jmx;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** A buffer manager's figures, each from what the source gives at that moment. */
final class ManagerView implements BufferManagerMXBean {

    private final BufferManager manager;
    private final Supplier<BufferManagerDTO> source;

    private ManagerView(BufferManager manager, Supplier<BufferManagerDTO> source) {
        this.manager = manager;
        this.source = source;
    }

    /** {@return a view that takes a snapshot for each figure} */
    static ManagerView live(BufferManager manager) {
        return new ManagerView(manager, manager::snapshot);
    }

    /** {@return a view of what is now} */
    static ManagerView ofNow(BufferManager manager) {
        BufferManagerDTO now = manager.snapshot();
        return new ManagerView(manager, () -> now);
    }

    @Override
    public int getManagerId() {
        return source.get().managerId;
    }

    @Override
    public int getMemoryId() {
        return source.get().memoryId;
    }

    @Override
    public String getAllocator() {
        return source.get().allocator;
    }

    @Override
    public long getTotalBuffers() {
        return source.get().totalBuffs;
    }

    @Override
    public long getLentBuffers() {
        return source.get().currBuffs;
    }

    @Override
    public long getHighWaterBuffers() {
        return source.get().hiBuffs;
    }

    @Override
    public long getNoBuffers() {
        return source.get().noBuffs;
    }

    @Override
    public long getEmptyReturns() {
        return source.get().emptyBuffs;
    }

    @Override
    public long getMisuses() {
        return source.get().misuses;
    }

    @Override
    public Map<String, Long> getMisusesByKind() {
        return source.get().misusesByKind;
    }

    @Override
    public long getPoolBytes() {
        return source.get().poolBytes;
    }

    @Override
    public long getAlignmentBytes() {
        return source.get().alignment;
    }

    @Override
    public boolean isGuarded() {
        return source.get().guarded;
    }

    @Override
    public long getSwaps() {
        return source.get().swaps;
    }

    @Override
    public long getRetiringBuffers() {
        return source.get().retiring;
    }

    @Override
    public long getExpiredBuffers() {
        return source.get().expired;
    }

    @Override
    public long getQuarantinedBuffers() {
        return source.get().quarantined;
    }

    @Override
    public long getUnreturnedBytes() {
        return source.get().unreturnedBytes;
    }

    @Override
    public long getAllocatorTimeouts() {
        return source.get().unanswered;
    }

    @Override
    public long getLeaks() {
        return source.get().leaks;
    }

    @Override
    public long getReclaimedBuffers() {
        return source.get().reclaimed;
    }

    @Override
    public long getWaitingCalls() {
        return source.get().waiting;
    }

    @Override
    public long getWaitedCalls() {
        return source.get().waited;
    }

    @Override
    public long getTimedOutCalls() {
        return source.get().timedOut;
    }

    @Override
    public long getWaitedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(source.get().waitedNanos);
    }

    @Override
    public long getLongestWaitMillis() {
        return TimeUnit.NANOSECONDS.toMillis(source.get().longestWaitNanos);
    }

    @Override
    public int getTracking() {
        return source.get().tracking;
    }

    @Override
    public boolean isAccounting() {
        return source.get().accounting;
    }

    @Override
    public List<BinData> getBins() {
        return source.get().bins.stream().map(BinData::of).toList();
    }

    @Override
    public List<HolderData> getHolders() {
        return source.get().holders.stream().map(HolderData::of).toList();
    }

    @Override
    public AuditData audit() {
        return AuditData.of(manager.audit());
    }

    @Override
    public void clearHighWater() {
        manager.clearHighWater();
    }

    @Override
    public void clearThrottles() {
        manager.clearThrottles();
    }

    @Override
    public void track(int oneIn) {
        manager.track(oneIn);
    }
}

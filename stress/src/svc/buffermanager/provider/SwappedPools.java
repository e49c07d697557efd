// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.Arena;
import java.util.List;

import fw.memory.AllocatorDTO;
import fw.memory.dealing.BoundAllocator;
import fw.memory.ledger.ArenaReservation;
import fw.memory.ledger.LedgerAllocator;
import fw.memory.ledger.Reservation;
import stress.hold.Supply;
import svc.buffermanager.BufferManager;

/**
 * The real manager without a framework: its pools, arranged in one way and then in another, have memory from the JDK's arenas.
 */
public final class SwappedPools implements Supply {

    private static final int LARGEST = 2048;

    private final PooledBufferManager manager = new PooledBufferManager(Stand.silentLog(), () -> { });
    private final LedgerAllocator memory =
        new LedgerAllocator("stress", AllocatorDTO.NO_LIMIT, SwappedPools::reserve, Stand.silentLog());
    private final BoundAllocator allocator = Stand.bound(memory);
    private final List<PoolSpec> arrangements;
    private final boolean ample;
    private int published;

    private SwappedPools(boolean ample, List<PoolSpec> arrangements) {
        this.ample = ample;
        this.arrangements = arrangements;
        publish();
    }

    /**
     * {@return pools of which no more than {@code count} buffers are ever out: so many they have of the largest size, and a few
     * small ones}
     */
    public static SwappedPools ample(int count) {
        return new SwappedPools(true, List.of(spec(1, new BinSpec(64, 10), new BinSpec(256, 3), new BinSpec(LARGEST, count)),
            spec(64, new BinSpec(LARGEST, count))));
    }

    /** {@return pools that are used up when {@code count} buffers are out} */
    public static SwappedPools scarce(int count) {
        return new SwappedPools(false, List.of(spec(64, new BinSpec(300, count - count / 2), new BinSpec(LARGEST, count / 2)),
            spec(1, new BinSpec(LARGEST, count))));
    }

    private static PoolSpec spec(long alignment, BinSpec... bins) {
        return new PoolSpec(1, 1, List.of(bins), alignment, false);
    }

    private static Reservation reserve(int identifier, long size, long alignment) {
        Arena arena = Arena.ofShared();
        return new ArenaReservation(arena.allocate(size, alignment), arena);
    }

    private void publish() {
        PoolSpec spec = arrangements.get(published++ % arrangements.size());
        manager.publish(new Pool(spec, manager, allocator, allocator.reserve(spec.block())));
    }

    private void endDrained() {
        manager.retired.all().stream().filter(Pool::isDrained).forEach(manager.retired::end);
    }

    @Override
    public BufferManager manager() {
        return manager;
    }

    @Override
    public boolean isAmple() {
        return ample;
    }

    @Override
    public int largest() {
        return LARGEST;
    }

    @Override
    public void swap() {
        publish();
        endDrained();
    }

    @Override
    public long swaps() {
        return published - 1;
    }

    @Override
    public long close() {
        manager.withdraw();
        endDrained();
        return memory.usage().bytes;
    }
}

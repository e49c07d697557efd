// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.dealing.BoundAllocator;
import fw.memory.log.Log;
import svc.buffermanager.Handles;

/**
 * What a race starts from: a manager that lends from one pool, most often of one bin. jcstress makes one for each round, so
 * it is quick to make.
 * <p>
 * A race needs its slots in certain states, and threads that look first where nothing is free, so that they search. In most races
 * slot 0 is lent for good; hands that nobody has moved point to it.
 */
abstract class Race {

    /** Of each buffer, in bytes. */
    static final int SIZE = 64;

    private static final Log LOG = Stand.silentLog();
    private static final PiecesAllocator PIECES = new PiecesAllocator();
    private static final BoundAllocator MEMORY = Stand.bound(PIECES);

    final PooledBufferManager manager;
    final Pool pool;
    private final AtomicInteger drainings = new AtomicInteger();

    Race(int count) {
        this(new BinSpec(SIZE, count));
    }

    /** With one buffer, that is lent by handles of this kind. */
    Race(Handles handles) {
        this(handles, new BinSpec(SIZE, 1));
    }

    Race(BinSpec... bins) {
        this(Handles.REUSED, bins);
    }

    private Race(Handles handles, BinSpec... bins) {
        this(handles, LendingRules.NONE, Care.NONE, bins);
    }

    /** With rules, or what is done with each loan. */
    Race(LendingRules rules, Care care, BinSpec... bins) {
        this(Handles.REUSED, rules, care, bins);
    }

    Race(Handles handles, LendingRules rules, Care care, BinSpec... bins) {
        manager = new PooledBufferManager(LOG, drainings::incrementAndGet);
        manager.care(care);
        pool = newPool(handles, rules, Treatment.NONE, bins);
        manager.publish(pool);
    }

    /** With what is done with the memory. */
    Race(Treatment treatment, BinSpec... bins) {
        manager = new PooledBufferManager(LOG, drainings::incrementAndGet);
        pool = newPool(Handles.REUSED, LendingRules.NONE, treatment, bins);
        manager.publish(pool);
    }

    final Pool newPool(BinSpec... bins) {
        return newPool(Handles.REUSED, LendingRules.NONE, Treatment.NONE, bins);
    }

    private Pool newPool(Handles handles, LendingRules rules, Treatment treatment, BinSpec... bins) {
        PoolSpec spec = new PoolSpec(0, 0, List.of(bins), SIZE, false, handles, rules, treatment);
        return new Pool(spec, manager, MEMORY, PIECES.allocate(spec.memoryId(), spec.bytes(), spec.alignment()));
    }

    /** Opens slots, in their order. {@return all of them, watched} */
    final Slot[] open(int count) {
        Slot[] slots = new Slot[count];
        for (int i = 0; i < count; i++) {
            slots[i] = pool.take(SIZE);
        }
        return slots;
    }

    /** Has the holder of a slot be the second one, so that it isn't watched. Leaves this thread's hand at the slot. */
    final void lendAgain(Slot slot) {
        pool.giveBack(slot);
        must(slot.change(Slot.FREE, Slot.LENT));
    }

    /** Has a search find nothing: it watches all slots, takes their marks away, and notes all groups as full. */
    final void searchInVain() {
        must(pool.take(SIZE) == null);
    }

    /** {@return 1 if a buffer was to be had, and is out now; or 0} */
    final int take() {
        return pool.take(SIZE) == null ? 0 : 1;
    }

    /** {@return how many buffers can be had; all of them are out now} */
    final int takeAll() {
        int taken = 0;
        while (take() == 1) {
            taken++;
        }
        return taken;
    }

    /** {@return 1 if the slot was taken back, 0 if that was refused} */
    final int giveBack(Slot slot) {
        try {
            pool.giveBack(slot);
            return 1;
        } catch (BufferMisuseException e) {
            return 0;
        }
    }

    /** {@return the manager as a bundle of this name has it} */
    final BundleView viewOf(int bundle, String name) {
        return manager.views.of(manager.holders.of(bundle, name));
    }

    /** {@return 1 if the manager took the buffer back, 0 if it refused} */
    final int giveBack(Buffer buffer) {
        try {
            manager.deallocate(buffer);
            return 1;
        } catch (BufferMisuseException e) {
            return 0;
        }
    }

    /** Ends the pool's memory without waiting any longer. {@return how many buffers were out} */
    final int endPool() {
        pool.expire();
        pool.giveBack();
        return pool.expired();
    }

    final int isDrained() {
        return pool.isDrained() ? 1 : 0;
    }

    /** {@return how often the pool's manager was told that it's drained} */
    final int drainings() {
        return drainings.get();
    }

    static void must(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the race can't be set up: the pool is not as it should be");
        }
    }
}

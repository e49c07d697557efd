// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

import fw.buffer.BufferMisuseException;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.dealing.BoundAllocator;
import svc.buffermanager.RecoveredBuffer;
import svc.buffermanager.RecoveredSlotDTO;
import svc.buffermanager.RecoveryDTO;
import svc.buffermanager.recovery.FoundSlot;
import svc.buffermanager.recovery.FoundSlot.State;
import svc.buffermanager.recovery.KeptMemory;
import svc.buffermanager.recovery.RefusedContentException;

/**
 * Keeps a record of each slot in the pool's own memory, and has what a process before has left there. Slots with whole buffers
 * are {@link Slot#HELD} until
 * these have been taken; all others are lent from the start.
 */
final class Recovery implements Attendant {

    /** How many holders a line of the log names. */
    private static final int NAMED = 16;

    private final KeptMemory kept;
    private final Slot[] slots;
    private final List<FoundSlot> found;
    /** What is whole and has not been taken, by its slot. */
    private final Map<Integer, FoundSlot> held = new ConcurrentSkipListMap<>();

    /**
     * {@return what is in the block; null if this pool is not to leave anything behind} Nothing is written.
     *
     * @throws RefusedContentException if it holds what can't be read, and must not be overwritten
     */
    static KeptMemory read(PoolSpec spec, MemoryBlock block) throws RefusedContentException {
        return spec.isRecoverable() ? new KeptMemory(block.segment(), spec.layout(), block.recoverable()) : null;
    }

    /** {@return whether what the allocator gives is there after a crash} */
    static boolean isKept(BoundAllocator allocator) {
        return Boolean.TRUE.equals(allocator.reference().getProperty(MemAllocator.RECOVERABLE));
    }

    /** Says what was found, and only then has all be free that isn't whole. */
    Recovery(Pool pool, KeptMemory kept, Slot[] slots) {
        this.kept = kept;
        this.slots = slots;
        found = kept.found();
        if (kept.isLeft()) {
            pool.manager.report(pool, report());
        }
        kept.arrange();
        for (FoundSlot slot : found) {
            if (slot.state() == State.WHOLE) {
                held.put(slot.slot(), slot);
                slots[slot.slot()].bin.hold(slots[slot.slot()]);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------- what is written

    @Override
    public void lent(Slot slot, Ward ward) {
        try {
            kept.record(slot.index).lent(ward.holder().bundleId, ward.holder().nameInUtf8, System.currentTimeMillis());
        } catch (IllegalStateException e) {
            checkEnded(slot, e);
        }
    }

    @Override
    public BufferMisuseException home(Slot slot, Ward ward, Holder by) {
        try {
            kept.record(slot.index).free();
        } catch (IllegalStateException e) {
            checkEnded(slot, e);
        }
        return null;
    }

    @Override
    public void handedOn(Slot slot, Ward ward, Holder to) {
        try {
            kept.record(slot.index).handedOn(to.bundleId, to.nameInUtf8);
        } catch (IllegalStateException e) {
            checkEnded(slot, e);
        }
    }

    /** Who uses a buffer whose memory has ended is told when he accesses it, or when he gives it back. */
    private static void checkEnded(Slot slot, IllegalStateException e) {
        if (slot.pool.isAlive()) {
            throw e;
        }
    }

    void checkpoint(Slot slot) {
        kept.record(slot.index).checkpoint(slot.offset(), slot.size(), slot.segment());
    }

    /** A pool that was never retired has not been published: nobody has had a buffer of it. */
    @Override
    public void ends(Pool pool) {
        if (held.isEmpty() && (pool.isDrained() || !pool.isRetired())) {
            kept.close();
        }
    }

    // --------------------------------------------------------------------------------------------------- what was found

    boolean holdsAny() {
        return !held.isEmpty();
    }

    /** Shows each whole buffer that nobody has taken, and lets go of those of which {@code taker} says that it has. */
    void handOut(Predicate<RecoveredBuffer> taker) {
        for (FoundSlot it : held.values()) {
            Slot slot = slots[it.slot()];
            boolean taken;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment copy = arena.allocate(Math.max(1, it.size())).asSlice(0, it.size());
                copy.copyFrom(slot.pool.slice(slot, it.offset(), it.size()));
                taken = taker.test(new RecoveredBuffer(slot.pool.spec.managerId(), dto(it), copy.asReadOnly()));
            }
            if (taken) {
                slot.pool.homecoming.letGo(slot, () -> {
                    kept.record(it.slot()).free();
                    held.remove(it.slot());
                });
            }
        }
    }

    private int count(State state) {
        return (int) found.stream().filter(slot -> slot.state() == state).count();
    }

    /** {@return for people, what was found} */
    private String report() {
        StringBuilder text = new StringBuilder("was not closed, and ");
        if (found.isEmpty()) {
            return text.append("no buffer was out").toString();
        }
        text.append(count(State.WHOLE)).append(" whole, ").append(count(State.TORN)).append(" torn, ")
            .append(count(State.UNFINISHED)).append(" unfinished, ").append(count(State.DAMAGED)).append(" damaged, ")
            .append(slots.length - found.size()).append(" free buffers are found");
        Map<String, Integer> byHolder = new TreeMap<>();
        found.forEach(slot -> byHolder.merge(slot.state() == State.DAMAGED ? "damaged"
            : slot.holder() + " (bundle " + slot.bundleId() + ") " + slot.state().name().toLowerCase(Locale.ROOT),
            1, Integer::sum));
        List<String> named = byHolder.entrySet().stream().limit(NAMED)
            .map(entry -> entry.getKey() + " " + entry.getValue()).toList();
        text.append(": ").append(String.join(", ", named));
        if (byHolder.size() > NAMED) {
            text.append(", and ").append(byHolder.size() - NAMED).append(" more");
        }
        if (count(State.WHOLE) > 0) {
            text.append("; the whole ones are held until a RecoveryListener has taken them");
        }
        return text.toString();
    }

    RecoveryDTO figures() {
        RecoveryDTO dto = new RecoveryDTO();
        dto.found = kept.isLeft();
        dto.whole = count(State.WHOLE);
        dto.torn = count(State.TORN);
        dto.unfinished = count(State.UNFINISHED);
        dto.damaged = count(State.DAMAGED);
        dto.free = kept.isLeft() ? slots.length - found.size() : 0;
        dto.held = held.size();
        dto.slots = new ArrayList<>();
        found.forEach(slot -> dto.slots.add(dto(slot)));
        return dto;
    }

    private RecoveredSlotDTO dto(FoundSlot slot) {
        RecoveredSlotDTO dto = new RecoveredSlotDTO();
        dto.slot = slot.slot();
        dto.capacity = slots[slot.slot()].capacity();
        dto.state = slot.state().name();
        dto.holder = slot.holder();
        dto.bundleId = slot.bundleId();
        dto.takenMillis = slot.takenMillis();
        dto.offset = slot.offset();
        dto.size = slot.size();
        dto.taken = slot.state() == State.WHOLE && !held.containsKey(slot.slot());
        return dto;
    }
}

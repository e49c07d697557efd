// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException.Kind;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;
import fw.memory.dealing.BlockReturn;
import fw.memory.dealing.BoundAllocator;
import svc.buffermanager.BinDTO;
import svc.buffermanager.Handles;
import svc.buffermanager.recovery.KeptMemory;
import svc.buffermanager.recovery.RefusedContentException;

/**
 * One block of memory, arranged in bins of slots: an epoch of the manager. It never changes its arrangement. Its life: it is
 * <em>lending</em>; then <em>retired</em>, when it only takes returns; <em>drained</em>, when all are home; and <em>ended</em>,
 * when its block has gone back.
 * <p>
 * Here is what is quick: a slot is free where it is looked for first, and comes home with nobody to tell. What else is done
 * about slots is of {@link Search}, {@link Homecoming}, {@link Drain} and {@link Quarantine}.
 */
final class Pool {

    final PoolSpec spec;
    final PooledBufferManager manager;
    final BoundAllocator allocator;
    final long firstContext;

    /** How its memory goes back. */
    final BlockReturn wayBack;

    private final MemoryBlock block;
    private final MemorySegment memory;
    /** Who may have what; null if anybody may have anything. */
    final Admission admission;

    final Bin[] bins;
    private final Slot[] slots;
    /** Null if it leaves nothing behind. */
    final Recovery recovery;
    /** Those who attend to each loan as long as the pool lives. */
    final Attendant[] attendants;
    /** Null if the slots themselves are the handles. */
    private final Lending handles;
    /** What makes the buffers of slots that are taken; null if the slots themselves are, and nobody attends to them. */
    private volatile Lending lending;
    private final BinChoice choice;
    private final int[] hands;
    private final int handShift;

    final Search search;
    final Homecoming homecoming;
    final Drain drain;
    final Quarantine quarantine;

    private volatile boolean retired;
    private volatile boolean ended;
    /** Which slots were out when it ended; null if it hasn't. Guarded by this object's monitor. */
    private BitSet late;
    private volatile int expired;

    /**
     * Arranges a pool in a block.
     *
     * @param block of the allocator; the pool's from now on, unless this throws
     * @throws MemoryUnavailableException if the block's memory can't be used, or the heap can't hold the buffers
     */
    Pool(PoolSpec spec, PooledBufferManager manager, BoundAllocator allocator, MemoryBlock block) {
        this.spec = spec;
        this.manager = manager;
        this.allocator = allocator;
        this.block = block;
        firstContext = spec.firstContext();
        memory = block.segment();
        homecoming = new Homecoming(this);
        quarantine = new Quarantine(this);
        try {
            wayBack = new BlockReturn(allocator, spec.bytes(), () -> manager.retired.end(this));
            KeptMemory kept = Recovery.read(spec, block);
            if (spec.prefault()) {
                Prefault.touch(memory);
            }
            slots = new Slot[spec.slots()];
            bins = Bin.arrange(this, slots);
            drain = new Drain(this, slots.length);
            handles = Lending.of(spec.handles(), slots);
            boolean ruled = !spec.rules().quotas().isEmpty();
            // Under rules, whoever takes as usual finds nothing, and goes to these.
            choice = new BinChoice(ruled ? List.of() : spec.bins());
            hands = Hands.of(bins);
            handShift = Hands.rowShift(bins.length);
            search = new Search(this, bins, slots, choice, hands);
            if (ruled) {
                Arrays.stream(slots).forEach(slot -> slot.ward = new Ward());
            }
            recovery = kept == null ? null : new Recovery(this, kept, slots);
            admission = ruled ? new Admission(this, bins, slots) : null;
            attendants = Stream.concat(Stream.ofNullable(admission),
                spec.treatment().attendants(memory, slots, spec.handles(), recovery).stream()).toArray(Attendant[]::new);
            lending = attended(attendants);
        } catch (RefusedContentException e) {
            throw unusable("what its memory holds can't be recovered here, since " + e.getMessage()
                + "; it is kept as it is: move it away, or give another memory.id", e);
        } catch (OutOfMemoryError e) {
            throw unusable("the heap can't hold " + spec.slots() + " buffers; give fewer, or the JVM more with -Xmx", e);
        } catch (Throwable e) {
            // Whatever it is: no page for the memory.
            throw unusable("its memory can't be used: " + e, e);
        }
    }

    private MemoryUnavailableException unusable(String why, Throwable cause) {
        return new MemoryUnavailableException(spec.memoryId(), spec.bytes(), 0, why, cause);
    }

    /**
     * Takes a slot.
     *
     * @param size 1 or more bytes
     * @return the slot, which is the caller's; or null if none is free, or the pool is retired
     */
    Slot take(int size) {
        int bin = choice.smallestFor(size);
        if (bin == BinChoice.NONE) {
            return null;
        }
        int[] mine = hands; // Else it would be loaded again after the slot has been changed.
        int hand = Hands.mine(mine, handShift, bin);
        Slot slot = slots[mine[hand]];
        // Not looked at before it is taken: most often it is free, and another core's, which is asked once for it then and
        // not twice.
        if (slot.change(Slot.FREE, Slot.LENT)) {
            mine[hand] = slot.next;
            return slot.lend(size);
        }
        slot = search.counted(bin);
        return slot == null ? null : slot.lend(size);
    }

    /**
     * Has each loan that begins from now on be attended so, beside what is done for as long as the pool lives; that is told first
     * of what goes out, and last of what comes home. What is out keeps those that it went out with.
     */
    void attendBy(Care care) {
        lending = attended(Stream.of(attendants, care.attendants()).flatMap(Stream::of).toArray(Attendant[]::new));
    }

    private Lending attended(Attendant[] by) {
        return by.length == 0 ? handles : Lending.attended(by, handles);
    }

    /**
     * Has those who attend to it look at its memory for the last time, before that goes back. Others may still have buffers of
     * it.
     */
    void lookLast() {
        for (Attendant attendant : attendants) {
            attendant.ends(this);
        }
    }

    /** {@return whether slots that are taken are the buffers, as they are} */
    boolean isPlain() {
        return lending == null;
    }

    /**
     * {@return the buffer for a slot that has just been taken for this holder} If it can't be had, for want of heap, the slot
     * goes back.
     */
    Buffer lend(Slot slot, Holder holder) {
        Lending present = lending;
        try {
            return present == null ? slot : present.lend(slot, holder);
        } catch (Throwable e) {
            try {
                giveBack(slot, holder);
            } catch (RuntimeException | Error refusal) {
                e.addSuppressed(refusal);
            }
            throw e;
        }
    }

    /**
     * Replaces slots that have just been taken for this holder by the buffers for them. If they can't be had, for want of
     * heap, all
     * go back.
     */
    void lend(Buffer[] taken, int from, int to, Holder holder) {
        Lending present = lending;
        try {
            for (int i = from; i < to; i++) {
                Slot slot = (Slot) taken[i];
                slot.heldBy(holder.number);
                if (present != null) {
                    taken[i] = present.lend(slot, holder);
                }
            }
        } catch (Throwable e) {
            for (int done = from; done < to; done++) {
                Slot slot = taken[done] instanceof Loan loan ? loan.revoke() : (Slot) taken[done];
                // Whoever looks at the array nevertheless must not find what is another's by then.
                taken[done] = null;
                try {
                    giveBack(slot, holder);
                } catch (RuntimeException | Error refusal) {
                    // One that is found amiss is home too, and so are the others to be.
                    e.addSuppressed(refusal);
                }
            }
            throw e;
        }
    }

    /**
     * Takes slots.
     *
     * @param size 1 or more bytes
     * @return up to which index of {@code into} there are slots now, from index {@code from} on; less than {@code to} if no more
     *         are free, or the pool is retired
     */
    int take(int size, Buffer[] into, int from, int to) {
        int bin = choice.smallestFor(size);
        if (bin == BinChoice.NONE) {
            return from;
        }
        int hand = hand(bin);
        int at = hands[hand];
        int taken = from;
        while (taken < to) {
            Slot slot = slots[at];
            if (slot.change(Slot.FREE, Slot.LENT)) {
                at = slot.next;
            } else {
                hands[hand] = at;
                slot = search.counted(bin);
                if (slot == null) {
                    return taken;
                }
                at = hands[hand];
            }
            into[taken++] = slot.lend(size);
        }
        hands[hand] = at;
        return taken;
    }

    /** Takes a slot of this pool back; it is not known from whom. */
    void giveBack(Slot slot) {
        giveBack(slot, null);
    }

    /**
     * Takes a slot of this pool back.
     *
     * @param by who gives it back; null if that isn't known
     */
    void giveBack(Slot slot, Holder by) {
        if (slot.change(Slot.LENT, Slot.FREE)) {
            // The slot is somebody else's now; what is read of it here never changes.
            moveHandTo(slot);
        } else {
            homecoming.of(slot, by);
        }
    }

    void moveHandTo(Slot slot) {
        hands[hand(slot.binNumber)] = slot.index;
    }

    private int hand(int bin) {
        return Hands.mine(hands, handShift, bin);
    }

    /**
     * Takes slots of this pool back from their holder, as long as there is nothing to tell anybody, and nothing to refuse.
     *
     * @return up to which index of {@code buffers}, from {@code from} on, they have been taken back
     */
    int giveBack(Buffer[] buffers, int from, int to) {
        int i = from;
        Slot last = null;
        while (i < to && buffers[i] instanceof Slot slot && slot.pool == this && slot.change(Slot.LENT, Slot.FREE)) {
            last = slot;
            i++;
        }
        if (last != null) {
            moveHandTo(last);
        }
        return i;
    }

    /** Lends no more from now on, but for a search that is under way. It looks at each slot. */
    void retire() {
        retired = true;
        drain.begin(slots);
    }

    boolean isRetired() {
        return retired;
    }

    /** {@return whether the pool is retired and all its buffers are home} */
    boolean isDrained() {
        return drain.isDone();
    }

    /**
     * Lets no buffer of the retired pool come home in time from now on, whether or not any is out.
     *
     * @return whether it is this call that does so
     */
    synchronized boolean expire() {
        if (ended) {
            return false;
        }
        BitSet out = new BitSet(slots.length);
        Consumer<Slot> note = slot -> out.set(slot.index);
        late = out;
        // Volatile, and before the look at the slots. Pairs with wasOut(): who brings a slot home later asks for the monitor.
        ended = true;
        forEachLent(note);
        expired = out.cardinality();
        return true;
    }

    /**
     * {@return whether a slot, which the caller has just brought home, was out when the pool ended} Just those are counted as
     * expired.
     */
    boolean wasOut(Slot slot) {
        if (!ended) {
            return false;
        }
        synchronized (this) {
            return late.get(slot.index);
        }
    }

    /** {@return for people: how many buffers were out when the pool ended, of which bin} After {@link #expire}. */
    synchronized String expiredByBin() {
        return Arrays.stream(bins).filter(bin -> bin.among(late) > 0).map(bin -> bin.among(late) + " of " + bin.spec)
            .collect(Collectors.joining(", "));
    }

    /**
     * Gives the memory of the pool back, after {@link #expire}: access to it throws from now on.
     *
     * @throws IllegalStateException if that didn't work; it may be tried again
     */
    void giveBack() {
        seal();
        allocator.giveBack(block);
    }

    /** Ends what holders have of sealed loans, after {@link #expire}. */
    void seal() {
        if (spec.handles() == Handles.SEALED) {
            for (Slot slot : slots) {
                SealedLoan loan = slot.sealed;
                if (loan != null) {
                    loan.sealUnlessInUse();
                }
            }
        }
    }

    /** {@return whether its memory is there: its allocator has not ended it} */
    boolean isAlive() {
        return block.isAlive();
    }

    boolean hasEnded() {
        return ended;
    }

    /** {@return how many buffers were out when the pool ended} */
    int expired() {
        return expired;
    }

    /** {@return how many buffers are out} */
    int lent() {
        return Arrays.stream(bins).mapToInt(Bin::used).sum();
    }

    /**
     * {@return the sum of the bins' high-water marks: as many as were ever out at a time, or more if the bins had their marks at
     * different times}
     */
    int highWater() {
        return Arrays.stream(bins).mapToInt(Bin::highWater).sum();
    }

    /** Has the bins' high-water marks begin anew. One thread at a time. */
    void clearHighWater() {
        for (Bin bin : bins) {
            bin.clearHighWater();
        }
    }

    /**
     * {@return the memory of a slot from {@code offset} on} Never more than the slot's, whatever the arguments: two threads that
     * use one buffer at once may mix them up.
     */
    MemorySegment slice(Slot slot, int offset, int size) {
        checkBounds(slot, offset, size);
        return memory.asSlice(slot.start() + offset, size);
    }

    /** Refuses what is beyond the slot: two threads that change one buffer at once may mix its bounds up. */
    void checkBounds(Slot slot, int offset, int size) {
        Bin bin = slot.bin;
        if (offset < 0 || size < 0 || offset > bin.spec.size() - size) {
            throw manager.misuses.of(Kind.OUT_OF_RANGE, slot,
                "is changed by one thread while another uses it; a buffer has one holder at a time");
        }
    }

    /** {@return how many buffers were taken away from their holders, and can't be lent to others} */
    int quarantined() {
        return Arrays.stream(bins).mapToInt(Bin::quarantined).sum();
    }

    /** Shows each slot that is lent, or was a moment ago. */
    void forEachLent(Consumer<Slot> look) {
        for (Bin bin : bins) {
            bin.forEachLent(look);
        }
    }

    int binCount() {
        return bins.length;
    }

    @Override
    public String toString() {
        return "manager " + spec.managerId() + ": the pool from allocator " + allocator.name() + " with " + spec.bins();
    }

    List<BinDTO> bins() {
        return Arrays.stream(bins).map(Bin::snapshot).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
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

    private final Bin[] bins;
    private final Slot[] slots;
    /** Null if it leaves nothing behind. */
    final Recovery recovery;
    /** Those who attend to each loan as long as the pool lives. */
    private final Attendant[] attendants;
    /** Null if the slots themselves are the handles. */
    private final Lending handles;
    /** What makes the buffers of slots that are taken; null if the slots themselves are, and nobody attends to them. */
    private volatile Lending lending;
    private final BinChoice choice;
    /** In so many bins a free slot is looked for, from the smallest that fits on. */
    private final int endOfSpill;
    private final int[] hands;
    private final int handShift;

    private final CountDownLatch drained = new CountDownLatch(1);
    /** Once retired: how many slots are not yet home for good. */
    private final AtomicInteger toCome;
    /** So often is a slot looked at that is just being attended to, until it is left to its holder. */
    private static final int MOST_YIELDS = 1000;

    private int tag;
    private volatile boolean spoiled;
    private volatile boolean retired;
    private volatile boolean ended;
    private int expired;

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
        try {
            wayBack = new BlockReturn(allocator, spec.bytes(), () -> manager.end(this));
            KeptMemory kept = Recovery.read(spec, block);
            if (spec.prefault()) {
                Prefault.touch(memory);
            }
            slots = new Slot[spec.slots()];
            bins = arrange();
            handles = Lending.of(spec.handles(), slots);
            boolean ruled = !spec.rules().quotas().isEmpty();
            // Under rules, whoever takes as usual finds nothing, and goes to these.
            choice = new BinChoice(ruled ? List.of() : spec.bins());
            admission = ruled ? new Admission(spec.rules(), this, bins, spec.bins()) : null;
            endOfSpill = spec.rules().spill() == LendingRules.ANY ? bins.length : spec.rules().spill() + 1;
            recovery = kept == null ? null : new Recovery(this, kept, slots);
            attendants = Stream.concat(Stream.ofNullable(admission), Stream.of(spec.attendants(memory, slots, recovery)))
                .toArray(Attendant[]::new);
            lending = attended(attendants);
            if (ruled) {
                Arrays.stream(slots).forEach(slot -> slot.ward = new Ward());
            }
            hands = Hands.of(bins);
            handShift = Hands.rowShift(bins.length);
            toCome = new AtomicInteger(slots.length);
        } catch (RefusedContentException e) {
            throw new MemoryUnavailableException(spec.memoryId(), spec.bytes(), 0,
                "what its memory holds can't be recovered here, since " + e.getMessage() + "; it is kept as it is: move it away, or give another memory.id", e);
        } catch (Throwable e) {
            // Whatever it is: no heap for the slots, no page for the memory.
            throw new MemoryUnavailableException(spec.memoryId(), spec.bytes(), 0,
                e instanceof OutOfMemoryError ? "the heap can't hold " + spec.slots()
                    + " buffers; give fewer, or the JVM more with -Xmx"
                    : "its memory can't be used: " + e, e);
        }
    }

    private Bin[] arrange() {
        Bin[] made = new Bin[spec.bins().size()];
        long start = spec.start();
        int index = 0;
        for (int i = 0; i < made.length; i++) {
            BinSpec bin = spec.bins().get(i);
            made[i] = new Bin(this, bin, i, start, spec.stride(bin), slots, index);
            start += spec.stride(bin) * bin.count();
            index += bin.count();
        }
        return made;
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
        slot = search(bin);
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

    /** Notes what a slot's buffer holds, to be read after a crash. The caller has it. {@return whether it can be} */
    boolean checkpoint(Slot slot) {
        while (recovery != null && slot.isLent()) {
            if (slot.attend()) {
                try {
                    recovery.checkpoint(slot);
                } finally {
                    slot.change(Slot.ATTENDING, Slot.ATTENDED);
                }
                return true;
            }
            // Somebody looks at who has it; that takes no longer than this.
            Thread.onSpinWait();
        }
        if (!slot.isLent()) {
            throw slot.notLent();
        }
        return false;
    }

    /** Lets go of a slot that was held, when {@code forget} has seen to it that what it holds is nothing any more. */
    void letGo(Slot slot, Runnable forget) {
        // Out, for that time: so the memory doesn't go. If the pool was retired before, what the slot holds is found again.
        if (slot.change(Slot.HELD, Slot.WATCHED)) {
            try {
                forget.run();
            } finally {
                int returning = Slot.returning();
                slot.change(Slot.WATCHED, returning);
                finishReturn(slot, returning);
            }
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
            giveBack(slot, holder);
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
                giveBack(slot, holder);
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
                slot = search(bin);
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

    /** {@return a slot of that bin, which is the caller's; null if none is free, or the pool is retired} */
    Slot takeFrom(int bin) {
        int hand = hand(bin);
        Slot slot = slots[hands[hand]];
        if (!slot.change(Slot.FREE, Slot.LENT)) {
            slot = bins[bin].search(hands[hand]);
        }
        if (slot != null) {
            hands[hand] = slot.next;
        }
        return slot;
    }

    /**
     * {@return a slot of that bin or, if none is free in it, of a larger one; or null} Moves the hand of the bin that it's from.
     */
    private Slot search(int smallest) {
        Slot slot = find(smallest);
        if (slot != null) {
            countSpill(smallest, slot);
        } else if (!retired) {
            countFailure(smallest);
        }
        return slot;
    }

    private void countSpill(int smallest, Slot slot) {
        if (slot.binNumber != smallest) {
            bins[smallest].spilled();
        }
    }

    private void countFailure(int smallest) {
        bins[smallest].spilled();
        bins[smallest].failed();
    }

    /**
     * Takes a slot for a request that may be tried again and again: if there is none, that is not counted.
     *
     * @param size 1 or more bytes
     * @return the slot, which is the caller's; or null if none is free, or the pool is retired
     */
    Slot tryTake(int size) {
        int bin = choice.smallestFor(size);
        if (bin == BinChoice.NONE) {
            return null;
        }
        int hand = hand(bin);
        Slot slot = slots[hands[hand]];
        if (slot.change(Slot.FREE, Slot.LENT)) {
            hands[hand] = slot.next;
            return slot.lend(size);
        }
        slot = find(bin);
        if (slot == null) {
            return null;
        }
        countSpill(bin, slot);
        return slot.lend(size);
    }

    /** As {@link #search}, and nothing is counted. */
    private Slot find(int smallest) {
        int end = (int) Math.min(bins.length, (long) smallest + endOfSpill);
        do {
            for (int bin = smallest; bin < end; bin++) {
                int hand = hand(bin);
                Slot slot = bins[bin].search(hands[hand]);
                if (slot != null) {
                    hands[hand] = slot.next;
                    return slot;
                }
                if (retired) {
                    return null;
                }
            }
        } while (!retired && !wereAllFull(smallest, end));
        return null;
    }

    /**
     * {@return whether there was a moment, since the search of the last bin began, when all bins from this one on were full at
     * once}
     */
    private boolean wereAllFull(int smallest, int end) {
        if (smallest == end - 1) {
            return true;
        }
        long before = clearings(smallest, end);
        for (int bin = smallest; bin < end; bin++) {
            if (!bins[bin].isNotedFull()) {
                return false;
            }
        }
        return before == clearings(smallest, end);
    }

    private long clearings(int smallest, int end) {
        long sum = 0;
        for (int bin = smallest; bin < end; bin++) {
            sum += bins[bin].clearings();
        }
        return sum;
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
            giveBackWatched(slot, by);
        }
    }

    private void moveHandTo(Slot slot) {
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

    /** Puts a slot back that has been taken, and that nobody has got. */
    void putBack(Slot slot) {
        int returning = Slot.returning();
        if (slot.change(Slot.LENT, Slot.FREE)) {
            moveHandTo(slot);
        } else if (slot.change(Slot.WATCHED, returning) || slot.change(Slot.ATTENDING, returning)) {
            finishReturn(slot, returning);
        }
    }

    private void giveBackWatched(Slot slot, Holder by) {
        // Read before the slot is no longer lent: what is refused as too late has been counted as expired.
        boolean late = ended;
        int returning = Slot.returning();
        BufferMisuseException fault = null;
        if (slot.change(Slot.WATCHED, returning)) {
            finishReturn(slot, returning);
        } else if (slot.attend()) {
            Share share = slot.ward.share;
            try {
                fault = slot.ward.home(slot, by);
            } finally {
                slot.change(Slot.ATTENDING, returning);
                finishReturn(slot, returning);
                giveBack(share);
            }
        } else {
            throw manager.misuses.of(Kind.NOT_LENT, slot, "is given back, and is not lent: it was given back before");
        }
        if (late) {
            throw manager.misuses.of(Kind.EXPIRED, slot, "came home too late: its pool was taken down, and its memory has ended; "
                + "give buffers back sooner, or set drain.timeout higher");
        }
        if (fault != null) {
            throw fault;
        }
    }

    /**
     * After its slot is free: whoever has a share finds a slot. Who waited for the slot may have found it, and had no share of
     * it.
     */
    private void giveBack(Share share) {
        if (share != null) {
            share.giveBack();
            manager.waiters.serve();
        }
    }

    /** Notes that a slot that is lent has another holder. The caller has it, or is handed it by who has it. */
    void handOn(Slot slot, Holder to) {
        while (slot.state() == Slot.ATTENDING) {
            // Somebody else hands it on or gives it back at the same moment; soon it is known which.
            Thread.onSpinWait();
        }
        if (slot.attend()) {
            try {
                slot.handTo(to.number);
                slot.ward.handOn(slot, to);
            } finally {
                slot.change(Slot.ATTENDING, Slot.ATTENDED);
            }
            if (admission != null) {
                // Who has handed it on may have another now.
                manager.waiters.serve();
            }
        } else if (slot.isLent()) {
            slot.handTo(to.number);
        } else {
            throw slot.notLent();
        }
    }

    /**
     * Tells those who must be told that the slot comes home, and lets it go. Somebody else may have done so meanwhile: then all
     * is done.
     */
    void finishReturn(Slot slot, int returning) {
        slot.bin.announce(slot);
        if (!retired) {
            // If it is not returning any more, a search has taken it or retire() has seen to it. It sets the flag before it
            // looks.
            slot.change(returning, Slot.FREE);
            moveHandTo(slot);
            // After announce(): a take for who waits finds the slot from then on. Who waits for it has had it watched, so no
            // other return needs to look.
            manager.waiters.serve();
        } else if (slot.change(returning, Slot.RETIRED)) {
            comeHomeForGood();
        }
    }

    private void comeHomeForGood() {
        if (toCome.decrementAndGet() == 0) {
            drained.countDown();
            manager.drained(this);
        }
    }

    /** Lends no more from now on, but for a search that is under way. It looks at each slot. */
    void retire() {
        retired = true;
        int home = 0;
        for (Slot slot : slots) {
            if (tryRetire(slot)) {
                home++;
            }
        }
        if (toCome.addAndGet(-home) == 0) {
            drained.countDown();
        }
    }

    /** {@return whether the slot is home, for good now} If it is out, who gives it back will be told. */
    private boolean tryRetire(Slot slot) {
        for (;;) {
            int state = slot.state();
            if (state == Slot.FREE || state == Slot.UNOPENED || state == Slot.QUARANTINED || state == Slot.HELD
                || Slot.isReturning(state)) {
                if (slot.change(state, Slot.RETIRED)) {
                    return true;
                }
            } else if (state != Slot.LENT || slot.change(Slot.LENT, Slot.WATCHED)) {
                return false;
            }
        }
    }

    boolean isRetired() {
        return retired;
    }

    /** {@return whether the pool is retired and all its buffers are home} */
    boolean isDrained() {
        return drained.getCount() == 0;
    }

    /**
     * Waits until all buffers of the retired pool are home. If the thread is interrupted it stops waiting, and stays interrupted.
     *
     * @param nanos how long at most
     */
    void awaitDrained(long nanos) {
        try {
            drained.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Lets no buffer of the retired pool come home in time from now on, whether or not any is out.
     *
     * @return which buffers were out, for people; empty if none was; null if this has been called before
     */
    synchronized String expire() {
        if (ended) {
            return null;
        }
        expired = lent();
        String out = usedByBin();
        ended = true;
        return out;
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

    /**
     * Takes away what a holder has, as far as it was attended when it was taken. Nobody gets it, unless its holder can't
     * reach its memory any more.
     *
     * @return how many buffers
     */
    synchronized int quarantine(Holder from) {
        int[] taken = {0};
        forEachLent(slot -> {
            int tagged = Slot.tagged(++tag);
            int state = slot.state();
            for (int i = 0; i < MOST_YIELDS && state == Slot.ATTENDING; i++) {
                // It is just being lent, handed on or given back.
                Thread.yield();
                state = slot.state();
            }
            // Pairs with Ward.lend(): whoever finds the slot attended finds the holder of that loan. Both changes are of the
            // same loan,
            // for nobody else sets this tag; who gives it back in between sets another state.
            if (Slot.isAttended(state) && slot.change(state, tagged)) {
                if (slot.holder() != from.number) {
                    return;
                }
                if (slot.change(tagged, Slot.QUARANTINED)) {
                    taken[0]++;
                    try {
                        slot.ward.quarantined(slot);
                    } finally {
                        release(slot);
                    }
                }
            }
        });
        return taken[0];
    }

    /** Lets go what is quarantined, if that can be done now; else it is when the pool ends. */
    private void release(Slot slot) {
        SealedLoan loan = slot.sealed;
        int returning = Slot.returning();
        Share share = slot.ward.share;
        if (loan != null && loan.end() && slot.change(Slot.QUARANTINED, returning)) {
            finishReturn(slot, returning);
            giveBack(share);
        } else if (retired && slot.change(Slot.QUARANTINED, Slot.RETIRED)) {
            // If that fails, retire() has seen to it. It sets the flag before it looks.
            comeHomeForGood();
        } else {
            spoiled = true;
        }
    }

    /** {@return whether it has buffers that can't be lent again} */
    boolean isSpoiled() {
        return spoiled;
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

    /** {@return for people: how many are lent of which bin} */
    String usedByBin() {
        return Arrays.stream(bins).filter(bin -> bin.used() > 0).map(bin -> bin.used() + " of " + bin.spec)
            .collect(Collectors.joining(", "));
    }

    List<BinDTO> bins() {
        return Arrays.stream(bins).map(Bin::snapshot).toList();
    }
}

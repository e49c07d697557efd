// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import fw.buffer.BufferMisuseException;

/**
 * Decides who may have a buffer of a pool, where that is not anybody. Before a slot is looked for, its holder is charged for
 * it, and takes a share of the
 * bin: one of those that are kept for it, or else one of those that are for all. There are as many shares as slots, and one
 * is given back when its slot is
 * free, so whoever has one finds a slot. All of this is exact, whatever threads do; but where several bins fit, they are
 * looked at one after
 * another, and not all at once, as they are in a pool without rules.
 */
final class Admission implements Attendant {

    /** Its quota doesn't let the holder have it. */
    static final int DENIED = BinChoice.NONE - 1;

    private final LendingRules rules;
    private final Bin[] bins;
    private final Pool pool;
    private final BinChoice choice;
    private final Share[] common;
    /** By quota and bin. */
    private final Share[][] reserved;
    /** Which quota holds for whom; -1 for none. */
    private final Map<Holder, Integer> quotas = new ConcurrentHashMap<>();

    /** @param slots of which some may be held already: each has a share until it is let go */
    Admission(Pool pool, Bin[] bins, Slot[] slots) {
        this.pool = pool;
        this.bins = bins;
        rules = pool.spec.rules();
        List<BinSpec> specs = pool.spec.bins();
        choice = new BinChoice(specs);
        common = new Share[bins.length];
        reserved = new Share[rules.quotas().size()][bins.length];
        for (int bin = 0; bin < bins.length; bin++) {
            int left = specs.get(bin).count();
            for (int quota = 0; quota < reserved.length; quota++) {
                int kept = (int) LendingRules.reserved(rules.quotas().get(quota), specs.get(bin));
                reserved[quota][bin] = new Share(kept);
                left -= kept;
            }
            common[bin] = new Share(left);
        }
        for (Slot slot : slots) {
            if (slot.state() == Slot.HELD) {
                slot.ward.share = shareOfHeld(slot.binNumber);
            }
        }
    }

    /** {@return one that is for all, as long as there are such; or else one that is kept for somebody, who has to do without} */
    private Share shareOfHeld(int bin) {
        if (common[bin].take()) {
            return common[bin];
        }
        for (Share[] ofQuota : reserved) {
            if (ofQuota[bin].take()) {
                return ofQuota[bin];
            }
        }
        throw new AssertionError("there are as many shares as slots");
    }

    /** Shows each share of a bin, with the name of those whom it is for. */
    void forEachShare(int bin, BiConsumer<String, Share> look) {
        look.accept("all", common[bin]);
        for (int quota = 0; quota < reserved.length; quota++) {
            look.accept(rules.quotas().get(quota).toString(), reserved[quota][bin]);
        }
    }

    /** {@return which quota holds for a holder; negative if there is none} */
    int quotaOf(Holder holder) {
        Integer known = quotas.get(holder);
        if (known == null) {
            known = firstFor(holder);
            quotas.put(holder, known);
        }
        return known;
    }

    /** {@return what that quota says; null if it is none} */
    QuotaSpec spec(int quota) {
        return quota < 0 ? null : rules.quotas().get(quota);
    }

    private int firstFor(Holder holder) {
        for (int i = 0; i < rules.quotas().size(); i++) {
            if (holder.isBundle() && rules.quotas().get(i).isFor(holder.symbolicName)) {
                return i;
            }
        }
        return -1;
    }

    /** A holder takes nothing any more. */
    void forget(Holder holder) {
        quotas.remove(holder);
    }

    /**
     * Charges a holder for a buffer.
     *
     * @param quota the one that holds for him
     * @return the smallest bin that fits, for {@link #take}; or DENIED, or {@link BinChoice#NONE}
     */
    int admit(int size, Holder holder, int quota) {
        int bin = choice.smallestFor(size);
        return bin == BinChoice.NONE || holder.charge(1, bins[bin].spec.size(), spec(quota)) ? bin : DENIED;
    }

    /**
     * Takes a slot for a holder that has been admitted. {@return null if none is free that it may have, or the pool is retired}
     */
    Slot take(int smallest, int size, Holder holder, int quota) {
        Slot slot = search(smallest, size, holder, quota);
        pool.search.count(smallest, slot);
        return slot;
    }

    /**
     * Takes a slot for a request that may be tried again and again: if it gets none, that is not counted. {@return null if there
     * is none that it may have}
     */
    Slot tryTake(int size, Holder holder) {
        int quota = quotaOf(holder);
        int bin = admit(size, holder, quota);
        return bin < 0 ? null : search(bin, size, holder, quota);
    }

    /** Undoes {@link #tryTake}. */
    void putBack(Slot slot, Holder holder) {
        Share share = slot.ward.share;
        int charged = slot.capacity();
        pool.homecoming.putBack(slot);
        share.giveBack();
        holder.uncharge(charged);
        // What it had meanwhile, others may have been refused for.
        pool.manager.waiters.serve();
    }

    private Slot search(int smallest, int size, Holder holder, int quota) {
        int charged = bins[smallest].spec.size();
        QuotaSpec limits = spec(quota);
        int end = Math.min(bins.length, smallest + rules.mostBins(bins.length));
        for (int bin = smallest; bin < end; bin++) {
            int more = bins[bin].spec.size() - charged;
            // What is too large for its quota is passed over.
            if (more > 0 && !holder.charge(0, more, limits)) {
                break;
            }
            charged += more;
            Slot slot = takeFrom(bin, quota);
            if (slot != null) {
                return slot.lend(size);
            }
        }
        holder.uncharge(charged);
        return null;
    }

    private Slot takeFrom(int bin, int quota) {
        Share share = quota >= 0 && reserved[quota][bin].take() ? reserved[quota][bin] : common[bin].take() ? common[bin] : null;
        if (share == null) {
            return null;
        }
        Slot slot = pool.search.takeFrom(bin);
        if (slot == null) {
            share.giveBack();
            return null;
        }
        // Nobody has it yet, though it may be a while until its holder wakes and is lent it: whoever gives it back meanwhile
        // has no right to.
        if (!slot.hold()) {
            share.giveBack();
            return null;
        }
        slot.ward.share = share;
        return slot;
    }

    @Override
    public void lent(Slot slot, Ward ward) {
        // It was charged before the slot was taken.
    }

    @Override
    public BufferMisuseException home(Slot slot, Ward ward, Holder by) {
        ward.holder().uncharge(slot.capacity());
        return null;
    }

    @Override
    public void handedOn(Slot slot, Ward ward, Holder to) {
        // It has it, whatever its quota: it gets no other until it has less.
        to.charge(1, slot.capacity(), null);
        ward.holder().uncharge(slot.capacity());
    }
}

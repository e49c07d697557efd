// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Holds the slots of bins against what searches know of them. Each is read in an order in which what others do meanwhile can't
 * look like damage.
 */
final class BinAudit {

    private final Consumer<String> found;
    private final List<Doubt> doubts = new ArrayList<>();

    /** @param found is told what is certainly wrong */
    BinAudit(Consumer<String> found) {
        this.found = found;
    }

    /** {@return what must be looked at again} */
    List<Doubt> doubts() {
        return doubts;
    }

    void look(Bin bin) {
        int count = bin.spec.count();
        int opened = bin.opened.get();
        if (opened < 0 || opened > count) {
            found.accept(bin + ": " + opened + " buffers are counted as opened, of " + count);
        }
        for (int i = 0; i < count; i++) {
            Slot slot = bin.slotAt(i);
            lookAtState(bin, slot, i);
            lookAtMarks(bin, slot, i);
            if (isHandleLent(slot) && slot.state() == Slot.FREE) {
                doubts.add(new Doubt(() -> slot.state() == Slot.FREE && isHandleLent(slot)
                    ? slot + " is free, and a handle for it is lent" : null));
            }
        }
    }

    private void lookAtState(Bin bin, Slot slot, int i) {
        // It only grows: read before the state, it tells what must have been opened; after it, what may have been.
        int before = bin.opened.get();
        int state = slot.state();
        int after = bin.opened.get();
        if (!Slot.isKnown(state)) {
            found.accept(slot + " is in a state that there is none of: 0x" + Integer.toHexString(state));
        } else if (state == Slot.UNOPENED && i < before) {
            found.accept(slot + " has never been opened, and the " + before + " first of its bin are counted as opened");
        } else if (state != Slot.UNOPENED && state != Slot.HELD && state != Slot.RETIRED && i > after && i >= bin.heldEnd) {
            // One more than is counted is just being opened.
            found.accept(slot + " is " + (slot.isLent() ? "lent" : "in use") + ", and only the " + after
                + " first of its bin are counted as opened: the high-water mark is too low");
        }
    }

    /** A slot that is free, or lent and not watched, has its mark all the time, and its group isn't noted as full. */
    private void lookAtMarks(Bin bin, Slot slot, int i) {
        int group = i >>> FreeMarks.GROUP_SHIFT;
        long marks = bin.freeMarks.of(group);
        long clearings = bin.fullGroups.clearings(group);
        boolean full = bin.fullGroups.isSet(group);
        int state = slot.state();
        if (state != Slot.FREE && state != Slot.LENT) {
            return;
        }
        // Both words count what was set, or cleared: if they are the same as before, they were all the time between.
        if (!FreeMarks.isSet(marks, i) && bin.freeMarks.of(group) == marks) {
            found.accept(slot + (state == Slot.FREE ? " is free, and has no mark: no search finds it"
                : " is lent, is not watched, and has no mark: when it is given back, no search finds it"));
        }
        if (full && bin.fullGroups.isSet(group) && bin.fullGroups.clearings(group) == clearings) {
            found.accept(slot + (state == Slot.FREE ? " is free" : " is lent and not watched")
                + ", and its group is noted as full: searches pass it over");
        }
    }

    private static boolean isHandleLent(Slot slot) {
        Ring ring = slot.ring;
        SealedLoan sealed = slot.sealed;
        return ring != null && ring.isAnyLent() || sealed != null && sealed.isLent();
    }
}

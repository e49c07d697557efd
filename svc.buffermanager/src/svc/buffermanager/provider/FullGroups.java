// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which groups of slots are known to have none free, so that a search passes over them: one bit a group.
 * <p>
 * The bits are kept lazily, by searches and by those returns that a search has asked to be told of; an ordinary take or return
 * doesn't touch them. A bit that is set is always true; one that is not set says nothing. Beside the bits of 32 groups, in the
 * same word, is a count of how often one of them was cleared: who has looked at a group sets its bit only if nothing was cleared
 * since, and a sum of these counts that stays the same shows that all bits stood at one moment.
 */
final class FullGroups {

    /** Groups in a word, as a shift. */
    private static final int WORD_SHIFT = 5;
    private static final int GROUPS_IN_WORD = 1 << WORD_SHIFT;
    private static final long ONE_CLEARING = 1L << GROUPS_IN_WORD;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words;

    FullGroups(int groups) {
        words = new long[(groups - 1 >>> WORD_SHIFT) + 1];
    }

    /** {@return the first group from {@code from} on, before {@code end}, that is not known to be full; or {@code end}} */
    int nextOpen(int from, int end) {
        int group = from;
        while (group < end) {
            int open = ~(int) word(group) >>> group;
            if (open != 0) {
                return Math.min(end, group + Integer.numberOfTrailingZeros(open));
            }
            group = (group | GROUPS_IN_WORD - 1) + 1;
        }
        return end;
    }

    /** {@return what to give to {@link #set} after the group has been looked at} */
    long clearings(int group) {
        return word(group) >>> GROUPS_IN_WORD;
    }

    /** {@return whether the group is noted as full} */
    boolean isSet(int group) {
        return (word(group) & 1L << (group & GROUPS_IN_WORD - 1)) != 0;
    }

    /** Notes that the group is full, unless any of its word was cleared since {@link #clearings} gave that count. */
    void set(int group, long clearings) {
        for (;;) {
            long present = word(group);
            if (present >>> GROUPS_IN_WORD != clearings
                || WORD.compareAndSet(words, group >>> WORD_SHIFT, present, present | 1L << (group & GROUPS_IN_WORD - 1))) {
                return;
            }
        }
    }

    /** Notes that the group may have a free slot from now on. Called before that slot is made free. */
    void clear(int group) {
        for (;;) {
            long present = word(group);
            long cleared = (present & ~(1L << (group & GROUPS_IN_WORD - 1))) + ONE_CLEARING;
            if (WORD.compareAndSet(words, group >>> WORD_SHIFT, present, cleared)) {
                return;
            }
        }
    }

    /** {@return whether there was a moment, during this call, when all groups before {@code end} were full at once} */
    boolean wereAllFull(int end) {
        long clearings = clearingsBefore(end);
        return nextOpen(0, end) == end && clearings == clearingsBefore(end);
    }

    long clearingsBefore(int end) {
        long sum = 0;
        for (int group = 0; group < end; group += GROUPS_IN_WORD) {
            sum += clearings(group);
        }
        return sum;
    }

    private long word(int group) {
        return (long) WORD.getVolatile(words, group >>> WORD_SHIFT);
    }
}

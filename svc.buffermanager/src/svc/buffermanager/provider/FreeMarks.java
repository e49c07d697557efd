// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which slots of a bin may be free: a mark for each, 32 in a word, so that a search needn't look at those that are not.
 * <p>
 * The marks are kept lazily. A slot without one is out, and watched, or in a return that has not come so far, or nobody has
 * had it
 * yet; a slot with one may be anything. So an ordinary take or return touches none: it is of a slot that has its mark. A
 * search that
 * finds a marked slot out has it watched and takes its mark away; the return of a watched slot sets it again, before the slot is
 * free.
 * <p>
 * Beside the 32 marks, in the same word, is a count of how often one was set: who has seen that a slot is out takes its mark away
 * only if none was set since, so that no return is forgotten.
 */
final class FreeMarks {

    /** Slots in a group, which is a word, as a shift. */
    static final int GROUP_SHIFT = 5;
    private static final int GROUP = 1 << GROUP_SHIFT;
    private static final long ONE_SETTING = 1L << GROUP;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words;

    FreeMarks(int slots) {
        words = new long[groups(slots)];
    }

    /** {@return how many groups so many slots are} */
    static int groups(int slots) {
        return slots + GROUP - 1 >>> GROUP_SHIFT;
    }

    /** {@return the marks of a group and their count, as they are at this moment} Volatile: pairs with {@link #set}. */
    long of(int group) {
        return (long) WORD.getVolatile(words, group);
    }

    /** {@return whether that slot of the group has its mark} */
    static boolean isSet(long marks, int slot) {
        return (marks & bit(slot)) != 0;
    }

    static boolean isEmpty(long marks) {
        return (int) marks == 0;
    }

    /**
     * {@return the marks, turned so that the lowest is that of the slot at {@code hand}; of which only the place in a group
     * counts}
     */
    static int from(int hand, long marks) {
        return Integer.rotateRight((int) marks, hand);
    }

    /** {@return which slot of its group has the lowest of the marks, which are turned by {@code hand}} */
    static int lowest(int hand, int marks) {
        return hand + Integer.numberOfTrailingZeros(marks) & GROUP - 1;
    }

    /** Sets a slot's mark. Called before the slot is made free: who misses the mark was there before that. */
    void set(int slot) {
        int group = slot >>> GROUP_SHIFT;
        for (;;) {
            long present = of(group);
            if (WORD.compareAndSet(words, group, present, (present | bit(slot)) + ONE_SETTING)) {
                return;
            }
        }
    }

    /**
     * Takes the marks of watched slots away, unless any of their group was set since.
     *
     * @param slots a bit for each, as in the marks
     * @param seen what {@link #of} gave before the slots were seen to be out, and watched
     */
    void clear(int group, int slots, long seen) {
        WORD.compareAndSet(words, group, seen, seen & ~Integer.toUnsignedLong(slots));
    }

    private static long bit(int slot) {
        return 1L << (slot & GROUP - 1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the faults, and keeps what the first of each kind were. Any thread.
 *
 * @param <F> the kinds of fault
 */
public final class Faults<F extends Enum<F>> {

    /** Of each kind: one fault often has many others come after it. */
    private static final int KEPT = 6;

    private final Map<F, AtomicLong> counts;
    private final Map<F, AtomicLong> told;
    private final List<String> first = new CopyOnWriteArrayList<>();

    /** @param kinds all that are counted */
    public Faults(Class<F> kinds) {
        counts = new EnumMap<>(kinds);
        told = new EnumMap<>(kinds);
        for (F fault : kinds.getEnumConstants()) {
            counts.put(fault, new AtomicLong());
            told.put(fault, new AtomicLong());
        }
    }

    /** Counts one; {@code what} says to people what it was. */
    public void add(F fault, String what) {
        add(fault, 1, what);
    }

    /** Counts several; {@code what} says to people what they were. */
    public void add(F fault, long count, String what) {
        counts.get(fault).addAndGet(count);
        if (told.get(fault).getAndIncrement() < KEPT) {
            first.add(fault + ": " + what);
        }
    }

    /** {@return how many there were} */
    public long count(F fault) {
        return counts.get(fault).get();
    }

    /** {@return whether there was none} */
    public boolean isEmpty() {
        return counts.values().stream().allMatch(count -> count.get() == 0);
    }

    /** {@return what the first faults were, in their order} */
    public List<String> first() {
        return first;
    }
}

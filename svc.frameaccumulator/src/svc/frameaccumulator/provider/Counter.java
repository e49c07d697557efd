// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A figure that one thread at a time changes, for all threads to read. Cheaper than an atomic number: to change it is a plain
 * write.
 */
final class Counter {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long value;

    /** Called by one thread at a time. */
    void add(long count) {
        // Pairs with the acquire in get. The one who wrote before this one has handed over by a lock.
        VALUE.setRelease(this, value + count);
    }

    /** Called as {@link #add}. Raises the value to this one, unless it is higher. */
    void raiseTo(long other) {
        if (other > value) {
            VALUE.setRelease(this, other);
        }
    }

    /** Called as {@link #add}. */
    void set(long newValue) {
        VALUE.setRelease(this, newValue);
    }

    long get() {
        return (long) VALUE.getAcquire(this);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.TimeUnit;

/**
 * How long buffers have been out, as far as that was seen: no time is taken when a buffer is lent; who looks at it notes when it was seen
 * first, in milliseconds since this was made. After 49 days that can't be told any more: what is seen later is said to be as old as that.
 */
final class Ages {

    private static final long MOST_MILLIS = 0xFFFF_FFFFL;

    private final long start = System.nanoTime();

    /** {@return how long a slot that is lent has been out at least, in nanoseconds; 0 if nobody has looked before} */
    long of(Slot slot) {
        long now = System.nanoTime();
        Ward ward = slot.ward;
        Trace trace = ward == null ? null : ward.trace;
        if (trace != null) {
            return Math.max(0, now - trace.origin().nanos());
        }
        long first = Integer.toUnsignedLong(first(slot));
        return TimeUnit.MILLISECONDS.toNanos(Math.max(0, millis(now) - first));
    }

    /** {@return when the present loan of a slot was first seen; it is now, if it wasn't before} It tells this loan from others. */
    int first(Slot slot) {
        return slot.seen((int) millis(System.nanoTime()));
    }

    private long millis(long now) {
        return Math.min(TimeUnit.NANOSECONDS.toMillis(now - start) + 1, MOST_MILLIS);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.concurrent.TimeUnit;

/**
 * How long buffers have been out, as far as that was seen: no time is taken when a buffer is lent; who looks at it notes when
 * it was seen
 * first, in milliseconds, modulo 49 days: of what is out for longer, the age begins anew.
 */
final class Ages {

    private final long start = System.nanoTime();

    /** {@return how long a slot that is lent has been out at least, in nanoseconds; 0 if nobody has looked before} */
    long of(Slot slot) {
        Ward ward = slot.ward;
        Trace trace = ward == null ? null : ward.trace;
        if (trace != null) {
            return Math.max(0, System.nanoTime() - trace.origin().nanos());
        }
        int first = first(slot);
        // Read after that: else it could be earlier, and the age a long one.
        return TimeUnit.MILLISECONDS.toNanos(Integer.toUnsignedLong(millis(System.nanoTime()) - first));
    }

    /**
     * {@return when the present loan of a slot was first seen; it is now, if it wasn't before} It tells this loan from others.
     */
    int first(Slot slot) {
        return slot.seen(millis(System.nanoTime()));
    }

    /** {@return the time, of which 0 is none} */
    private int millis(long now) {
        int millis = (int) TimeUnit.NANOSECONDS.toMillis(now - start);
        return millis == 0 ? 1 : millis;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;

/**
 * The events of one kind that one listener is still to be told: a few of them, each on its own; if it has more, they are merged
 * with the last. Any thread notes; one takes. It makes nothing on the heap where something is noted, and nobody who takes or
 * gives back a buffer waits here: if another thread is just noting one of that kind, it only counts.
 */
final class Lane {

    /** So many wait before they are merged. */
    static final int ROOM = 8;

    /** So many may be told at once, and then one each interval: no more than twice as many in a second. */
    private static final int BURST = 5;
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1) / BURST;

    private final Kind kind;
    private final Noted[] ring = new Noted[ROOM];
    private final Noted last = new Noted();
    /** Held for as long as it takes to write a few fields; nothing is called meanwhile. */
    private final AtomicBoolean busy = new AtomicBoolean();
    /** Those that were only counted, because another thread was at it. */
    private final AtomicLong missed = new AtomicLong();
    private int first;
    /** How many wait. Written by who has {@link #busy}; volatile, so that who takes needn't have it to see that there is none. */
    private volatile int waiting;
    /** When the next could be told, if there were no bursts. Of the one that takes. */
    private long due = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);

    Lane(Kind kind) {
        this.kind = kind;
        Arrays.setAll(ring, i -> new Noted());
    }

    /** Notes an event, from a thread that has no time for it. */
    void note(int managerId, Holder holder, int size, int binSize, long tookNanos, Wording wording) {
        if (tryEnter()) {
            try {
                place().add(managerId, holder, size, binSize, tookNanos, wording);
            } finally {
                leave();
            }
        }
    }

    /** Notes an event that is ready made. */
    void note(BufferManagerEvent event) {
        if (isFrequent()) {
            if (!tryEnter()) {
                return;
            }
        } else {
            enter();
        }
        try {
            place().add(event);
        } finally {
            leave();
        }
    }

    /** {@return whether it happens on threads that take and give back buffers} All others can wait for another to be noted. */
    private boolean isFrequent() {
        return switch (kind) {
            case EXHAUSTED, DENIED, EMPTY_RETURN, MISUSE, TAKEN, RETURNED -> true;
            case SWAPPED, RETIRED, ENDED, LEAK, RECLAIMED -> false;
        };
    }

    private Noted place() {
        int number = waiting;
        if (number == ROOM) {
            return ring[(first + ROOM - 1) % ROOM];
        }
        waiting = number + 1;
        return ring[(first + number) % ROOM];
    }

    /** {@return whether the caller may write} If not, there is one more of this kind. */
    private boolean tryEnter() {
        if (busy.compareAndSet(false, true)) {
            return true;
        }
        missed.incrementAndGet();
        return false;
    }

    private void enter() {
        while (!busy.compareAndSet(false, true)) {
            Thread.yield();
        }
    }

    private void leave() {
        // Pairs with the change that enters: who does finds what was written.
        busy.set(false);
    }

    boolean isEmpty() {
        return waiting == 0 && missed.get() == 0;
    }

    /** {@return whether what it has is older} Neither is empty. For the one that takes. */
    boolean isBefore(Lane other) {
        return oldest() - other.oldest() < 0;
    }

    private long oldest() {
        return waiting == 0 ? System.nanoTime() : ring[first].nanos;
    }

    /** {@return for how long none may be told, because there were so many; 0 or less if one may} For the one that takes. */
    long nanosToWait(long now) {
        return due - now - (BURST - 1) * INTERVAL_NANOS;
    }

    /**
     * Takes the next event. For one thread at a time.
     *
     * @return null if it turns out that there is none
     */
    BufferManagerEvent take(long now) {
        enter();
        try {
            if (waiting > 0) {
                Noted next = ring[first];
                last.copy(next);
                next.clear();
                first = (first + 1) % ROOM;
                waiting--;
            } else {
                // Whoever was at it when these were counted has been told since; they are like that one.
                last.count = 0;
            }
            if (waiting == 0) {
                last.count += missed.getAndSet(0);
            }
        } finally {
            leave();
        }
        if (last.count == 0) {
            return null;
        }
        due = Math.max(due, now) + INTERVAL_NANOS;
        return last.event(kind);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerEvent.Kind;

/** What is noted of an event that a listener is to be told, and of those that were merged with it. Its {@link Lane}'s. */
final class Noted {

    /** By {@link System#nanoTime}, when the first of them happened. */
    long nanos;
    /** How many; 0 if nothing is noted. */
    long count;
    private long timeMillis;
    private int managerId;
    private Holder holder;
    private int size;
    private int binSize;
    private long tookNanos;
    private Wording wording;
    /** Ready made, instead of all above; or null. */
    private BufferManagerEvent event;

    /** Notes an event as the latest. Makes nothing on the heap. */
    void add(int manager, Holder by, int bytes, int bin, long took, Wording words) {
        begin();
        managerId = manager;
        holder = by;
        size = bytes;
        binSize = bin;
        tookNanos = took;
        wording = words;
        event = null;
        timeMillis = System.currentTimeMillis();
    }

    /** Notes an event as the latest. */
    void add(BufferManagerEvent ready) {
        begin();
        event = ready;
        holder = null;
        wording = null;
    }

    private void begin() {
        if (count++ == 0) {
            nanos = System.nanoTime();
        }
    }

    /** Becomes as the other is. */
    void copy(Noted other) {
        nanos = other.nanos;
        count = other.count;
        timeMillis = other.timeMillis;
        managerId = other.managerId;
        holder = other.holder;
        size = other.size;
        binSize = other.binSize;
        tookNanos = other.tookNanos;
        wording = other.wording;
        event = other.event;
    }

    /** Forgets it all. */
    void clear() {
        count = 0;
        holder = null;
        wording = null;
        event = null;
    }

    /** {@return the event} */
    BufferManagerEvent event(Kind kind) {
        BufferManagerEvent one = event;
        if (one == null) {
            one = new BufferManagerEvent.Builder(kind, managerId, "manager " + managerId + ": " + wording.text(size, holder))
                .timeMillis(timeMillis).holder(PooledBufferManager.nameOf(holder)).size(size)
                .binSize(binSize).heldNanos(kind == Kind.RETURNED ? tookNanos : 0).waitedNanos(kind == Kind.TAKEN ? tookNanos : 0).build();
        }
        return one.withCount(count);
    }
}

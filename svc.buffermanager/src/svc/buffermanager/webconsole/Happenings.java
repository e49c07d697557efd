// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import svc.buffermanager.BufferManagerEvent;
import svc.buffermanager.BufferManagerListener;

/** The latest events, numbered, so that who gets one twice knows it. Any thread may call any method. */
final class Happenings implements BufferManagerListener {

    /** How many are kept. A page that gets more between two samples shows as many less. */
    static final int KEPT = 100;

    private final Queue<JsonObject> kept = new ArrayDeque<>(KEPT);
    /** Goes on from the time at which it was made: a page that was there before a restart takes none for one that it knows. */
    private long number = System.currentTimeMillis() * 1000;
    private long sent = number;

    @Override
    public synchronized void happened(BufferManagerEvent event) {
        if (kept.size() == KEPT) {
            kept.remove();
        }
        kept.add(new JsonObject().put("number", ++number).put("time", event.timeMillis()).put("kind", event.kind().name())
            .put("manager", event.managerId()).put("count", event.count()).put("message", event.message()));
    }

    /** {@return those that have come since the last call, as many as were kept, the oldest first} */
    synchronized List<JsonObject> news() {
        long old = Math.max(0, kept.size() - (number - sent));
        sent = number;
        return kept.stream().skip(old).toList();
    }

    /** {@return all that are kept, the oldest first} */
    synchronized List<JsonObject> all() {
        return List.copyOf(kept);
    }

    /** Forgets what is kept: while nobody looks, what happens isn't heard of. */
    synchronized void clear() {
        kept.clear();
        sent = number;
    }
}

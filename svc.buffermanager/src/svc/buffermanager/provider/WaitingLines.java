// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

/**
 * All who wait, in the order in which they came: a line for each bundle and size. Only the thread that serves at that moment
 * uses it. It makes
 * nothing on the heap.
 */
final class WaitingLines {

    private WaitingLine first;
    private long tickets;

    /** Adds one who has come last of all. */
    void add(Waiter waiter) {
        waiter.ticket = ++tickets;
        WaitingLine line = first;
        while (line != null && !line.isFor(waiter)) {
            line = line.next;
        }
        if (line == null) {
            line = waiter.own;
            line.next = first;
            if (first != null) {
                first.previous = line;
            }
            first = line;
        }
        line.append(waiter);
    }

    /** Removes one, if he is there. */
    void remove(Waiter waiter) {
        WaitingLine line = waiter.line;
        if (line == null) {
            return;
        }
        line.remove(waiter);
        if (line.isEmpty()) {
            if (line.previous == null) {
                first = line.next;
            } else {
                line.previous.next = line.next;
            }
            if (line.next != null) {
                line.next.previous = line.previous;
            }
        }
    }

    /** Has no line be refused, as a round begins. */
    void admitAll() {
        for (WaitingLine line = first; line != null; line = line.next) {
            line.refused = false;
        }
    }

    /** {@return who has come first, of those whose line is not refused; or null} */
    Waiter firstAdmitted() {
        Waiter found = null;
        for (WaitingLine line = first; line != null; line = line.next) {
            if (!line.refused && (found == null || line.first().ticket < found.ticket)) {
                found = line.first();
            }
        }
        return found;
    }
}

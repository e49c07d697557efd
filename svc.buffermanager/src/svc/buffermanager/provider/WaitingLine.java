// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

/**
 * Those who wait for the same: of one bundle, for one size. What the first of them can't get, the others can't either. Only
 * the thread that serves at that
 * moment uses it. It is never empty, or it is not in the list of lines.
 */
final class WaitingLine {

    final BundleView view;
    final int size;
    /** Whether there was nothing for the first of them in this round. */
    boolean refused;
    WaitingLine previous;
    WaitingLine next;

    private Waiter first;
    private Waiter last;

    WaitingLine(BundleView view, int size) {
        this.view = view;
        this.size = size;
    }

    boolean isFor(Waiter waiter) {
        return view == waiter.view && size == waiter.size;
    }

    boolean isEmpty() {
        return first == null;
    }

    Waiter first() {
        return first;
    }

    void append(Waiter waiter) {
        waiter.line = this;
        waiter.previous = last;
        if (last == null) {
            first = waiter;
        } else {
            last.next = waiter;
        }
        last = waiter;
    }

    void remove(Waiter waiter) {
        if (waiter.previous == null) {
            first = waiter.next;
        } else {
            waiter.previous.next = waiter.next;
        }
        if (waiter.next == null) {
            last = waiter.previous;
        } else {
            waiter.next.previous = waiter.previous;
        }
        waiter.line = null;
        waiter.previous = null;
        waiter.next = null;
    }
}

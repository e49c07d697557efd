// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import fw.buffer.Buffer;
import svc.comms.ComReturn;
import svc.comms.FrameContext;

/**
 * The buffers that wait to be sent, as many as there is room for. Any thread puts one in, the link's own takes them out. All room
 * is made at first, and the lock is held for a few writes only.
 */
final class Outbox {

    private final Buffer[] buffers;
    private final FrameContext[] contexts;
    private final ComReturn[] senders;
    private int first;
    private int count;
    private boolean open;

    // What next() has taken out: the link's thread's alone.
    Buffer data;
    private FrameContext context;
    private ComReturn sender;

    /** Makes one that is closed. */
    Outbox(int room) {
        buffers = new Buffer[room];
        contexts = new FrameContext[room];
        senders = new ComReturn[room];
    }

    /** Lets buffers in, or not any more. What is in it stays. */
    synchronized void open(boolean now) {
        open = now;
    }

    /** Puts a buffer in. {@return false if it is closed, or full} */
    synchronized boolean put(Buffer newData, FrameContext newContext, ComReturn newSender) {
        if (!open || count == buffers.length) {
            return false;
        }
        int at = (first + count) % buffers.length;
        buffers[at] = newData;
        contexts[at] = newContext;
        senders[at] = newSender;
        count++;
        return true;
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** Takes the next buffer out: it is {@link #data} then. {@return false if there is none} */
    synchronized boolean next() {
        if (count == 0) {
            return false;
        }
        data = buffers[first];
        context = contexts[first];
        sender = senders[first];
        buffers[first] = null;
        contexts[first] = null;
        senders[first] = null;
        first = (first + 1) % buffers.length;
        count--;
        return true;
    }

    /** Returns what was taken out to its sender, who may put the next one in. There is no {@link #data} then. */
    void giveBack() {
        Buffer back = data;
        FrameContext with = context;
        ComReturn to = sender;
        data = null;
        context = null;
        sender = null;
        to.dataReturn(back, with);
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.Arrays;

import fw.buffer.Buffer;
import svc.comms.ComReturn;
import svc.comms.FrameContext;

/**
 * The line of inputs, and the right to deal with them, which one thread has at a time. Who puts something in while nobody has
 * that right gets it, and keeps it until {@link #next} says that there is nothing left. So a lock is held for a few writes
 * only, and what comes out of a call that is made while dealing with an input waits for its turn like all else.
 * <p>
 * The line has room for as many inputs as ever waited at a time; each is a buffer that somebody has lent, and those are finite.
 */
final class Inbox {

    private static final int FIRST_ROOM = 16;

    private Buffer[] buffers = new Buffer[FIRST_ROOM];
    private FrameContext[] contexts = new FrameContext[FIRST_ROOM];
    private ComReturn[] senders = new ComReturn[FIRST_ROOM];
    private int first;
    private int count;
    private boolean nudged;
    /** Who has the right; null for nobody. Written under the lock. */
    private Thread owner;

    // What next() has taken out; its owner's alone.
    private Buffer data;
    private FrameContext context;
    private ComReturn sender;

    /** Puts an input in line. {@return whether the caller now has the right to deal with what is in line, and so must} */
    synchronized boolean put(Buffer newData, FrameContext newContext, ComReturn newSender) {
        if (count == buffers.length) {
            makeRoom();
        }
        int at = (first + count) % buffers.length;
        buffers[at] = newData;
        contexts[at] = newContext;
        senders[at] = newSender;
        count++;
        return own();
    }

    /** Has whoever has the right go on once more, with no input. {@return as {@link #put}} */
    synchronized boolean nudge() {
        nudged = true;
        return own();
    }

    private boolean own() {
        boolean free = owner == null;
        if (free) {
            owner = Thread.currentThread();
        }
        return free;
    }

    private void makeRoom() {
        int present = buffers.length;
        // Turned so that the line begins at 0: the room is at its end.
        buffers = Arrays.copyOf(turned(buffers), present * 2);
        contexts = Arrays.copyOf(turned(contexts), present * 2);
        senders = Arrays.copyOf(turned(senders), present * 2);
        first = 0;
    }

    private <T> T[] turned(T[] line) {
        T[] turned = line.clone();
        System.arraycopy(line, first, turned, 0, line.length - first);
        System.arraycopy(line, 0, turned, line.length - first, first);
        return turned;
    }

    /**
     * For who has the right: takes the next input out, or a nudge. If there is neither, the right is gone.
     *
     * @return whether there is something to do: an input, or, if {@link #data} is null, what a nudge asks for
     */
    synchronized boolean next() {
        data = null;
        context = null;
        sender = null;
        if (count > 0) {
            data = buffers[first];
            context = contexts[first];
            sender = senders[first];
            buffers[first] = null;
            contexts[first] = null;
            senders[first] = null;
            first = (first + 1) % buffers.length;
            count--;
        } else if (nudged) {
            nudged = false;
        } else {
            owner = null;
        }
        return owner != null;
    }

    /** For who has the right: lets it go, whatever is in line. */
    synchronized void leave() {
        owner = null;
    }

    /**
     * {@return whether the calling thread has the right}
     * It needs no lock: each thread writes its own name, and takes it out, itself. So it finds its name here only while it has
     * the right, however old the value is that it sees.
     */
    boolean isMine() {
        return owner == Thread.currentThread();
    }

    Buffer data() {
        return data;
    }

    FrameContext context() {
        return context;
    }

    ComReturn sender() {
        return sender;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.comms.parts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.zip.CRC32;

import fw.buffer.Buffer;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;

/**
 * Data that a component was given and has handed on, and how it goes back: it is the sender that the next component sees. It is
 * used again and again, by {@link Handovers}; so nothing is allocated for each buffer, and a buffer that comes back needs no
 * search.
 * <p>
 * A handover that was taken is one thread's, until {@link #send}; then it is the output's, until it calls {@link #dataReturn}.
 */
public final class Handover implements ComReturn {

    private static final VarHandle TAKEN;
    private static final VarHandle OUT;
    private static final VarHandle SENT;
    private static final VarHandle SENT_BYTES;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(Handover.class, "taken", boolean.class);
            OUT = MethodHandles.lookup().findVarHandle(Handover.class, "out", Buffer.class);
            SENT = MethodHandles.lookup().findVarHandle(Handover.class, "sent", long.class);
            SENT_BYTES = MethodHandles.lookup().findVarHandle(Handover.class, "sentBytes", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** For the frame that is lent: who has the handover has this too. */
    public final CRC32 crc = new CRC32();

    /** In the list that it is in while it is free; negative if it isn't one of these, but the usual one of some threads. */
    final int index;
    int next;
    /** Of a usual one: whether a thread has it, or an output has its buffer. */
    private boolean taken;

    private final Handovers handovers;
    private Buffer data;
    private int offset;
    private int size;
    private FrameContext context;
    private ComReturn sender;
    /** The buffer that is with the output; null if none is. Who changes it from a buffer to null has taken that back. */
    private Buffer out;
    /** How many buffers it has sent, and how many bytes these had. Only who has the handover changes them, so without a race. */
    private long sent;
    private long sentBytes;

    Handover(Handovers handovers, int index) {
        this.handovers = handovers;
        this.index = index;
    }

    /** Takes a usual one, unless it is taken. {@return whether it is the caller's now} */
    boolean tryTake() {
        // Not by itself a reason to touch what another core has: most often it fails because the output keeps buffers for long.
        // Volatile: pairs with letGo, so what the one before did with it happens-before.
        return !(boolean) TAKEN.getOpaque(this) && TAKEN.compareAndSet(this, false, true);
    }

    /** Ends what {@link #tryTake} began. */
    void letGo() {
        // Pairs with the compare-and-set in tryTake. Nobody else writes this while it is taken.
        TAKEN.setRelease(this, false);
    }

    Handover remember(Buffer newData, int newOffset, int newSize, FrameContext newContext, ComReturn newSender) {
        data = newData;
        offset = newOffset;
        size = newSize;
        context = newContext;
        sender = newSender;
        return this;
    }

    /**
     * Sends a buffer to an output; this handover is the sender.
     *
     * @param buffer the data that was given, in other bounds perhaps; or another one, which goes back to its pool when it is
     *         returned
     * @return whether the output took it; if not, because it threw, all has gone back already
     */
    public boolean send(ComDataIn output, Buffer buffer, FrameContext with) {
        int bytes = buffer.size();
        // Opaque, as in the methods that read them: a figure is read whole. The one who had the handover before this one has put
        // it in the list, which orders what the two write.
        SENT.setOpaque(this, sent + 1);
        SENT_BYTES.setOpaque(this, sentBytes + bytes);
        // Pairs with the compare-and-set in takeBack: whoever takes the buffer back sees what this handover remembers.
        OUT.setRelease(this, buffer);
        try {
            output.dataIn(buffer, with, this);
            return true;
        } catch (RuntimeException | LinkageError e) {
            // It may have returned the buffer before it threw.
            if (takeBack(buffer)) {
                giveBack(buffer);
            }
            handovers.outputThrew(e, bytes);
            return false;
        }
    }

    /** Takes back what was sent, and gives back what was given. What is not out is refused with an event. */
    @Override
    public void dataReturn(Buffer returned, FrameContext ignored) {
        if (returned != null && takeBack(returned)) {
            giveBack(returned);
        } else {
            handovers.misused("a buffer was returned that is not out; return each once, to its own sender", null);
        }
    }

    /** {@return whether a buffer is with the output} */
    boolean isOut() {
        return OUT.getOpaque(this) != null;
    }

    long sent() {
        return (long) SENT.getOpaque(this);
    }

    long sentBytes() {
        return (long) SENT_BYTES.getOpaque(this);
    }

    private boolean takeBack(Buffer buffer) {
        return OUT.compareAndSet(this, buffer, null);
    }

    /**
     * Ends the handover without sending: what was given goes back to its sender.
     *
     * @param buffer the data that was given, or the buffer that was to be sent in its place, which goes back to its pool
     */
    public void giveBack(Buffer buffer) {
        Buffer given = data;
        int from = offset;
        int length = size;
        FrameContext with = context;
        ComReturn to = sender;
        data = null;
        context = null;
        sender = null;
        handovers.put(this);
        try {
            if (buffer != given) {
                buffer.close();
            } else if (given.capacity() != 0) {
                WholeSlot.setBounds(given, from, length);
            }
        } catch (IllegalStateException e) {
            handovers.misused("a buffer could not go back as it came", e);
        }
        // Also if that failed: who counts what is out must not wait for ever.
        try {
            to.dataReturn(given, with);
        } catch (RuntimeException | LinkageError e) {
            handovers.misused("the sender threw when its buffer was returned", e);
        }
    }
}

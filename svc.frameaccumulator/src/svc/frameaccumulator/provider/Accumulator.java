// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;
import svc.frameaccumulator.FrameDetector;

/**
 * The way of the data: from inputs into the ring, from there as frames into buffers, and on. One thread at a time is at work, the
 * one that the {@link Inbox} has given the right. It holds no lock while it calls others, so these may do what they like,
 * call back included.
 */
final class Accumulator implements ComDataIn, ComReturn {

    /** What the accumulator calls. Each may be another one, or null for none, whenever it is asked for. */
    interface Ports {

        FrameDetector detector();

        BufferGet buffers();

        ComDataIn output();
    }

    private final Ports ports;
    private final Store store;
    private final Events events;
    private final Inbox inbox = new Inbox();
    private final Counter inputs = new Counter();
    private final Counter frames = new Counter();
    private final LongAdder returned = new LongAdder();
    /** The frame that was handed on last, until it comes back. */
    private final AtomicReference<Buffer> sent = new AtomicReference<>();
    /** Of the latest input. */
    private FrameContext latest = FrameContext.NONE;

    Accumulator(Ports ports, Store store, Events events) {
        this.ports = ports;
        this.store = store;
        this.events = events;
    }

    @Override
    public void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(sender, "sender");
        if (inbox.put(data, context, sender)) {
            work();
        }
    }

    void resume() {
        if (inbox.nudge()) {
            work();
        }
    }

    private void work() {
        boolean done = false;
        try {
            while (inbox.next()) {
                if (inbox.data() == null) {
                    passOn(latest);
                } else {
                    take(inbox.data(), inbox.context(), inbox.sender());
                }
            }
            done = true;
        } finally {
            if (!done) {
                // Only an error comes here, such as no heap. What is in line is for the next thread.
                inbox.leave();
            }
        }
    }

    private void take(Buffer data, FrameContext context, ComReturn sender) {
        latest = context;
        boolean lent = true;
        try {
            int size = data.isValid() ? data.size() : 0;
            MemorySegment source = size > 0 ? WholeSlot.segment(data) : MemorySegment.NULL;
            int offset = size > 0 ? data.offset() : 0;
            boolean stuck = false;
            int done = 0;
            while (done < size) {
                int taken = store.put(source, offset + done, size - done);
                if (taken == Store.NO_MEMORY || taken == 0 && stuck) {
                    refuse(size - done);
                    break;
                }
                inputs.add(done == 0 && taken > 0 ? 1 : 0);
                stuck = taken == 0;
                done += taken;
                if (done == size) {
                    lent = false;
                    returnInput(data, context, sender);
                }
                passOn(context);
            }
        } catch (RuntimeException e) {
            // Nothing of ours throws: the buffer did, because its memory has ended, or because it is somebody else's.
            if (events.inputError.occurs()) {
                events.inputError.warn("an input can't be read", e);
            }
        } finally {
            if (lent) {
                returnInput(data, context, sender);
            }
        }
    }

    private void refuse(int bytes) {
        if (events.inputRefused.occurs()) {
            String reason = store.hasRing() ? "the ring is full, and there is no detector" : "there is no memory for the ring";
            events.inputRefused.warn(bytes + " bytes go back untaken: " + reason);
        }
    }

    private void returnInput(Buffer data, FrameContext context, ComReturn sender) {
        try {
            sender.dataReturn(data, context);
        } catch (Throwable e) {
            // Whatever a foreign sender throws: it has its buffer, and the stream goes on.
            returnFailed("the sender of an input threw when that came back", e);
        }
    }

    /** Hands on all frames that are in the ring and that there are buffers for. */
    private void passOn(FrameContext context) {
        for (;;) {
            FrameDetector detector = ports.detector();
            int size = detector == null ? 0 : store.nextFrame(detector);
            if (size == 0) {
                return;
            }
            ComDataIn output = ports.output();
            if (output == null) {
                dropForWantOfOutput(size);
            } else if (!passOn(size, detector, output, context)) {
                return;
            }
        }
    }

    private void dropForWantOfOutput(int size) {
        if (store.dropFrame(size, false) && events.noOutput.occurs()) {
            events.noOutput.warn("a frame of " + size + " bytes is dropped: there is no output; see " + OUTPUT_TARGET);
        }
    }

    /**
     * {@return whether to go on with the next frame; if not, this one waits for a buffer, or has been dropped for want of one}
     */
    private boolean passOn(int size, FrameDetector detector, ComDataIn output, FrameContext context) {
        BufferGet buffers = ports.buffers();
        Buffer frame = null;
        boolean taken;
        try {
            frame = buffers == null ? null : buffers.allocate(size);
            if (frame == null || !frame.isValid()) {
                waitForBuffer(size, null);
                return false;
            }
            if (frame.size() != size || frame.offset() != 0) {
                throw new IllegalStateException("a buffer of " + frame.size() + " bytes was given");
            }
            taken = store.takeFrame(size, WholeSlot.segment(frame), detector);
        } catch (Throwable e) {
            // Whatever a foreign pool or its buffer throws, because it has stopped for instance, is as good as no buffer.
            if (frame != null) {
                giveBack(frame);
            }
            waitForBuffer(size, e);
            return false;
        }
        if (taken) {
            handOn(frame, output, context);
        } else {
            giveBack(frame);
        }
        return true;
    }

    private void waitForBuffer(int size, Throwable reason) {
        if (events.noBufferAvailable.occurs()) {
            events.noBufferAvailable.warn("no buffer for a frame of " + size + " bytes", reason);
        }
        if (store.dropFrame(size, true) && events.validFrameDropped.occurs()) {
            events.validFrameDropped.warn("a frame of " + size + " bytes is dropped: the ring is full, and no buffer is free");
        }
    }

    private void handOn(Buffer frame, ComDataIn output, FrameContext context) {
        // Pairs with the get in dataReturn: who was given the frame finds it here.
        sent.setRelease(frame);
        frames.add(1);
        try {
            output.dataIn(frame, context, this);
        } catch (Throwable e) {
            // Whatever a foreign output throws. It has given the frame up, unless that has come back before.
            if (events.outputError.occurs()) {
                events.outputError.warn("the output threw", e);
            }
            if (sent.compareAndSet(frame, null)) {
                takeBack(frame);
            }
        }
    }

    @Override
    public void dataReturn(Buffer data, FrameContext context) {
        if (sent.get() == data) {
            sent.compareAndSet(data, null);
        }
        takeBack(data);
    }

    private void takeBack(Buffer frame) {
        if (giveBack(frame)) {
            returned.increment();
        }
    }

    /**
     * Gives a buffer back to where it was taken, which it knows: this works whatever has become of that, and of this component.
     *
     * @return whether it was still out
     */
    private boolean giveBack(Buffer frame) {
        try {
            frame.close();
            return true;
        } catch (Throwable e) {
            // Whatever a foreign buffer throws. Most often it was given back before by whoever had it.
            returnFailed("a buffer can't be given back", e);
            return e instanceof BufferMisuseException misuse && misuse.kind() == Kind.EXPIRED;
        }
    }

    private void returnFailed(String what, Throwable thrown) {
        if (events.returnError.occurs()) {
            events.returnError.warn(what, thrown);
        }
    }

    long inputs() {
        return inputs.get();
    }

    long frames() {
        return frames.get();
    }

    long returned() {
        return returned.sum();
    }
}

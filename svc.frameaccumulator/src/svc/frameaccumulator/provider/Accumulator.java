// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferMisuseException.Kind;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.Crc32Sender;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;
import svc.frameaccumulator.FrameDetector;
import svc.frameaccumulator.provider.Judge.Verdict;

/**
 * The way of the data: from inputs into the ring, from there as frames into buffers, and on. One thread at a time is at work, the
 * one that the {@link Inbox} has given the right. It holds no lock while it calls others, so these may do what they like,
 * call back included.
 */
final class Accumulator implements ComDataIn, Crc32Sender {

    /** How often an input may bring what the ring lacks before all of it goes there: for header and rest of a frame. */
    private static final int TOP_UPS = 2;
    /** An input of so few bytes goes into the ring whole, if that isn't empty: to copy them costs less than to go round it. */
    private static final int SHORT = 256;

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
    /** How many frames came back: to the thread that is at work, and to others. */
    private final Counter returnedHere = new Counter();
    private final LongAdder returnedElsewhere = new LongAdder();

    // All these are of the thread that is at work.
    private final Input input = new Input();
    private final SentFrame sent = new SentFrame();
    /** Of the latest input. */
    private FrameContext latest = FrameContext.NONE;
    /** Whether the input has not gone back yet. */
    private boolean lent;

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
                    take();
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

    private void take() {
        latest = inbox.context();
        lent = true;
        int size = 0;
        try {
            input.open(inbox.data());
            size = input.left();
            boolean stuck = false;
            for (int turn = 0; input.left() > 0; turn++) {
                boolean looked = store.opens(input) && passOnFromInput();
                if (input.left() == 0) {
                    break;
                }
                // At first only what completes the frame that the ring begins with: so the ring is empty, and what follows
                // needn't go through it. But what asks for more and more soon gets all.
                int taken = store.put(input, turn < TOP_UPS && input.left() > SHORT);
                if (taken == Store.NO_MEMORY || taken == 0 && stuck) {
                    refuse(input.left());
                    break;
                }
                stuck = taken == 0;
                returnInputIfDone();
                if (!looked) {
                    passOn(latest);
                }
            }
        } catch (RuntimeException e) {
            // Nothing of ours throws: the buffer did, because its memory has ended, or because it is somebody else's.
            if (events.inputError.occurs()) {
                events.inputError.warn("an input can't be read", e);
            }
        } finally {
            inputs.add(input.left() < size ? 1 : 0);
            input.close();
            returnInputIfDone();
        }
    }

    private void refuse(int bytes) {
        if (events.inputRefused.occurs()) {
            String reason = store.hasRing() ? "the ring is full, and there is no detector" : "there is no memory for the ring";
            events.inputRefused.warn(bytes + " bytes go back untaken: " + reason);
        }
    }

    private void returnInputIfDone() {
        if (!lent || input.left() > 0) {
            return;
        }
        lent = false;
        try {
            inbox.sender().dataReturn(inbox.data(), inbox.context());
        } catch (Throwable e) {
            // Whatever a foreign sender throws: it has its buffer, and the stream goes on.
            returnFailed("the sender of an input threw when that came back", e);
        }
    }

    /**
     * Hands on the frames that the input begins with, without the ring.
     *
     * @return whether it ended because more can't be told without more data. If not, what is left is for the ring, to be looked
     *         at there
     */
    private boolean passOnFromInput() {
        while (input.left() > 0) {
            FrameDetector detector = ports.detector();
            Verdict verdict = detector == null ? null : store.look(detector, input);
            if (verdict == Verdict.FRAME) {
                ComDataIn output = ports.output();
                if (output == null) {
                    noOutput(input.frame());
                    store.dropFrame(input);
                } else if (!passOnFromInput(output)) {
                    return false;
                }
            } else if (verdict != Verdict.DROPPED) {
                return verdict == Verdict.WAIT;
            }
        }
        return true;
    }

    /**
     * {@return whether there was a buffer for the frame that the input begins with} If not, that is tried once more when the
     * frame is in the ring, with the input given back, and reported if it fails again.
     */
    private boolean passOnFromInput(ComDataIn output) {
        Buffer frame = null;
        try {
            frame = allocate(input.frame());
            if (frame == null) {
                return false;
            }
            input.tell(sent);
            store.takeFrame(input, WholeSlot.segment(frame));
        } catch (Throwable e) {
            if (frame != null) {
                giveBack(frame);
            }
            return false;
        }
        returnInputIfDone();
        handOn(frame, output, latest);
        return true;
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
                if (store.dropFrame(size, false)) {
                    noOutput(size);
                }
            } else if (!passOn(size, detector, output, context)) {
                return;
            }
        }
    }

    private void noOutput(int size) {
        if (events.noOutput.occurs()) {
            events.noOutput.warn("a frame of " + size + " bytes is dropped: there is no output; see " + OUTPUT_TARGET);
        }
    }

    /**
     * {@return whether to go on with the next frame; if not, this one waits for a buffer, or has been dropped for want of one}
     */
    private boolean passOn(int size, FrameDetector detector, ComDataIn output, FrameContext context) {
        Buffer frame = null;
        boolean taken;
        try {
            frame = allocate(size);
            if (frame == null) {
                waitForBuffer(size, null);
                return false;
            }
            taken = store.takeFrame(size, WholeSlot.segment(frame), detector, sent);
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

    /** {@return a buffer of that size; null if there is none} */
    private Buffer allocate(int size) {
        BufferGet buffers = ports.buffers();
        Buffer frame = buffers == null ? null : buffers.allocate(size);
        if (frame == null || !frame.isValid()) {
            return null;
        }
        if (frame.size() != size || frame.offset() != 0) {
            int given = frame.size();
            giveBack(frame);
            throw new IllegalStateException("a buffer of " + given + " bytes was given");
        }
        return frame;
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
        sent.send(frame);
        frames.add(1);
        try {
            output.dataIn(frame, context, this);
        } catch (Throwable e) {
            // Whatever a foreign output throws. It has given the frame up, unless that has come back before.
            if (events.outputError.occurs()) {
                events.outputError.warn("the output threw", e);
            }
            if (sent.takeBack(frame) && giveBack(frame)) {
                returnedHere.add(1);
            }
        }
    }

    @Override
    public boolean hasCrc32(Buffer data, int count, int crc) {
        return inbox.isMine() && data.offset() == 0 && sent.hasCrc32(data, count, crc);
    }

    @Override
    public void dataReturn(Buffer data, FrameContext context) {
        if (inbox.isMine()) {
            sent.returnedHere(data);
            returnedHere.add(giveBack(data) ? 1 : 0);
        } else {
            sent.returnedElsewhere(data);
            if (giveBack(data)) {
                returnedElsewhere.increment();
            }
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
        return returnedHere.get() + returnedElsewhere.sum();
    }
}

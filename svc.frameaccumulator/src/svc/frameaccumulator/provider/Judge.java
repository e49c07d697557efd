// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import svc.frameaccumulator.Detection;
import svc.frameaccumulator.FrameDetector;
import svc.frameaccumulator.FrameDetector.Status;

/**
 * Asks a detector about the beginning of a ring, or of an input, and distrusts the answer. Whatever it is, that comes nearer to
 * its end: a byte is dropped, or a frame is noted, or there is room for more data.
 */
final class Judge {

    /** What the answer means for the ring. */
    enum Verdict {
        /** A frame is noted in the ring. */
        FRAME,
        /** Nothing can be done until data comes; and there is room for it. */
        WAIT,
        /** A byte has been dropped. */
        DROPPED
    }

    private final Detection detection = new Detection();
    private final Events events;
    /** What was wrong with the latest answer, or null. */
    private Fault fault;
    private int lack = Integer.MAX_VALUE;

    Judge(Events events) {
        this.events = events;
    }

    /** {@return what was wrong with the latest answer, or null} */
    Fault fault() {
        return fault;
    }

    /** {@return how many bytes the latest answer asked for beyond those that there were; a number without end if for none} */
    int lack() {
        return lack;
    }

    /**
     * Asks about the first byte of a ring that isn't empty.
     *
     * @throws IllegalStateException if the memory has ended; nothing is dropped
     */
    Verdict ask(FrameDetector detector, Stretch ring) {
        fault = null;
        lack = Integer.MAX_VALUE;
        detection.set(Status.NO_FRAME_DETECTED, 0);
        try {
            detector.detect(ring, detection);
        } catch (Throwable e) {
            // Whatever a foreign detector throws, an error included, must not stop the stream.
            if (!ring.isAlive()) {
                throw new IllegalStateException("the memory has ended", e);
            }
            return drop(ring, new Fault(events.detectorError, "the detector threw", e));
        }
        // Read once each: a detector that keeps the answer may change it at any time.
        Status status = detection.status();
        long size = detection.size();
        if (size > ring.capacity()) {
            return drop(ring, new Fault(events.sizeError, "size " + size + " exceeds the limit of " + ring.capacity(), null));
        }
        return switch (status) {
            case NO_FRAME_DETECTED -> drop(ring, null);
            case FRAME_DETECTED -> frame(ring, size);
            case MORE_DATA_NEEDED -> moreData(ring, size);
        };
    }

    private Verdict frame(Stretch ring, long size) {
        if (size < 1 || size > ring.size()) {
            return drop(ring, nonsense("detected a frame of " + size + " bytes", ring));
        }
        ring.noteFrame((int) size);
        return Verdict.FRAME;
    }

    /** If it asks for no more than there is, that is waited for as long as there is room: the data may be good for all that. */
    private Verdict moreData(Stretch ring, long size) {
        if (size > ring.size()) {
            lack = (int) size - ring.size();
            return Verdict.WAIT;
        }
        Fault nonsense = nonsense("needs " + size + " bytes to go on", ring);
        if (ring.free() == 0) {
            return drop(ring, nonsense);
        }
        fault = nonsense;
        return Verdict.WAIT;
    }

    private Fault nonsense(String answer, Stretch ring) {
        return new Fault(events.detectorError, "the detector " + answer + ", and there are " + ring.size(), null);
    }

    private Verdict drop(Stretch ring, Fault reason) {
        fault = reason;
        ring.drop(1);
        return Verdict.DROPPED;
    }
}

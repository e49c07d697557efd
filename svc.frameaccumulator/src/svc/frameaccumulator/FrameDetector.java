// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells whether a frame of some protocol begins at the first byte of an accumulator's ring. It is an OSGi service with the
 * property {@link #NAME}.
 * <p>
 * <b>Threads.</b> One detector may serve several accumulators at once, so it keeps no state from call to call.
 * <p>
 * <b>Cost.</b> It is called for each byte that no frame begins with, and again each time that data has come, though perhaps
 * no more than it asked for. So it looks at
 * little before it looks at much; it must not wait, lock or call back, and should not allocate on the heap. While it is at work,
 * the ring can't be moved to other memory: who stops the allocator of the ring waits until it has returned.
 * <p>
 * <b>Faults.</b> One that throws, or whose answer makes no sense, stops nobody: it costs the byte that it was asked about, and is
 * logged.
 * <p>
 * F´: {@code Svc::FrameDetector}.
 */
@ConsumerType
@FunctionalInterface
public interface FrameDetector {

    /** Service property, {@code String}: the name by which an accumulator chooses it; unique by convention. */
    String NAME = "frame.detector.name";

    /** A value of {@link #NAME}: the detector of F´ frames. */
    String FPRIME = "fprime";

    /** A value of {@link #NAME}: the detector of CCSDS telecommand transfer frames. */
    String CCSDS_TC = "ccsds-tc";

    /** What a detector finds. */
    enum Status {
        /** A whole and correct frame begins with the first byte. The size is the frame's. */
        FRAME_DETECTED,
        /** No frame begins with the first byte, whatever follows. The size is 0. */
        NO_FRAME_DETECTED,
        /** It can't be told yet. The size is how many bytes there must be before it can, or before more can be told. */
        MORE_DATA_NEEDED
    }

    /**
     * Looks whether a frame begins with the first byte of the ring, or of an input while the ring is empty. It consumes nothing.
     *
     * @param ring what has been accumulated, 1 byte or more. Not to be kept: it belongs to the accumulator, and changes after the
     *         call
     * @param detection where to put the answer. At first it holds {@link Status#NO_FRAME_DETECTED}. Not to be kept
     */
    void detect(RingView ring, Detection detection);
}

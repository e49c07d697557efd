// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator;

import java.util.Objects;

import svc.frameaccumulator.FrameDetector.Status;

/**
 * The answer of a detector: a status and a size. Whoever asks makes one and uses it again and again, so that asking costs no
 * heap. It is for one thread at a time. F´: the status that {@code detect} returns, and its argument {@code size_out}.
 */
public final class Detection {

    private Status status = Status.NO_FRAME_DETECTED;
    private long size;

    /** Makes one that holds {@link Status#NO_FRAME_DETECTED} and 0. */
    public Detection() {
    }

    /**
     * Sets the answer.
     *
     * @param newStatus what was found
     * @param newSize in bytes, as {@link Status} has it. Any value is taken here; who asked judges it
     * @throws NullPointerException if {@code newStatus} is null; nothing changes
     */
    public void set(Status newStatus, long newSize) {
        status = Objects.requireNonNull(newStatus, "status");
        size = newSize;
    }

    /** {@return what was found} */
    public Status status() {
        return status;
    }

    /** {@return the size in bytes that goes with the status, as the detector gave it} */
    public long size() {
        return size;
    }
}

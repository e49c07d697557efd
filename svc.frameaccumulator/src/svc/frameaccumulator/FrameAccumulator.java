// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator;

import org.osgi.annotation.versioning.ProviderType;

import fw.buffer.Buffer;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;

/**
 * Takes a stream of bytes in whatever pieces, finds the frames in it, and hands each on in a buffer of its own. F´: {@code
 * Svc::FrameAccumulator}.
 * <p>
 * It is an OSGi service, one for each factory configuration of {@link #PID}, whose properties it carries. It is registered as
 * {@link ComDataIn} as well; a component that sends to it takes it by {@link ComDataIn#PORT_NAME}.
 * <p>
 * What comes is copied into a ring, unless it is a whole frame and the ring is empty: memory of {@link #STORE_SIZE} bytes that
 * is taken from an allocator at activation. A {@link FrameDetector} looks at the ring's beginning. A byte that no frame begins
 * with is dropped. A frame is copied into a buffer from a {@link fw.buffer.BufferGet} and goes to the output with the context of
 * the input that completed it. If no buffer is free, the frame waits in the ring for the next input; if the ring is full as
 * well, the frame is dropped, or nothing would ever move again.
 */
@ProviderType
public interface FrameAccumulator extends ComDataIn {

    /** The factory PID of its configuration. */
    String PID = "svc.frameaccumulator";

    /**
     * Configuration and service property, {@code Integer}, 0 or greater: the identifier under which the ring's memory is asked
     * for. F´: {@code allocationId}.
     */
    String MEMORY_ID = "memory.id";

    /** Configuration and service property, {@code Integer}, bytes: how large the ring is. F´: {@code store_size}. */
    String STORE_SIZE = "store.size";

    /**
     * Configuration and service property, {@code Integer}, bytes: how large a frame may be; 0 for as large as the ring. What
     * claims to be larger is no frame. This limits what hostile input can cost.
     */
    String MAX_FRAME_SIZE = "max.frame.size";

    /** Configuration and service property, {@code String}: the filter that an allocator's service must match. */
    String ALLOCATOR_TARGET = "allocator.target";

    /** Configuration and service property, {@code String}: the filter that the {@link FrameDetector}'s service must match. */
    String DETECTOR_TARGET = "detector.target";

    /**
     * Configuration and service property, {@code String}: the filter that the {@link fw.buffer.BufferGet} for the frames must
     * match.
     */
    String BUFFERS_TARGET = "buffers.target";

    /**
     * {@inheritDoc}
     * <p>
     * The bytes join the stream, in the order of the calls. The buffer goes back as soon as its last byte is in the ring or in a
     * frame, and before the frame that it completes is handed on. An accumulator that has no memory, or was deactivated, gives
     * it back with nothing taken.
     * <p>
     * Inputs are dealt with one at a time, as in F´, where the port is guarded; but nobody waits. If another thread is at work,
     * or this call comes out of a call that the accumulator makes, the input is put in line, the call returns, and who is at
     * work sees to it. No lock is held while frames are handed on, buffers are taken and inputs go back. It allocates no heap,
     * unless the line is longer than ever before.
     *
     * @throws NullPointerException if an argument is null; nothing is taken
     */
    @Override
    void dataIn(Buffer data, FrameContext context, ComReturn sender);

    /**
     * Goes on with what is in the ring, without new input: a frame that waits there for a buffer gets one, if one is free by now.
     * For a link that is idle. Frames go out with the context of the latest input. Threads and cost are those of {@link
     * #dataIn}. In F´ such a frame waits for the next input.
     */
    void resume();

    /**
     * {@return a snapshot of the telemetry, the caller's own}
     * While data is dealt with, its figures may be of slightly different moments. It allocates on the heap and waits for nobody.
     */
    FrameAccumulatorDTO snapshot();

    /** Lets each kind of event into the log again, ten times. */
    void clearThrottles();
}

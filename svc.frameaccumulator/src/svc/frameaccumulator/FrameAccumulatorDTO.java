// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator;

import org.osgi.dto.DTO;

/** The telemetry of a frame accumulator, counted since it was activated. F´ has events only. */
public class FrameAccumulatorDTO extends DTO {

    /** Makes a snapshot to be filled in. */
    public FrameAccumulatorDTO() {
    }

    /** The name of its port. */
    public String portName;

    /** The identifier under which its memory was asked for. */
    public int memoryId;

    /** The name of the allocator that its memory is from, or null if it has none. */
    public String allocator;

    /** The {@code service.id} of that allocator, or -1. */
    public long allocatorServiceId;

    /** How many bytes the ring can hold; 0 if it has no memory. */
    public int storeSize;

    /** How many bytes are in the ring. */
    public int fill;

    /** Most bytes that were in the ring at a time. */
    public int highWater;

    /** How often the ring was moved to other memory. */
    public long swaps;

    /** How often an allocator let {@code allocator.timeout} pass without an answer, since the accumulator was activated. */
    public long unanswered;

    /**
     * How many bytes of memory that the accumulator needs no more could not be given back, because their allocators threw or have
     * not answered: they stay outstanding there. Less when an allocator takes them after all.
     */
    public long unreturnedBytes;

    /** How many inputs were taken, wholly or in part. */
    public long inputs;

    /** How many bytes of these were taken: into the ring, or out of the input itself as frames or garbage. */
    public long bytes;

    /** How many frames were handed on. */
    public long frames;

    /** How many bytes these frames had. */
    public long frameBytes;

    /** How many of these frames have not come back yet. */
    public long framesOut;

    /**
     * How many bytes were dropped: no frame began with them, or their frame was dropped, or their ring was lost. While the
     * accumulator is idle, {@code bytes == frameBytes + droppedBytes + fill}.
     */
    public long droppedBytes;

    /** How often no buffer was free for a frame. Event {@code NoBufferAvailable}. */
    public long noBufferAvailable;

    /**
     * How many frames were dropped because no buffer was free and the ring was full. Event {@code
     * FrameDetectionValidFrameDropped}.
     */
    public long validFramesDropped;

    /** How often the detector reported a size beyond the limit. Event {@code FrameDetectionSizeError}. */
    public long sizeErrors;

    /** How often the detector threw, or gave an answer that makes no sense. Event {@code DetectorError}. */
    public long detectorErrors;

    /** How many frames were dropped because there was no output. Event {@code NoOutput}. */
    public long noOutput;

    /** How often the output threw. Event {@code OutputError}. */
    public long outputErrors;

    /**
     * How many inputs went back, with nothing or not all of them taken, for want of memory or of a detector. Event {@code
     * InputRefused}.
     */
    public long inputsRefused;

    /** How many inputs could not be read, because their memory had ended for instance. Event {@code InputError}. */
    public long inputErrors;

    /** How often bytes in the ring were lost, because its memory ended or the next ring was too small. Event {@code RingLost}. */
    public long ringsLost;

    /** How often giving a buffer back failed. Event {@code ReturnError}. */
    public long returnErrors;
}

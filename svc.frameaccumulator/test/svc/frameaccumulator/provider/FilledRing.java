// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import svc.frameaccumulator.Detection;
import svc.frameaccumulator.FrameDetector;

/** A ring for tests of detectors. */
public final class FilledRing {

    private final Ring ring;
    private final Detection detection = new Detection();

    /** Makes an empty ring. */
    public FilledRing(int length) {
        ring = new Ring(Arena.ofAuto().allocate(length), length);
    }

    /** Makes a ring that holds these bytes, as many as are given. */
    public static FilledRing with(int length, byte... bytes) {
        FilledRing filled = new FilledRing(length);
        filled.append(bytes);
        return filled;
    }

    /** Appends these bytes. */
    public void append(byte... bytes) {
        ring.append(MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    /** Drops the first bytes. */
    public void drop(int count) {
        ring.drop(count);
    }

    /** What the detector answers, as {@code STATUS size}. */
    public String ask(FrameDetector detector) {
        detector.detect(ring, detection);
        return detection.status() + " " + detection.size();
    }
}

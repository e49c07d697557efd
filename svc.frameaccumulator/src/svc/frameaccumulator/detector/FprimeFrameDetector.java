// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.detector;

import static svc.frameaccumulator.FrameDetector.Status.FRAME_DETECTED;
import static svc.frameaccumulator.FrameDetector.Status.MORE_DATA_NEEDED;
import static svc.frameaccumulator.FrameDetector.Status.NO_FRAME_DETECTED;

import org.osgi.service.component.annotations.Component;

import svc.frameaccumulator.Detection;
import svc.frameaccumulator.FrameDetector;
import svc.frameaccumulator.RingView;

/**
 * Detects F´ frames: start word, length of the payload, payload, CRC-32 of all before it. F´: {@code
 * Svc::FrameDetectors::FprimeFrameDetector}.
 */
@Component(property = FrameDetector.NAME + "=" + FrameDetector.FPRIME)
public final class FprimeFrameDetector implements FrameDetector {

    private static final int START_WORD = 0xDEAD_BEEF;
    private static final int LENGTH_AT = 4;
    private static final int HEADER = 8;
    private static final int TRAILER = 4;

    @Override
    public void detect(RingView ring, Detection detection) {
        if (ring.size() < HEADER + TRAILER) {
            detection.set(MORE_DATA_NEEDED, HEADER + TRAILER);
            return;
        }
        if (ring.getInt(0) != START_WORD) {
            detection.set(NO_FRAME_DETECTED, 0);
            return;
        }
        long frame = HEADER + Integer.toUnsignedLong(ring.getInt(LENGTH_AT)) + TRAILER;
        if (frame > ring.capacity()) {
            detection.set(NO_FRAME_DETECTED, 0);
        } else if (frame > ring.size()) {
            detection.set(MORE_DATA_NEEDED, frame);
        } else {
            int protectedBytes = (int) frame - TRAILER;
            boolean intact = ring.crc32(0, protectedBytes) == ring.getInt(protectedBytes);
            detection.set(intact ? FRAME_DETECTED : NO_FRAME_DETECTED, intact ? frame : 0);
        }
    }
}

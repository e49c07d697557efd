// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.detector;

import static svc.frameaccumulator.FrameDetector.Status.FRAME_DETECTED;
import static svc.frameaccumulator.FrameDetector.Status.MORE_DATA_NEEDED;
import static svc.frameaccumulator.FrameDetector.Status.NO_FRAME_DETECTED;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

import svc.frameaccumulator.Detection;
import svc.frameaccumulator.FrameDetector;
import svc.frameaccumulator.RingView;

/**
 * Detects CCSDS telecommand transfer frames of one spacecraft, of type BD (bypass, no control command), with a frame error
 * control field. F´: {@code Svc::FrameDetectors::CcsdsTcFrameDetector}.
 */
@Component(configurationPid = CcsdsTcConfiguration.PID, property = FrameDetector.NAME + "=" + FrameDetector.CCSDS_TC)
@Designate(ocd = CcsdsTcConfiguration.class)
public final class CcsdsTcFrameDetector implements FrameDetector {

    private static final int MAX_SPACECRAFT_ID = 0x3FF;
    /** The first 16 bits but for the spacecraft's id: version 0, bypass, no control command, nothing in the spare bits. */
    private static final int BYPASS = 1 << 13;
    private static final int LENGTH_AT = 2;
    private static final int LENGTH_MASK = 0x3FF;
    private static final int HEADER = 5;
    private static final int TRAILER = 2;

    private volatile int firstWord;

    /**
     * From now on detects the frames of the spacecraft that is configured.
     *
     * @throws IllegalArgumentException if its id is out of range. Declarative Services logs that; what was configured before
     *         stays in force, or else there is no detector
     */
    @Activate
    @Modified
    void configure(CcsdsTcConfiguration configuration) {
        int spacecraftId = configuration.spacecraft_id();
        if (spacecraftId < 0 || spacecraftId > MAX_SPACECRAFT_ID) {
            throw new IllegalArgumentException(
                "spacecraft.id " + spacecraftId + " is out of range; give 0 to " + MAX_SPACECRAFT_ID);
        }
        firstWord = BYPASS | spacecraftId;
    }

    @Override
    public void detect(RingView ring, Detection detection) {
        if (ring.size() < HEADER + TRAILER) {
            detection.set(MORE_DATA_NEEDED, HEADER + TRAILER);
            return;
        }
        if (ring.getShort(0) != firstWord) {
            detection.set(NO_FRAME_DETECTED, 0);
            return;
        }
        int frame = (ring.getShort(LENGTH_AT) & LENGTH_MASK) + 1;
        if (frame < HEADER + TRAILER || frame > ring.capacity()) {
            detection.set(NO_FRAME_DETECTED, 0);
        } else if (frame > ring.size()) {
            detection.set(MORE_DATA_NEEDED, frame);
        } else {
            int protectedBytes = frame - TRAILER;
            boolean intact = (short) Crc16.of(ring, protectedBytes) == ring.getShort(protectedBytes);
            detection.set(intact ? FRAME_DETECTED : NO_FRAME_DETECTED, intact ? frame : 0);
        }
    }
}

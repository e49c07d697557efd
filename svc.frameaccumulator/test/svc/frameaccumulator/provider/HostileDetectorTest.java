// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static svc.frameaccumulator.FrameDetector.Status.FRAME_DETECTED;
import static svc.frameaccumulator.FrameDetector.Status.MORE_DATA_NEEDED;
import static svc.frameaccumulator.FrameDetector.Status.NO_FRAME_DETECTED;
import static svc.frameaccumulator.provider.Frames.fprime;

import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import svc.frameaccumulator.Detection;
import svc.frameaccumulator.FrameDetector.Status;
import svc.frameaccumulator.RingView;
import svc.frameaccumulator.detector.FprimeFrameDetector;

/**
 * A detector that throws, or answers nonsense: nothing loops, nothing is wedged, and a good detector finds its frames afterwards.
 */
@Timeout(60)
class HostileDetectorTest {

    private final Script script = new Script();
    private final Fixture fixture = new Fixture(script);

    @AfterEach
    void worksOnWithAGoodDetector() {
        byte[] frame = fprime((byte) 1, (byte) 2);
        fixture.detector = new FprimeFrameDetector();
        fixture.buffers = fixture.frameBuffers;
        // What still waits in the ring may look like the beginning of a frame, but not of one that is larger than the ring.
        fixture.send(new byte[Fixture.STORE_SIZE]);
        fixture.send(frame);
        assertArrayEquals(frame, fixture.frames.getLast());
        assertEquals(0, fixture.inputs.lent());
        assertEquals(0, fixture.frameBuffers.lent());
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, -(1L << 32) + 5, 11, 2048})
    void aDetectedFrameOfAnImpossibleSizeCostsOneByte(long size) {
        script.then(FRAME_DETECTED, size).then(MORE_DATA_NEEDED, 100);
        fixture.send(new byte[10]);
        assertEquals(9, fixture.fill());
        assertEquals(1, fixture.snapshot().detectorErrors);
        assertEquals(1,
            fixture.log.count("DetectorError: the detector detected a frame of " + size + " bytes, and there are 10"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1, 10})
    void aNeedForNoMoreThanThereIsIsWaitedForWhileThereIsRoom(long size) {
        script.then(MORE_DATA_NEEDED, size);
        fixture.send(new byte[10]);
        assertEquals(10, fixture.fill());
        assertEquals(1, fixture.snapshot().detectorErrors);
        fixture.detector = new Script().then(FRAME_DETECTED, 11);
        fixture.send((byte) 1);
        assertEquals(11, fixture.frames.getFirst().length);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Fixture.STORE_SIZE, Fixture.STORE_SIZE + 1, Long.MAX_VALUE})
    void aNeedForMoreThatNeverEndsWedgesNothing(long size) {
        script.then(MORE_DATA_NEEDED, size);
        int sent = 0;
        for (int i = 0; i < 10; i++) {
            fixture.send(new byte[1000]);
            sent += 1000;
        }
        assertEquals(sent, fixture.snapshot().bytes);
        assertTrue(script.calls < 3 * sent, script.calls + " calls");
        assertTrue(fixture.fill() < Fixture.STORE_SIZE);
    }

    @Test
    void oneThatThrowsCostsOneByteEachTime() {
        fixture.detector = (ring, detection) -> {
            throw new IllegalStateException("broken at " + ring.size());
        };
        fixture.send(new byte[30]);
        assertEquals(0, fixture.fill());
        assertEquals(30, fixture.snapshot().detectorErrors);
        assertEquals(10, fixture.log.lines.size());
        assertEquals(1, fixture.log.count("DetectorError: the detector threw: java.lang.IllegalStateException: broken at 30"));
    }

    @Test
    void anErrorIsAnExceptionLikeOthers() {
        fixture.detector = (ring, detection) -> {
            throw new NoClassDefFoundError("of an uninstalled bundle");
        };
        fixture.send(new byte[3]);
        assertEquals(3, fixture.snapshot().detectorErrors);
    }

    @Test
    void anExceptionThatThrowsInTurnStopsNobody() {
        fixture.detector = (ring, detection) -> {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1;

                @Override
                public String toString() {
                    throw new UnsupportedOperationException();
                }
            };
        };
        fixture.send(new byte[3]);
        assertEquals(3, fixture.snapshot().detectorErrors);
    }

    @Test
    void oneThatReadsBeyondTheRingGetsAnException() {
        fixture.detector = (ring, detection) -> ring.get(ring.size());
        fixture.send(new byte[3]);
        assertEquals(1, fixture.log.count("of length 3") + fixture.log.count("for length 3"));
        assertEquals(3, fixture.snapshot().detectorErrors);
    }

    @Test
    void oneThatKeepsTheAnswerAndTheRingCanDoNothingWithThemLater() {
        Detection[] kept = new Detection[1];
        RingView[] view = new RingView[1];
        fixture.detector = (ring, detection) -> {
            kept[0] = detection;
            view[0] = ring;
            detection.set(MORE_DATA_NEEDED, 100);
        };
        fixture.send(new byte[10]);
        kept[0].set(FRAME_DETECTED, 5);
        fixture.detector = new Script().then(NO_FRAME_DETECTED, 0);
        fixture.send(new byte[10]);
        assertEquals(0, fixture.frames.size());
        assertEquals(0, view[0].size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomAnswersAndExceptionsNeitherLoseABufferNorAByte(long seed) {
        Random random = new Random(seed);
        fixture.detector = (ring, detection) -> {
            int kind = random.nextInt(12);
            if (kind == 0) {
                throw new IllegalArgumentException("seed " + seed);
            }
            long size = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(2 * ring.size() + 2) - 1;
            detection.set(Status.values()[kind % 3], size);
        };
        int sent = 0;
        for (int i = 0; i < 300; i++) {
            byte[] data = new byte[random.nextInt(4000)];
            sent += data.length;
            fixture.buffers = random.nextInt(3) > 0 ? fixture.frameBuffers : null;
            fixture.send(data);
        }
        var figures = fixture.snapshot();
        assertEquals(sent, figures.bytes);
        assertEquals(figures.bytes, figures.frameBytes + figures.droppedBytes + figures.fill);
        assertTrue(figures.fill >= 0 && figures.fill < Fixture.STORE_SIZE, "fill " + figures.fill);
        assertEquals(0, figures.framesOut);
    }
}

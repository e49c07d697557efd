// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static svc.frameaccumulator.provider.Frames.fprime;
import static svc.frameaccumulator.provider.Frames.hex;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import svc.frameaccumulator.provider.FilledRing;

/** What F´'s unit tests of its detector show, and its vectors. */
class FprimeFrameDetectorTest {

    private static final int RING = 2048;
    private static final int START = 0xDEAD_BEEF;
    private static final String NONE = "NO_FRAME_DETECTED 0";

    private final FprimeFrameDetector detector = new FprimeFrameDetector();

    private String ask(byte... bytes) {
        return FilledRing.with(RING, bytes).ask(detector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadbeef0000000600001000000187bc890c", "deadbeef00000000da8d2be2"})
    void detectsFPrimesVectors(String frame) {
        assertEquals("FRAME_DETECTED " + frame.length() / 2, ask(hex(frame)));
    }

    @Test
    void needsHeaderAndTrailerBeforeItLooks() {
        for (int there = 1; there < 12; there++) {
            assertEquals("MORE_DATA_NEEDED 12", ask(new byte[there]));
        }
    }

    @Test
    void detectsAThousandFramesInOneRing() {
        Random random = new Random(1000);
        FilledRing ring = new FilledRing(RING);
        for (int i = 0; i < 1000; i++) {
            byte[] payload = new byte[1 + random.nextInt(1024)];
            random.nextBytes(payload);
            ring.append(fprime(payload));
            assertEquals("FRAME_DETECTED " + (payload.length + 12), ring.ask(detector));
            ring.drop(payload.length + 12);
        }
    }

    @Test
    void detectsAFrameWithoutPayload() {
        assertEquals("FRAME_DETECTED 12", ask(fprime()));
    }

    @Test
    void detectsNothingWhereTheFirstByteIsMissing() {
        byte[] frame = fprime(new byte[20]);
        assertEquals(NONE, ask(Arrays.copyOfRange(frame, 1, frame.length)));
    }

    @Test
    void needsTheWholeFrame() {
        byte[] frame = fprime(new byte[20]);
        for (int there = 12; there < 32; there++) {
            assertEquals("MORE_DATA_NEEDED 32", ask(Arrays.copyOf(frame, there)));
        }
    }

    @Test
    void looksAtNothingBeyondTheFrame() {
        assertEquals("FRAME_DETECTED 32", ask(Arrays.copyOf(fprime(new byte[20]), 100)));
    }

    @Test
    void takesTheLargestFrameThatFitsInTheRingAndNoLarger() {
        assertEquals("FRAME_DETECTED 2048", ask(fprime(new byte[RING - 12])));
        byte[] beyond = fprime(new byte[RING - 11]);
        assertEquals(NONE, ask(Arrays.copyOf(beyond, RING)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -12, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 11, 0xFFFF_FFF4})
    void takesALengthAtTheEdgesOfItsRangeForNoFrame(int length) {
        assertEquals(NONE, ask(fprime(START, length, 0, new byte[30])));
    }

    @Test
    void everyBitOfTheFrameCounts() {
        byte[] frame = fprime((byte) 1, (byte) 2, (byte) 3);
        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] spoilt = frame.clone();
            spoilt[bit / 8] ^= (byte) (1 << bit % 8);
            String answer = ask(spoilt);
            // A length that is too large, but fits, can't be told from a right one until the data is there.
            boolean longer = bit / 8 >= 6 && bit / 8 < 8 && answer.startsWith("MORE_DATA_NEEDED");
            assertEquals(longer ? answer : NONE, answer, "bit " + bit);
        }
    }
}

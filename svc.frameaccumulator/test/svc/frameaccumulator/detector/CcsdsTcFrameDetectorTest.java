// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static svc.frameaccumulator.provider.Frames.tc;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import svc.frameaccumulator.provider.FilledRing;

/** What F´'s unit tests of its detector show; the frames are of type BD, for spacecraft 0x44. */
class CcsdsTcFrameDetectorTest {

    private static final int RING = 2048;
    private static final int FIRST_WORD = 0x2044;
    private static final String NONE = "NO_FRAME_DETECTED 0";

    private final CcsdsTcFrameDetector detector = new CcsdsTcFrameDetector();

    CcsdsTcFrameDetectorTest() {
        detector.configure(spacecraft(0x44));
    }

    private static CcsdsTcConfiguration spacecraft(int id) {
        return new CcsdsTcConfiguration() {
            @Override
            public int spacecraft_id() {
                return id;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return CcsdsTcConfiguration.class;
            }
        };
    }

    private static byte[] frame(byte... payload) {
        return tc(FIRST_WORD, payload.length + 6, 0, payload);
    }

    private String ask(byte... bytes) {
        return FilledRing.with(RING, bytes).ask(detector);
    }

    @Test
    void needsHeaderAndTrailerBeforeItLooks() {
        for (int there = 1; there < 7; there++) {
            assertEquals("MORE_DATA_NEEDED 7", ask(new byte[there]));
        }
    }

    @Test
    void detectsAThousandFramesInOneRing() {
        Random random = new Random(1000);
        FilledRing ring = new FilledRing(RING);
        for (int i = 0; i < 1000; i++) {
            byte[] payload = new byte[random.nextInt(1018)];
            random.nextBytes(payload);
            ring.append(frame(payload));
            assertEquals("FRAME_DETECTED " + (payload.length + 7), ring.ask(detector));
            ring.drop(payload.length + 7);
        }
    }

    @Test
    void detectsNothingWhereTheFirstByteIsMissing() {
        assertEquals(NONE, ask(Arrays.copyOfRange(frame(new byte[10]), 1, 17)));
    }

    @Test
    void needsTheWholeFrame() {
        for (int there = 7; there < 17; there++) {
            assertEquals("MORE_DATA_NEEDED 17", ask(Arrays.copyOf(frame(new byte[10]), there)));
        }
    }

    @Test
    void detectsFramesOfEveryVirtualChannel() {
        for (int channel = 0; channel < 64; channel++) {
            assertEquals("FRAME_DETECTED 10", ask(tc(FIRST_WORD, channel << 10 | 9, 0, new byte[3])));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0044, 0x3044, 0x2045, 0xA044, 0x2444, 0xFFFF, 0})
    void takesFramesOfAnotherKindOrSpacecraftForNone(int firstWord) {
        assertEquals(NONE, ask(tc(firstWord, 16, 0, new byte[10])));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void takesALengthLessThanHeaderAndTrailerForNoFrame(int lengthField) {
        assertEquals(NONE, ask(tc(FIRST_WORD, lengthField, 0, new byte[10])));
    }

    @Test
    void takesALengthBeyondTheRingForNoFrame() {
        assertEquals(NONE, FilledRing.with(20, Arrays.copyOf(frame(new byte[14]), 20)).ask(detector));
        assertEquals("FRAME_DETECTED 20", FilledRing.with(20, frame(new byte[13])).ask(detector));
    }

    @Test
    void takesABadCrcForNoFrame() {
        for (int bit = 0; bit < 16; bit++) {
            assertEquals(NONE, ask(tc(FIRST_WORD, 16, 1 << bit, new byte[10])));
        }
    }

    @Test
    void computesTheCrcThatItsDefinitionGivesAsExample() {
        byte[] digits = "123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        FilledRing.with(16, digits).ask((ring, detection) -> assertEquals(0x29B1, Crc16.of(ring, 9)));
    }

    @Test
    void servesAnotherSpacecraftWhenItIsConfiguredSo() {
        detector.configure(spacecraft(0x3FF));
        assertEquals("FRAME_DETECTED 17", ask(tc(0x23FF, 16, 0, new byte[10])));
        assertEquals(NONE, ask(frame(new byte[10])));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1024})
    void refusesASpacecraftThatCanNotBeAndStaysAsItWas(int id) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> detector.configure(spacecraft(id)));
        assertEquals("spacecraft.id " + id + " is out of range; give 0 to 1023", refusal.getMessage());
        assertEquals("FRAME_DETECTED 17", ask(frame(new byte[10])));
    }
}

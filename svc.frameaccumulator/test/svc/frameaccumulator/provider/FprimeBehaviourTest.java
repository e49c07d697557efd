// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static svc.frameaccumulator.FrameDetector.Status.FRAME_DETECTED;
import static svc.frameaccumulator.FrameDetector.Status.MORE_DATA_NEEDED;
import static svc.frameaccumulator.FrameDetector.Status.NO_FRAME_DETECTED;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import fw.buffer.Buffer;
import svc.comms.FrameContext;
import svc.frameaccumulator.FrameDetector.Status;

/** What F´'s unit tests of its FrameAccumulator show, with a detector that answers what it is told to. */
class FprimeBehaviourTest {

    private static final int SEED = 20_190;

    private final Random random = new Random(SEED);
    private final Script script = new Script();
    private final Fixture fixture = new Fixture(script);

    @AfterEach
    void everyBufferHasComeHome() {
        assertEquals(0, fixture.inputs.lent());
        assertEquals(0, fixture.frameBuffers.lent());
        fixture.close();
    }

    private byte[] randomBytes(int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void aDetectedFrameGoesOnAndTheInputGoesBack() {
        byte[] data = randomBytes(1024);
        script.then(FRAME_DETECTED, data.length);
        fixture.send(data);
        assertEquals(1, fixture.returned.size());
        assertEquals(1, fixture.frames.size());
        assertArrayEquals(data, fixture.frames.getFirst());
        assertEquals(0, fixture.fill());
    }

    @Test
    void dataThatIsNotEnoughStaysInTheRing() {
        byte[] data = randomBytes(1024);
        script.then(MORE_DATA_NEEDED, data.length + 1);
        fixture.send(data);
        assertEquals(1, fixture.returned.size());
        assertEquals(List.of(), fixture.frames);
        assertEquals(data.length, fixture.fill());
    }

    @Test
    void dataWithoutAFrameIsDropped() {
        script.then(NO_FRAME_DETECTED, 0);
        byte[] data = randomBytes(1024);
        fixture.send(data);
        assertEquals(1, fixture.returned.size());
        assertEquals(List.of(), fixture.frames);
        assertEquals(0, fixture.fill());
        assertEquals(data.length, fixture.snapshot().droppedBytes);
    }

    @Test
    void aBufferOfSizeZeroGoesBackAndNothingElseHappens() {
        script.then(FRAME_DETECTED, 1);
        fixture.send();
        assertEquals(1, fixture.returned.size());
        assertEquals(List.of(), fixture.frames);
        assertEquals(0, fixture.snapshot().bytes);
        assertEquals(0, script.calls);
    }

    @Test
    void twoBuffersMakeOneFrame() {
        script.then(MORE_DATA_NEEDED, 20).then(FRAME_DETECTED, 30);
        fixture.send(new byte[10]);
        fixture.send(new byte[20]);
        assertEquals(2, fixture.returned.size());
        assertEquals(1, fixture.frames.size());
        assertEquals(0, fixture.fill());
    }

    @Test
    void oneFrameSpansManyBuffers() {
        spread(1);
    }

    @Test
    void manyFramesSpanManyBuffers() {
        for (int frame = 1; frame <= 10; frame++) {
            spread(frame);
        }
    }

    private void spread(int frameNumber) {
        int buffers = random.nextInt(11);
        int size = 0;
        int returned = fixture.returned.size();
        for (int i = 0; i < buffers; i++) {
            byte[] part = randomBytes(64);
            size += part.length;
            // A script gives its last answer again and again.
            fixture.detector = new Script().then(MORE_DATA_NEEDED, size + 1);
            fixture.send(part);
        }
        byte[] last = randomBytes(64);
        size += last.length;
        fixture.detector = new Script().then(FRAME_DETECTED, size);
        fixture.send(last);
        assertEquals(returned + buffers + 1, fixture.returned.size());
        assertEquals(frameNumber, fixture.frames.size());
        assertEquals(size, fixture.frames.getLast().length);
        assertEquals(0, fixture.fill());
    }

    @Test
    void aFrameThatComesBackGoesToItsPool() {
        Buffer frame = fixture.frameBuffers.allocate(1);
        fixture.accumulator.dataReturn(frame, FrameContext.NONE);
        assertEquals(0, fixture.frameBuffers.lent());
    }

    @Test
    void aValidFrameIsDroppedOnlyIfNoBufferIsFreeAndTheRingIsFull() {
        script.then(FRAME_DETECTED, Fixture.STORE_SIZE);
        fixture.buffers = null;
        fixture.send(new byte[Fixture.STORE_SIZE]);
        assertEquals(1, fixture.returned.size());
        assertEquals(List.of(), fixture.frames);
        assertEquals(0, fixture.fill());
        assertEquals(1, fixture.log.count("NoBufferAvailable"));
        assertEquals(1, fixture.log.count("FrameDetectionValidFrameDropped"));
        assertEquals(2, fixture.log.lines.size());
    }

    @ParameterizedTest
    @EnumSource
    void aSizeThatIsTooLargeCostsOneByteAndIsAnEvent(Status status) {
        script.then(status, Fixture.STORE_SIZE + 1);
        fixture.send((byte) 1);
        assertEquals(1, fixture.returned.size());
        assertEquals(List.of(), fixture.frames);
        assertEquals(0, fixture.fill());
        assertEquals(1, fixture.log.lines.size());
        assertEquals(1, fixture.log.count("FrameDetectionSizeError: size 2049 exceeds the limit of 2048"));
    }

    @Test
    void theContextOfTheInputThatCompletesAFrameGoesWithIt() {
        FrameContext first = FrameContext.NONE.withApid(0).withVcId(1);
        FrameContext second = FrameContext.NONE.withApid(2).withVcId(3);
        script.then(MORE_DATA_NEEDED, 20).then(FRAME_DETECTED, 30);
        fixture.send(first, new byte[10]);
        fixture.send(second, new byte[20]);
        assertSame(second, fixture.contexts.getFirst());
    }
}

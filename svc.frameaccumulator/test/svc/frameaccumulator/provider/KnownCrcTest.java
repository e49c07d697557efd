// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static svc.frameaccumulator.FrameDetector.Status.FRAME_DETECTED;
import static svc.frameaccumulator.provider.Frames.fprime;
import static svc.frameaccumulator.provider.Frames.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import fw.buffer.Buffer;
import svc.comms.ComReturn;
import svc.comms.Crc32Sender;
import svc.comms.FrameContext;
import svc.frameaccumulator.detector.FprimeFrameDetector;

/** What an accumulator tells of a frame's CRC: what it has computed of that very frame, to whom it hands that on just now. */
@Timeout(60)
class KnownCrcTest {

    private static final byte[] FRAME = fprime(new byte[300]);
    private static final byte[] OTHER = fprime((byte) 1, (byte) 2);

    private final Fixture fixture = new Fixture(new FprimeFrameDetector());
    private final List<Boolean> known = new ArrayList<>();

    {
        var keep = fixture.output;
        fixture.output = (frame, context, sender) -> {
            known.add(knows(sender, frame));
            keep.dataIn(frame, context, sender);
        };
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static boolean knows(ComReturn sender, Buffer frame) {
        return ((Crc32Sender) sender).hasCrc32(frame, frame.size() - 4, crc(frame));
    }

    private static int crc(Buffer frame) {
        CRC32 crc = new CRC32();
        crc.update(frame.byteBuffer().limit(frame.size() - 4));
        return (int) crc.getValue();
    }

    @Test
    void itIsKnownOfEachFrameWhetherItCameThroughTheRingOrNot() {
        fixture.send(join(FRAME, OTHER, Arrays.copyOf(FRAME, 200)));
        fixture.send(join(Arrays.copyOfRange(FRAME, 200, FRAME.length), OTHER));
        assertEquals(List.of(true, true, true, true), known);
    }

    @Test
    void anotherBufferAnotherLengthAndAnotherCrcAreNotKnown() {
        Buffer other = fixture.frameBuffers.allocate(FRAME.length);
        fixture.output = (frame, context, sender) -> {
            Crc32Sender asked = (Crc32Sender) sender;
            int count = frame.size() - 4;
            int crc = crc(frame);
            known.addAll(List.of(asked.hasCrc32(frame, count, crc), asked.hasCrc32(frame, count - 1, crc),
                asked.hasCrc32(frame, count, crc + 1), asked.hasCrc32(other, count, crc),
                asked.hasCrc32(frame.advance(1), count, crc)));
            sender.dataReturn(frame, context);
        };
        fixture.send(FRAME);
        assertEquals(List.of(true, false, false, false, false), known);
    }

    @Test
    void itIsNotToldAfterwardsNorOnAnotherThread() {
        List<Buffer> kept = new ArrayList<>();
        fixture.output = (frame, context, sender) -> {
            known.add(CompletableFuture.supplyAsync(() -> knows(sender, frame)).join());
            kept.add(frame);
        };
        fixture.send(FRAME);
        known.add(knows(fixture.accumulator, kept.getFirst()));
        assertEquals(List.of(false, false), known);
        fixture.accumulator.dataReturn(kept.getFirst(), FrameContext.NONE);
    }

    @Test
    void itIsNotToldOfAFrameThatHasComeBack() {
        fixture.output = (frame, context, sender) -> {
            int crc = crc(frame);
            int count = frame.size() - 4;
            sender.dataReturn(frame, context);
            known.add(((Crc32Sender) sender).hasCrc32(frame, count, crc));
        };
        fixture.send(FRAME);
        assertEquals(List.of(false), known);
    }

    @Test
    void nothingIsKnownIfTheDetectorHasNotAskedForIt() {
        fixture.send(OTHER);
        fixture.detector = new Script().then(FRAME_DETECTED, FRAME.length);
        fixture.send(FRAME);
        assertEquals(List.of(true, false), known);
    }

    @Test
    void nothingIsKnownAnyMoreOfAFrameThatHasMovedWithItsRing() {
        fixture.buffers = null;
        fixture.send(FRAME);
        fixture.moveTo(1000);
        fixture.buffers = fixture.frameBuffers;
        fixture.accumulator.resume();
        assertEquals(List.of(false), known);
    }
}

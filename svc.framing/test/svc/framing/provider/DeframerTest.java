// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static svc.framing.provider.Port.assertBounds;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.Crc32Sender;
import svc.comms.FrameContext;
import svc.framing.DeframerDTO;
import testkit.LogLines;

class DeframerTest {

    private static final String FRAME = "deadbeef0000000600001000000187bc890c";

    private final LogLines log = new LogLines();
    private final RealPool pool = new RealPool("512x3");
    private final DeframerComponent deframer = new DeframerComponent("d", true);
    private final Port router = new Port();
    private final Port sender = new Port();
    private final FrameContext context = FrameContext.NONE.withVcId(5);

    @BeforeEach
    void connect() {
        deframer.loggerFactory = log.factory();
        deframer.output = router;
    }

    @AfterEach
    void nothingIsLost() {
        pool.close();
    }

    static List<SampleFrame> samples() throws Exception {
        return SampleFrame.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void makesOfEachSampleWhatItShould(SampleFrame sample) {
        for (int offset : new int[] {0, 1, 17}) {
            Buffer frame = Port.filled(pool.allocate(512), offset, sample.bytes());
            deframer.dataIn(frame, context, sender);
            if (sample.isGood()) {
                assertEquals(sample.payload(), router.hex());
                assertEquals(context.withApid(sample.apid()), router.contexts.getLast());
                assertBounds(offset + 8, sample.payload().length() / 2, frame);
                assertTrue(sender.returned.isEmpty());
                router.giveBack();
            }
            assertSame(frame, sender.returned.removeFirst());
            assertSame(context, sender.returnedContexts.removeFirst());
            assertBounds(offset, sample.bytes().length, frame);
            frame.close();
        }
        DeframerDTO dto = deframer.snapshot();
        assertEquals(sample.isGood() ? 3 : 0, dto.packets);
        assertEquals(sample.outcome().equals("short") ? 3 : 0, dto.shortPayloads);
        assertEquals(sample.outcome().equals("InvalidBuffer") ? 3 : 0, dto.invalidBuffers);
        assertEquals(sample.outcome().equals("InvalidStartWord") ? 3 : 0, dto.invalidStartWords);
        assertEquals(sample.outcome().equals("InvalidLength") ? 3 : 0, dto.invalidLengths);
        assertEquals(sample.outcome().equals("InvalidChecksum") ? 3 : 0, dto.invalidChecksums);
        assertEquals(0, dto.misuses + dto.outstanding + pool.lent());
        assertEquals(dto.packets == 3 && dto.shortPayloads == 0 ? 0 : 3, log.lines.size(), log.lines.toString());
    }

    @Test
    void theSamplesHaveGoodFramesOfEachKindAndEachWayToBeBad() throws Exception {
        List<String> outcomes = SampleFrame.all().stream().map(SampleFrame::outcome).distinct().toList();
        assertTrue(outcomes.containsAll(List.of("0", "1", "2", "3", "4", "5", "6", "255", "short", "InvalidBuffer",
            "InvalidStartWord", "InvalidLength", "InvalidChecksum")), outcomes.toString());
    }

    @Test
    void contextsAreMadeOnceForEachDescriptor() {
        Buffer frame = Port.filled(pool.allocate(64), 0, FRAME);
        deframer.dataIn(frame, context, sender);
        router.giveBack();
        deframer.dataIn(frame, context, sender);
        assertSame(router.contexts.get(0), router.contexts.get(1));
        router.giveBack();
        deframer.dataIn(frame, FrameContext.NONE, sender);
        assertEquals(FrameContext.NONE.withApid(0), router.contexts.get(2));
    }

    @Test
    void theSecondCheckDoesNotTrustTheFirst() {
        Buffer frame = Port.filled(pool.allocate(64), 0, FRAME);
        deframer.dataIn(frame, context, sender);
        router.giveBack();
        frame.byteBuffer().put(10, (byte) 0x11);
        deframer.dataIn(frame, context, sender);
        assertEquals(1, router.given.size());
        assertEquals(1, deframer.snapshot().invalidChecksums);
    }

    @Test
    void takesTheCrcForGoodThatTheSenderKnowsAndNoOther() {
        Buffer frame = Port.filled(pool.allocate(64), 0, FRAME);
        frame.byteBuffer().put(10, (byte) 0x11);
        List<String> asked = new ArrayList<>();
        for (boolean known : new boolean[] {true, false}) {
            deframer.dataIn(frame, context, new Crc32Sender() {
                @Override
                public boolean hasCrc32(Buffer data, int count, int crc) {
                    asked.add(data.offset() + " " + count + " " + Integer.toHexString(crc));
                    return known && data == frame;
                }

                @Override
                public void dataReturn(Buffer data, FrameContext with) {
                    sender.dataReturn(data, with);
                }
            });
            if (known) {
                router.giveBack();
            }
        }
        assertEquals(List.of("0 14 87bc890c", "0 14 87bc890c"), asked);
        assertEquals(1, deframer.snapshot().packets);
        assertEquals(1, deframer.snapshot().invalidChecksums);
    }

    @Test
    void leavesOutTheCrcAloneIfItIsConfiguredSo() {
        DeframerComponent trusting = new DeframerComponent("t", false);
        trusting.output = router;
        Buffer frame = Port.filled(pool.allocate(64), 0, FRAME);
        frame.byteBuffer().put(10, (byte) 0x11);
        trusting.dataIn(frame, context, sender);
        router.giveBack();
        frame.byteBuffer().put(7, (byte) 0x11);
        trusting.dataIn(frame, context, sender);
        frame.byteBuffer().put(0, (byte) 0x11);
        trusting.dataIn(frame, context, sender);
        DeframerDTO dto = trusting.snapshot();
        assertEquals(List.of(1L, 0L, 1L, 1L),
            List.of(dto.packets, dto.invalidChecksums, dto.invalidLengths, dto.invalidStartWords));
        assertEquals(3, sender.returned.size());
    }

    @Test
    void countsWhatTheOutputTookAndNotWhatItThrewAt() {
        Buffer frame = Port.filled(pool.allocate(64), 0, FRAME);
        deframer.dataIn(frame, context, sender);
        assertEquals(1, deframer.snapshot().outstanding);
        router.giveBack();
        router.whenGiven = () -> {
            throw new IllegalStateException("no");
        };
        deframer.dataIn(frame, context, sender);
        DeframerDTO dto = deframer.snapshot();
        assertEquals(List.of(1L, FRAME.length() / 2L - 12, 0L, 1L),
            List.of(dto.packets, dto.bytes, dto.outstanding, dto.outputFailures));
    }

    @Test
    void anAttackerFillsNoLog() {
        Buffer frame = Port.filled(pool.allocate(64), 0, "00");
        for (int i = 0; i < 1000; i++) {
            deframer.dataIn(frame, context, sender);
        }
        assertEquals(1000, deframer.snapshot().invalidBuffers);
        assertEquals(10, log.lines.size());
    }

    @Test
    void packetsThatAreOutComeBackInAnyOrder() {
        Buffer[] frames = new Buffer[3];
        for (int i = 0; i < 3; i++) {
            frames[i] = Port.filled(pool.allocate(64), i, FRAME);
            deframer.dataIn(frames[i], context, sender);
        }
        assertEquals(3, deframer.snapshot().outstanding);
        for (int i : new int[] {1, 2, 0}) {
            router.senders.get(i).dataReturn(frames[i], router.contexts.get(i));
        }
        assertEquals(List.of(frames[1], frames[2], frames[0]), sender.returned);
        for (int i = 0; i < 3; i++) {
            assertBounds(i, 18, frames[i]);
        }
        assertEquals(0, deframer.snapshot().outstanding);
    }

    @Test
    void withoutOutputAFrameGoesBackAtOnce() {
        deframer.output = null;
        Buffer frame = Port.filled(pool.allocate(64), 0, FRAME);
        deframer.dataIn(frame, context, sender);
        assertEquals(List.of(frame), sender.returned);
        assertEquals(1, deframer.snapshot().noOutput);
    }

    @Test
    void anOutputThatThrowsHasGivenThePacketUp() {
        router.whenGiven = () -> {
            throw new NoClassDefFoundError("of an uninstalled bundle");
        };
        Buffer frame = Port.filled(pool.allocate(64), 2, FRAME);
        deframer.dataIn(frame, context, sender);
        assertEquals(List.of(frame), sender.returned);
        assertBounds(2, 18, frame);
        assertEquals(1, deframer.snapshot().outputFailures);
        router.giveBack();
        assertEquals(1, deframer.snapshot().misuses);
        assertEquals(1, sender.returned.size());
    }

    @Test
    void aFrameWhoseMemoryHasEndedGoesBack() {
        Buffer frame = Port.filled(pool.allocate(64), 0, FRAME);
        pool.end();
        deframer.dataIn(frame, context, sender);
        assertEquals(List.of(frame), sender.returned);
        assertEquals(1, deframer.snapshot().invalidBuffers);
    }
}

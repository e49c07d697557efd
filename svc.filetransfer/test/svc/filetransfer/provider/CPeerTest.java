// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComDataIn;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;
import svc.filetransfer.SendFileStatus;
import svc.framing.Deframer;
import svc.framing.provider.FramingParts;
import testkit.LogLines;

/** Our components against a second implementation of the formats, in C and with zlib's CRC. */
class CPeerTest {

    @TempDir
    private Path folder;

    private CPeer peer;
    private final Random random = new Random(1);

    @BeforeEach
    void compile() throws Exception {
        peer = CPeer.compile(folder);
        if (peer == null) {
            System.out.println("fprime_peer.c is not compiled, and its tests are skipped: there is no gcc");
            abort("there is no gcc");
        }
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] content(Buffer buffer) {
        byte[] bytes = new byte[buffer.size()];
        WholeSlot.bytes(buffer).get(bytes);
        return bytes;
    }

    private static Buffer buffer(RealPool pool, byte[] bytes) {
        Buffer buffer = pool.allocate(2048);
        WholeSlot.setBounds(buffer, 8, bytes.length);
        WholeSlot.bytes(buffer).put(bytes);
        return buffer;
    }

    @Test
    void theTwoMakeTheSameFrames() throws Exception {
        List<String> payloads = IntStream.range(0, 300).mapToObj(size -> HexFormat.of().formatHex(bytes(size))).toList();
        List<String> ours = new ArrayList<>();
        ComDataIn framer = (ComDataIn) FramingParts.framer((data, context, sender) -> {
            ours.add(HexFormat.of().formatHex(content(data)));
            sender.dataReturn(data, context);
        }, null);
        try (RealPool pool = new RealPool("2048x1")) {
            for (String payload : payloads) {
                framer.dataIn(buffer(pool, HexFormat.of().parseHex(payload)), FrameContext.NONE, (data, context) -> data.close());
            }
        }
        assertEquals(peer.lines(payloads, "frame"), ours);
        assertEquals(payloads, peer.lines(ours, "deframe"));
    }

    @Test
    void theTwoTakeFramesApartAlike() throws Exception {
        List<String> frames = new ArrayList<>();
        List<String> payloads = IntStream.range(0, 500).mapToObj(size -> HexFormat.of().formatHex(bytes(size % 40))).toList();
        for (String frame : peer.lines(payloads, "frame")) {
            byte[] damaged = HexFormat.of().parseHex(frame);
            for (int i = random.nextInt(3); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int length = random.nextInt(4) > 0 ? damaged.length : random.nextInt(damaged.length);
            frames.add(HexFormat.of().formatHex(damaged, 0, length));
        }
        List<String> ours = new ArrayList<>();
        Deframer deframer = FramingParts.deframer((data, context, sender) -> {
            ours.add(HexFormat.of().formatHex(content(data)));
            sender.dataReturn(data, context);
        }, new LogLines().factory());
        try (RealPool pool = new RealPool("2048x1")) {
            for (String frame : frames) {
                long[] before = refusals(deframer);
                ((ComDataIn) deframer).dataIn(buffer(pool, HexFormat.of().parseHex(frame)), FrameContext.NONE,
                    (data, context) -> data.close());
                long[] after = refusals(deframer);
                for (int i = 0; i < after.length; i++) {
                    if (after[i] != before[i]) {
                        ours.add(List.of("InvalidBuffer", "InvalidStartWord", "InvalidLength", "InvalidChecksum").get(i));
                    }
                }
            }
        }
        assertEquals(peer.lines(frames, "deframe"), ours);
    }

    private static long[] refusals(Deframer deframer) {
        var dto = deframer.snapshot();
        return new long[] {dto.invalidBuffers, dto.invalidStartWords, dto.invalidLengths, dto.invalidChecksums};
    }

    @Test
    void aFileThatThePeerSendsIsReceived() throws Exception {
        Path received = Files.createDirectory(folder.resolve("received"));
        Path file = Files.write(folder.resolve("file"), bytes(100_003));
        try (RealPool pool = new RealPool("2048x1"); UplinkFixture fixture = new UplinkFixture(received)) {
            ComDataIn deframer = (ComDataIn) FramingParts.deframer(fixture.uplink, fixture.log.factory());
            ByteBuffer frames = ByteBuffer.wrap(peer.run(new byte[0], "send", file.toString(), "copy", "999"));
            while (frames.hasRemaining()) {
                byte[] frame = new byte[frames.getInt(frames.position() + 4) + 12];
                frames.get(frame);
                deframer.dataIn(buffer(pool, frame), FrameContext.NONE, (data, context) -> data.close());
            }
            assertEquals(List.of("received copy 100003"), fixture.told);
            assertEquals(0, fixture.counters().warnings);
            assertEquals(-1, Files.mismatch(file, received.resolve("copy")));
        }
    }

    private byte[] framesOf(Path file) {
        ByteArrayOutputStream link = new ByteArrayOutputStream();
        ComDataIn framer = (ComDataIn) FramingParts.framer((data, context, sender) -> {
            link.writeBytes(content(data));
            sender.dataReturn(data, context);
        }, null);
        try (RealPool pool = new RealPool("2048x4")) {
            DownlinkComponent downlink = new DownlinkComponent("d", 1000, 3);
            downlink.output = framer;
            downlink.buffers = pool;
            downlink.loggerFactory = new LogLines().factory();
            assertEquals(SendFileStatus.OK, downlink.send(file, "copy").toCompletableFuture().getNow(null));
        }
        return link.toByteArray();
    }

    @Test
    void thePeerReceivesAFileThatWeSend() throws Exception {
        for (int size : new int[] {0, 1, 987, 988, 100_003}) {
            Path file = Files.write(folder.resolve("file"), bytes(size));
            peer.run(framesOf(file), "receive", folder.resolve("copy").toString());
            assertEquals(-1, Files.mismatch(file, folder.resolve("copy")));
        }
    }

    @Test
    void thePeerTellsWhenAFileIsNotRight() throws Exception {
        byte[] frames = framesOf(Files.write(folder.resolve("file"), bytes(5000)));
        frames[3000] ^= 1;
        assertThrows(IOException.class, () -> peer.run(frames, "receive", folder.resolve("copy").toString()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;
import svc.filetransfer.FileDownlinkDTO;
import svc.filetransfer.SendFileStatus;
import testkit.LogLines;

class DownlinkTest {

    private static final String CONTENT = "the content of a file, which takes some packets. ".repeat(5);
    private record Sent(Buffer buffer, FrameContext context, ComReturn sender, String hex) {
        void giveBack() {
            sender.dataReturn(buffer, context);
        }
    }

    @TempDir
    private Path folder;

    private boolean misusesExpected;
    private Path file;
    private final LogLines log = new LogLines();
    private final RealPool pool = new RealPool("128x4");
    private DownlinkComponent downlink;
    /** All packets, and those that are not returned yet. */
    private final List<Sent> all = new ArrayList<>();
    private final List<Sent> out = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        file = Files.writeString(folder.resolve("f"), CONTENT);
        open(2);
    }

    private void open(int window) {
        downlink = new DownlinkComponent("d", 13 + 8 + folder.toString().length(), window);
        downlink.loggerFactory = log.factory();
        downlink.buffers = pool;
        downlink.output = (data, context, sender) -> {
            byte[] bytes = new byte[data.size()];
            WholeSlot.bytes(data).get(bytes);
            assertTrue(data.offset() >= 8 && data.capacity() - data.offset() - data.size() >= 4, "there is room for a frame");
            assertEquals(FrameContext.NONE.withApid(3), context);
            Sent sent = new Sent(data, context, sender, HexFormat.of().formatHex(bytes));
            all.add(sent);
            out.add(sent);
        };
    }

    @AfterEach
    void nothingIsLost() {
        downlink.deactivate();
        giveBackAll();
        assertEquals(0, pool.lent());
        assertEquals(misusesExpected, pool.misuses() > 0);
        pool.close();
    }

    private void giveBackAll() {
        while (!out.isEmpty()) {
            out.removeFirst().giveBack();
        }
    }

    private SendFileStatus status(CompletionStage<SendFileStatus> stage) {
        return stage.toCompletableFuture().getNow(null);
    }

    private FileDownlinkDTO counters() {
        return downlink.snapshot();
    }

    /** {@return the packets that the file should be in, without the START packet} */
    private static List<String> packets(String content, int dataBytes) {
        List<String> packets = new ArrayList<>();
        int index = 1;
        for (int at = 0; at < content.length(); at += dataBytes) {
            packets.add(hex(Packets.data(index++, at, content.substring(at, Math.min(content.length(), at + dataBytes)))));
        }
        packets.add(hex(Packets.end(index, content)));
        return packets;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private List<String> sent() {
        return all.stream().map(Sent::hex).toList();
    }

    @Test
    void sendsAFileAsPackets() {
        CompletionStage<SendFileStatus> result = downlink.send(file, "to/f");
        while (!out.isEmpty()) {
            assertEquals(null, status(result));
            assertTrue(out.size() <= 2 && pool.lent() <= 3);
            assertEquals(out.size(), counters().outstanding);
            out.removeFirst().giveBack();
        }
        assertEquals(SendFileStatus.OK, status(result));
        List<String> expected = new ArrayList<>(packets(CONTENT, 8 + folder.toString().length()));
        byte[] there = "to/f".getBytes(StandardCharsets.UTF_8);
        expected.addFirst(hex(Packets.start(CONTENT.length(), file.toString(), there)));
        assertEquals(expected, sent());
        assertEquals("1 " + expected.size() + " 0", counters().filesSent + " " + counters().packetsSent + " "
            + counters().warnings);
        assertEquals(List.of("INFO downlink d: SendStarted: 245 bytes of \"" + file + "\" to \"to/f\"",
            "INFO downlink d: FileSent: \"" + file + "\" to \"to/f\""), log.lines);
        assertEquals(0, pool.lent());
    }

    @Test
    void aPacketThatComesBackLetsTheNextOneGo() {
        downlink.send(file, "f");
        assertEquals(2, all.size());
        out.get(1).giveBack();
        out.remove(1);
        assertEquals(3, all.size());
        assertEquals(2, counters().outstanding);
        assertEquals(file.toString(), counters().source);
    }

    @Test
    void anOutputThatReturnsAtOnceMakesNoCallWithinACall() throws Exception {
        byte[] content = new byte[200_000];
        Files.write(file, content);
        int[] depth = {0, 0};
        downlink.output = (data, context, sender) -> {
            depth[1] = Math.max(depth[1], ++depth[0]);
            sender.dataReturn(data, context);
            depth[0]--;
        };
        assertEquals(SendFileStatus.OK, status(downlink.send(file, "f")));
        assertEquals(1, depth[1]);
        assertEquals(0, pool.lent());
    }

    @Test
    void sendsAnEmptyFile() throws Exception {
        Files.writeString(file, "");
        CompletionStage<SendFileStatus> result = downlink.send(file, "f");
        giveBackAll();
        assertEquals(SendFileStatus.OK, status(result));
        assertEquals(2, all.size());
        assertEquals(hex(Packets.end(1, 0)), all.getLast().hex);
    }

    @Test
    void sendsAFileAtATime() {
        CompletionStage<SendFileStatus> first = downlink.send(file, "f");
        assertEquals(SendFileStatus.BUSY, status(downlink.send(file, "g")));
        giveBackAll();
        assertEquals(SendFileStatus.OK, status(first));
        CompletionStage<SendFileStatus> second = downlink.send(file, "g");
        giveBackAll();
        assertEquals(SendFileStatus.OK, status(second));
        assertEquals(2, counters().filesSent);
    }

    @Test
    void theNextFileMayBeSentByWhoIsToldOfTheLast() {
        CompletionStage<SendFileStatus> second = downlink.send(file, "f").thenCompose(status -> downlink.send(file, "g"));
        giveBackAll();
        assertEquals(SendFileStatus.OK, status(second));
        assertEquals(2, counters().filesSent);
    }

    @Test
    void aCanceledFileEndsAtOnceWithACancelPacket() {
        CompletionStage<SendFileStatus> result = downlink.send(file, "f");
        downlink.cancel();
        assertEquals(SendFileStatus.CANCELED, status(result));
        assertEquals(hex(Packets.cancel(2)), all.getLast().hex);
        assertEquals(1, counters().filesCanceled);
        assertEquals(3, pool.lent());
        giveBackAll();
        assertEquals(3, all.size());
        assertEquals(0, pool.lent());
        downlink.cancel();
        assertEquals(1, counters().filesCanceled);
    }

    @Test
    void aFileThatWasCanceledLetsBuffersOfItsOwnComeBackWhileTheNextIsSent() {
        downlink.send(file, "f");
        downlink.cancel();
        List<Sent> old = List.copyOf(out);
        out.clear();
        CompletionStage<SendFileStatus> second = downlink.send(file, "g");
        old.forEach(Sent::giveBack);
        giveBackAll();
        assertEquals(SendFileStatus.OK, status(second));
    }

    @Test
    void aFileThatBecomesShorterFailsWithACancelPacket() throws Exception {
        Files.writeString(file, "x".repeat(1000));
        CompletionStage<SendFileStatus> result = downlink.send(file, "f");
        Files.writeString(file, "x");
        giveBackAll();
        assertEquals(SendFileStatus.ERROR, status(result));
        assertEquals(1, counters().readErrors);
        assertTrue(all.getLast().hex.startsWith("000303"), all.getLast().hex);
    }

    @Test
    void whatIsAppendedLaterIsNotSent() throws Exception {
        Files.writeString(file, "x".repeat(1000));
        CompletionStage<SendFileStatus> result = downlink.send(file, "f");
        Files.writeString(file, "x".repeat(2000));
        giveBackAll();
        assertEquals(SendFileStatus.OK, status(result));
        assertEquals(hex(Packets.end(all.size() - 1, "x".repeat(1000))), all.getLast().hex);
    }

    @Test
    void refusesWhatIsNoFile() {
        assertEquals(SendFileStatus.ERROR, status(downlink.send(folder, "f")));
        assertEquals(SendFileStatus.ERROR, status(downlink.send(folder.resolve("none"), "f")));
        assertEquals(2, counters().openErrors);
        assertEquals(1, log.count("it is no regular file"));
        assertEquals(1, log.count("it is not there"));
    }

    @Test
    void refusesPathsThatAreTooLong() {
        assertEquals(SendFileStatus.INVALID, status(downlink.send(file, "f".repeat(256))));
        assertEquals(SendFileStatus.INVALID, status(downlink.send(file, "ü".repeat(128))));
        assertEquals(SendFileStatus.INVALID, status(downlink.send(file, "f".repeat(100))), "START must fit into a packet");
        assertEquals(List.of(), sent());
    }

    @Test
    void refusesAFileOfFourGibibytes() throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), 0xFFFF_FFFFL);
        }
        assertEquals(SendFileStatus.INVALID, status(downlink.send(file, "f")));
        assertEquals(1, log.count("it has 4294967296 bytes"));
    }

    @Test
    void withoutOutputAFileFails() {
        downlink.output = null;
        assertEquals(SendFileStatus.ERROR, status(downlink.send(file, "f")));
        assertEquals("1 1", counters().noOutput + " " + counters().filesFailed);
    }

    @Test
    void anOutputThatThrowsFailsTheFile() {
        downlink.output = (data, context, sender) -> {
            throw new IllegalStateException("no");
        };
        assertEquals(SendFileStatus.ERROR, status(downlink.send(file, "f")));
        assertEquals(1, counters().outputFailures);
        assertEquals(0, pool.lent());
    }

    @Test
    void withoutABufferAFileFails() {
        Buffer[] others = new Buffer[4];
        assertEquals(4, pool.allocate(10, others, 4));
        assertEquals(SendFileStatus.ERROR, status(downlink.send(file, "f")));
        assertEquals(1, counters().noBufferAvailable);
        downlink.buffers = null;
        assertEquals(SendFileStatus.ERROR, status(downlink.send(file, "f")));
        downlink.buffers = size -> {
            throw new IllegalStateException("out of service");
        };
        assertEquals(SendFileStatus.ERROR, status(downlink.send(file, "f")));
        for (Buffer other : others) {
            other.close();
        }
    }

    @Test
    void aFileThatHasBegunKeepsGoingWithOneBuffer() {
        CompletionStage<SendFileStatus> result = downlink.send(file, "f");
        List<Buffer> others = new ArrayList<>();
        while (!out.isEmpty()) {
            out.removeFirst().giveBack();
            for (Buffer other = pool.allocate(10); other.isValid(); other = pool.allocate(10)) {
                others.add(other);
            }
        }
        assertEquals(SendFileStatus.OK, status(result));
        others.forEach(Buffer::close);
    }

    @Test
    void aPacketThatIsReturnedTwiceIsReturnedOnce() {
        downlink.send(file, "f");
        Sent first = out.removeFirst();
        first.giveBack();
        first.giveBack();
        assertEquals(1, counters().misuses);
        assertEquals(3, all.size());
    }

    @Test
    void memoryThatEndsFailsTheFile() {
        CompletionStage<SendFileStatus> result = downlink.send(file, "f");
        pool.end();
        giveBackAll();
        assertEquals(SendFileStatus.ERROR, status(result));
        assertEquals(0, pool.lent());
        assertTrue(counters().misuses > 0);
        // What came too late is counted there too, and is no loss.
        misusesExpected = true;
    }

    @Test
    void aDeactivatedDownlinkGivesUpAndItsBuffersComeHome() {
        CompletionStage<SendFileStatus> result = downlink.send(file, "f");
        downlink.deactivate();
        assertEquals(SendFileStatus.ERROR, status(result));
        assertEquals(2, pool.lent());
        giveBackAll();
        assertEquals(0, pool.lent());
        assertEquals(SendFileStatus.BUSY, status(downlink.send(file, "f")));
    }

    @Test
    void aPoolThatBreaksItsContractFailsTheFileOnly() {
        downlink.buffers = size -> {
            throw new UnsupportedOperationException("no");
        };
        assertEquals(SendFileStatus.ERROR, status(downlink.send(file, "f")));
        downlink.buffers = pool;
        CompletionStage<SendFileStatus> result = downlink.send(file, "f");
        giveBackAll();
        assertEquals(SendFileStatus.OK, status(result));
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new DownlinkComponent("d", 15, 1));
        assertThrows(IllegalArgumentException.class, () -> new DownlinkComponent("d", 65_549, 1));
        assertThrows(IllegalArgumentException.class, () -> new DownlinkComponent("d", 100, 0));
        assertFalse(log.lines.stream().anyMatch(line -> line.startsWith("ERROR")));
    }

    @Test
    void thePacketsOfTheTestAreRight() {
        assertArrayEquals(HexFormat.of().parseHex("0003010000000100000000000178"), Packets.data(1, 0, "x"));
    }
}

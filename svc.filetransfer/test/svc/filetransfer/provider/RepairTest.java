// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.filetransfer.FileRepair;
import svc.filetransfer.SendFileStatus;
import svc.comms.parts.WholeSlot;
import testkit.LogLines;

/** What got lost of a file is sent again before its END, and the file arrives. */
class RepairTest {

    private static final int PACKETS = 40;

    @TempDir
    private Path folder;

    private final RealPool pool = new RealPool("256x6");
    private final LogLines log = new LogLines();
    private final Set<Integer> lost = new HashSet<>();
    private DownlinkComponent downlink;
    private UplinkFixture uplink;
    private Path file;
    private byte[] content;
    private int sent;
    private int ends;
    private Buffer kept;
    private ComReturn keptSender;

    @BeforeEach
    void open() throws IOException {
        int room = 13 + folder.toString().length() + 20;
        content = "0123456789abcdef!".repeat(PACKETS * (room - 13) / 17).getBytes();
        file = Files.write(folder.resolve("source"), content);
        uplink = new UplinkFixture(Files.createDirectory(folder.resolve("received")));
        downlink = new DownlinkComponent("d", room, 3);
        downlink.loggerFactory = log.factory();
        downlink.buffers = pool;
        downlink.output = (data, context, sender) -> {
            ends += WholeSlot.bytes(data).get(data.offset() + 2) == 2 ? 1 : 0;
            if (lost.contains(sent++)) {
                sender.dataReturn(data, context);
            } else {
                ((ComDataIn) uplink.uplink).dataIn(data, context, sender);
            }
        };
    }

    @AfterEach
    void nothingIsLost() {
        uplink.close();
        downlink.deactivate();
        assertEquals(0, pool.lent() + pool.misuses());
        pool.close();
    }

    private CompletableFuture<SendFileStatus> send(FileRepair repair) {
        return downlink.send(file, "copy", repair).toCompletableFuture();
    }

    private CompletionStage<long[]> missing() {
        return CompletableFuture.completedStage(uplink.counters().missing);
    }

    @Test
    void whatGotLostIsSentAgainUntilNothingIsMissing() throws Exception {
        // Also of what is sent again, something gets lost: there are more than 40 packets in the first round.
        lost.addAll(Set.of(1, 7, 8, 9, 30, PACKETS, PACKETS + 3, PACKETS + 4));
        assertEquals(SendFileStatus.OK, send(this::missing).getNow(null));
        assertArrayEquals(content, Files.readAllBytes(uplink.folder.resolve("copy")));
        assertEquals(1, ends);
        assertTrue(downlink.snapshot().repairedBytes >= 8 * 30, downlink.snapshot().toString());
        assertEquals(0, downlink.snapshot().warnings);
    }

    @Test
    void aFileThatLacksNothingIsSentOnce() throws Exception {
        assertEquals(SendFileStatus.OK, send(this::missing).getNow(null));
        assertArrayEquals(content, Files.readAllBytes(uplink.folder.resolve("copy")));
        assertEquals(0, downlink.snapshot().repairedBytes);
    }

    @Test
    void anEmptyFileIsAskedForToo() throws Exception {
        Files.write(file, new byte[0]);
        int[] asked = {0};
        assertEquals(SendFileStatus.OK, send(() -> {
            asked[0]++;
            return missing();
        }).getNow(null));
        assertEquals(1, asked[0]);
        assertEquals(0, Files.size(uplink.folder.resolve("copy")));
    }

    @Test
    void endWaitsForTheAnswerAndNoBufferIsKeptMeanwhile() {
        CompletableFuture<long[]> answer = new CompletableFuture<>();
        CompletableFuture<SendFileStatus> result = send(() -> answer);
        assertNull(result.getNow(null));
        assertEquals(0, ends);
        assertEquals(0, pool.lent());
        answer.complete(new long[0]);
        assertEquals(SendFileStatus.OK, result.getNow(null));
        assertEquals(1, ends);
    }

    @Test
    void nobodyIsAskedBeforeAllBuffersAreBack() {
        int[] asked = {0};
        ComDataIn through = downlink.output;
        downlink.output = (data, context, sender) -> {
            if (sent == 3) {
                sent++;
                kept = data;
                keptSender = sender;
            } else {
                through.dataIn(data, context, sender);
            }
        };
        CompletableFuture<SendFileStatus> result = send(() -> {
            asked[0]++;
            return missing();
        });
        assertEquals(0, asked[0]);
        keptSender.dataReturn(kept, UplinkFixture.FILE);
        assertEquals(2, asked[0]);
        assertEquals(SendFileStatus.OK, result.getNow(null));
    }

    @Test
    void aFileOfWhichNobodyKnowsWhatIsMissingIsGivenUp() throws Exception {
        assertEquals(SendFileStatus.ERROR, send(() -> CompletableFuture.failedStage(new IOException("no answer"))).getNow(null));
        assertEquals(1, log.count("RepairError: \"" + file
            + "\" is given up: it could not be found out what is missing: no answer"));
        assertEquals("failed copy: UplinkCanceled", uplink.told.getLast());
        assertEquals(1, downlink.snapshot().repairErrors);
    }

    @Test
    void aRepairThatThrowsOrAnswersNonsenseEndsTheFile() {
        assertEquals(SendFileStatus.ERROR, send(() -> {
            throw new IllegalArgumentException("broken");
        }).getNow(null));
        for (long[] nonsense : new long[][] {null, {1}, {-1, 3}, {5, 5}, {6, 5}, {0, content.length + 1L}}) {
            assertEquals(SendFileStatus.ERROR, send(() -> CompletableFuture.completedStage(nonsense)).getNow(null));
        }
        assertEquals(7, downlink.snapshot().repairErrors);
        assertEquals(0, ends);
    }

    @Test
    void aFileCanBeCanceledWhileTheAnswerIsWaitedFor() {
        CompletableFuture<long[]> answer = new CompletableFuture<>();
        CompletableFuture<SendFileStatus> result = send(() -> answer);
        downlink.cancel();
        assertEquals(SendFileStatus.CANCELED, result.getNow(null));
        answer.complete(new long[] {0, 1});
        assertEquals("failed copy: UplinkCanceled", uplink.told.getLast());
    }

    @Test
    void aFileThatShrankBeforeItIsSentAgainFails() {
        lost.add(PACKETS - 1);
        assertEquals(SendFileStatus.ERROR, send(() -> {
            try {
                Files.write(file, new byte[10]);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return missing();
        }).getNow(null));
        assertEquals(1, downlink.snapshot().readErrors);
        assertTrue(uplink.told.getLast().startsWith("failed copy: "), uplink.told.toString());
    }

    @Test
    void aRepairMustBeGiven() {
        assertThrows(NullPointerException.class, () -> downlink.send(file, "copy", null));
    }
}

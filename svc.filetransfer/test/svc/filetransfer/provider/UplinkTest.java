// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static svc.filetransfer.provider.Packets.cancel;
import static svc.filetransfer.provider.Packets.data;
import static svc.filetransfer.provider.Packets.end;
import static svc.filetransfer.provider.Packets.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import fw.buffer.Buffer;
import svc.comms.parts.WholeSlot;

class UplinkTest {

    @TempDir
    private Path folder;

    private UplinkFixture fixture;

    @BeforeEach
    void open() {
        fixture = new UplinkFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
        assertEquals(0, fixture.files().stream().filter(file -> file.startsWith(".uplink-")).count(),
            "it leaves no part of a file");
    }

    private void assertNoWarning() {
        assertEquals(0, fixture.counters().warnings, fixture.log.lines.toString());
    }

    // ------------------------------------------------------------------------------------------------------------ good files

    @Test
    void receivesAFile() {
        fixture.send(start(11, "a.txt"), data(1, 0, "hello "), data(2, 6, "world"));
        assertEquals("a.txt 11 11", fixture.counters().destination + " " + fixture.counters().fileBytes + " "
            + fixture.counters().receivedBytes);
        fixture.send(end(3, "hello world"));
        assertEquals(List.of("a.txt=hello world"), fixture.files());
        assertEquals(List.of("received a.txt 11"), fixture.told);
        assertEquals(List.of("INFO uplink u: FileReceived: \"a.txt\", 11 bytes"), fixture.log.lines);
        assertEquals("1 4 0", fixture.counters().filesReceived + " " + fixture.counters().packetsReceived + " "
            + fixture.counters().filesFailed);
        assertNull(fixture.counters().destination);
        assertNoWarning();
    }

    @Test
    void receivesAnEmptyFile() {
        fixture.send(start(0, "a.txt"), end(1, 0));
        assertEquals(List.of("a.txt="), fixture.files());
        assertNoWarning();
    }

    @Test
    void receivesOneFileAfterTheOther() {
        fixture.send(start(1, "a"), data(1, 0, "x"), end(2, "x"), start(1, "b"), data(1, 0, "y"), end(2, "y"));
        assertEquals(List.of("a=x", "b=y"), fixture.files());
        assertNoWarning();
    }

    @Test
    void receivesAPacketOfTheGreatestSize() throws Exception {
        byte[] content = new byte[0xFFFF];
        new Random(1).nextBytes(content);
        fixture.send(start(content.length, "a"), data(1, 0, content), end(2, Packets.checksum(content)));
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("a")));
    }

    @Test
    void aFileReplacesWhatHadItsName() throws Exception {
        Files.writeString(folder.resolve("a"), "before");
        fixture.send(start(5, "a"), data(1, 0, "after"));
        assertEquals("before", Files.readString(folder.resolve("a")));
        fixture.send(end(2, "after"));
        assertEquals(List.of("a=after"), fixture.files());
    }

    @Test
    void packetsInAnyOrderMakeTheFileAndAreWarnedOf() {
        fixture.send(start(9, "a"), data(3, 6, "ghi"), data(1, 0, "abc"), data(2, 3, "def"), end(4, "abcdefghi"));
        assertEquals(List.of("a=abcdefghi"), fixture.files());
        assertEquals(3, fixture.counters().packetsOutOfOrder);
        assertEquals(List.of("WARN uplink u: PacketOutOfOrder: packet 3 of \"a\" came after packet 0",
            "WARN uplink u: PacketOutOfOrder: packet 1 of \"a\" came after packet 3",
            "WARN uplink u: PacketOutOfOrder: packet 4 of \"a\" came after packet 2"), fixture.log.lines.subList(0, 3));
    }

    @Test
    void aRepeatedPacketIsNotWrittenAgain() {
        fixture.send(start(6, "a"), data(1, 0, "abc"), data(1, 0, "abc"), data(1, 0, "xyz"), data(2, 3, "def"), data(1, 0, "abc"),
            end(3, "abcdef"));
        assertEquals(List.of("a=abcdef"), fixture.files());
        assertEquals(3, fixture.counters().duplicatePackets);
        assertEquals(0, fixture.counters().packetsOutOfOrder);
    }

    @Test
    void ofAPacketThatOverlapsOnlyWhatIsNewIsWritten() {
        fixture.send(start(9, "a"), data(1, 2, "cd"), data(2, 6, "g"), data(3, 0, "abXXefXhi"), end(4, "abcdefghi"));
        assertEquals(List.of("a=abcdefghi"), fixture.files());
    }

    @Test
    void aRepeatedStartBeginsAgain() {
        fixture.send(start(3, "a"), start(3, "a"), data(1, 0, "abc"), end(2, "abc"));
        assertEquals(List.of("a=abc"), fixture.files());
        assertEquals(1, fixture.counters().invalidReceiveModes);
    }

    @Test
    void aFolderBelowMayBeNamed() throws Exception {
        Files.createDirectories(folder.resolve("sub/ü"));
        fixture.send(start(1, "sub/ü/a b.txt"), data(1, 0, "x"), end(2, "x"));
        assertEquals(List.of("sub/ü/a b.txt=x"), fixture.files());
        assertTrue(fixture.log.lines.getFirst().contains("\"sub/\\xc3\\xbc/a b.txt\""), fixture.log.lines.toString());
    }

    // ------------------------------------------------------------------------------------------------------------- bad files

    @Test
    void aWrongChecksumMakesNoFile() {
        fixture.send(start(3, "a"), data(1, 0, "abc"), end(2, "abd"));
        assertEquals(List.of(), fixture.files());
        assertEquals(List.of("failed a: BadChecksum: \"a\" has checksum 0x61626300, and should have 0x61626400"), fixture.told);
        assertEquals("1 1 0", fixture.counters().badChecksums + " " + fixture.counters().filesFailed + " "
            + fixture.counters().filesReceived);
    }

    @Test
    void aFileWithAHoleIsNotRightThoughTheChecksumIs() {
        // The missing bytes are zeros, which add nothing to the checksum; and those that are there are not at the end.
        fixture.send(start(12, "a"), data(1, 0, "abcd"), data(3, 8, "efgh"), end(4, "abcd\0\0\0\0efgh"));
        assertEquals(List.of(), fixture.files());
        assertEquals(List.of("failed a: FileIncomplete: of \"a\", 4 of 12 bytes are missing, the first at 4"), fixture.told);
    }

    @Test
    void aFileThatEndsTooEarlyIsNotRight() {
        fixture.send(start(12, "a"), end(1, 0));
        assertEquals(1, fixture.counters().incompleteFiles);
        assertEquals(List.of(), fixture.files());
    }

    @Test
    void aCanceledFileGoes() {
        fixture.send(start(3, "a"), data(1, 0, "abc"), cancel(2), end(2, "abc"));
        assertEquals(List.of(), fixture.files());
        assertEquals(List.of("failed a: UplinkCanceled"), fixture.told);
        assertEquals("INFO uplink u: UplinkCanceled: \"a\"", fixture.log.lines.getFirst());
        assertEquals(1, fixture.counters().invalidReceiveModes);
    }

    @Test
    void anotherFileTakesThePlaceOfOneThatHasNotEnded() {
        fixture.send(start(3, "a"), data(1, 0, "abc"), start(1, "b"), data(1, 0, "x"), end(2, "x"));
        assertEquals(List.of("b=x"), fixture.files());
        assertEquals(List.of("failed a: InvalidReceiveMode: another file began", "received b 1"), fixture.told);
    }

    @Test
    void aDeactivatedUplinkLeavesNoPartAndTakesNoMore() {
        fixture.send(start(3, "a"), data(1, 0, "abc"));
        assertEquals(1, fixture.files().size());
        fixture.uplink.deactivate();
        assertEquals(List.of(), fixture.files());
        assertEquals(List.of("failed a: the uplink was deactivated"), fixture.told);
        fixture.send(start(1, "b"));
        assertEquals(List.of(), fixture.files());
    }

    @Test
    void aFolderThatCameInTheMeantimeIsNotReplaced() throws Exception {
        fixture.send(start(1, "a"), data(1, 0, "x"));
        Files.createDirectory(folder.resolve("a"));
        fixture.send(end(2, "x"));
        assertEquals(1, fixture.counters().refusedPaths);
        assertTrue(Files.isDirectory(folder.resolve("a")));
    }

    @Test
    void aPartThatSomebodyRemovedMakesNoFile() throws Exception {
        fixture.send(start(1, "a"), data(1, 0, "x"));
        try (var parts = Files.newDirectoryStream(folder, ".uplink-*")) {
            for (Path part : parts) {
                Files.delete(part);
            }
        }
        fixture.send(end(2, "x"));
        assertEquals(1, fixture.counters().writeErrors);
        assertEquals(1, fixture.told.size());
        assertTrue(fixture.told.getFirst().startsWith("failed a: FileWriteError: "), fixture.told.toString());
        assertEquals(List.of(), fixture.files());
    }

    @Test
    void aThreadThatIsInterruptedLosesTheFileAndNothingElse() {
        fixture.send(start(2, "a"));
        Thread.currentThread().interrupt();
        fixture.send(data(1, 0, "x"));
        assertTrue(Thread.interrupted());
        fixture.send(data(2, 1, "y"), end(3, "xy"));
        assertEquals(2, fixture.counters().writeErrors);
        assertEquals(1, fixture.counters().incompleteFiles);
        fixture.send(start(1, "b"), data(1, 0, "x"), end(2, "x"));
        assertEquals(List.of("b=x"), fixture.files());
    }

    // ----------------------------------------------------------------------------------------------------------- bad packets

    @Test
    void packetsBetweenFilesAreRefused() {
        fixture.send(data(1, 0, "x"), end(2, "x"), cancel(3));
        assertEquals(3, fixture.counters().invalidReceiveModes);
        assertEquals(List.of(), fixture.told);
        assertEquals("WARN uplink u: InvalidReceiveMode: a DATA packet came while no file is coming",
            fixture.log.lines.getFirst());
    }

    @Test
    void dataBeyondTheEndIsRefused() {
        fixture.send(start(3, "a"), data(1, 1, "bcd"), data(2, 3, "x"), data(3, 0xFFFF_FFFFL, "x"), data(4, 0, "abc"),
            end(5, "abc"));
        assertEquals(3, fixture.counters().packetsOutOfBounds);
        assertEquals(List.of("a=abc"), fixture.files());
    }

    @Test
    void theEndOfAPacketDoesNotOverflow() {
        // In 32 bits, 0xFFFFFFFF + 1 is 0.
        fixture.send(start(0xFFFF_FFFFL, "a"), data(1, 0xFFFF_FFFFL, "x"));
        assertEquals(1, fixture.counters().packetsOutOfBounds);
    }

    @Test
    void tooManyHolesAreRefusedAndLaterFilled() {
        int pieces = Coverage.MAX_RANGES + 1;
        StringBuilder content = new StringBuilder();
        fixture.send(start(2 * pieces, "a"));
        for (int i = 0; i < pieces; i++) {
            fixture.send(data(i + 1, 2 * i, "x"));
            content.append("xy");
        }
        assertEquals(1, fixture.counters().tooManyHoles);
        for (int i = 0; i < pieces; i++) {
            fixture.send(data(pieces + i + 1, 2 * i + 1, "y"));
        }
        fixture.send(data(1, 2 * pieces - 2, "x"), end(2, content.toString()));
        assertEquals(List.of("received a " + 2 * pieces), fixture.told);
        assertEquals(List.of("a=" + content), fixture.files());
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        fixture.close();
        fixture = new UplinkFixture(folder, 10);
        fixture.send(start(11, "a"));
        assertEquals(List.of("failed a: FileTooLarge: \"a\" has 11 bytes, more than limit.bytes, 10"), fixture.told);
        fixture.send(start(10, "a"));
        assertEquals("a", fixture.counters().destination);
    }

    @Test
    void whatIsNoFilePacketIsRefused() {
        fixture.send(new byte[0], new byte[] {0}, new byte[] {0, 0, 0, 0, 0, 0, 0}, new byte[] {0, 4, 0, 0, 0, 0, 0});
        assertEquals(4, fixture.counters().invalidPackets);
        assertEquals(0, fixture.counters().packetsReceived);
    }

    @Test
    void whatCannotBeReadIsRefused() {
        byte[] start = start(3, "a");
        byte[] data = data(1, 0, "abc");
        for (int i = 2; i < start.length; i++) {
            fixture.send(Arrays.copyOf(start, i));
        }
        assertEquals(start.length - 2, fixture.counters().decodeErrors);
        fixture.send(start);
        for (int i = 2; i < data.length; i++) {
            fixture.send(Arrays.copyOf(data, i));
        }
        fixture.send(Arrays.copyOf(data, data.length + 1), Arrays.copyOf(end(2, "abc"), 10), Arrays.copyOf(cancel(2), 8),
            Packets.header(4, 1, 0).array(), Packets.header(255, 1, 0).array());
        assertEquals(start.length - 2 + data.length - 2 + 5, fixture.counters().decodeErrors);
        fixture.send(data, end(2, "abc"));
        assertEquals(List.of("a=abc"), fixture.files());
    }

    @Test
    void asInFprimeMoreMayFollowAStartOrAnEnd() {
        byte[] start = start(1, "a");
        byte[] end = end(2, "x");
        fixture.send(Arrays.copyOf(start, start.length + 5), data(1, 0, "x"), Arrays.copyOf(end, end.length + 5));
        assertEquals(List.of("a=x"), fixture.files());
    }

    @Test
    void aBufferWhoseMemoryHasEndedIsReturned() {
        Buffer buffer = fixture.pool.allocate(20);
        WholeSlot.bytes(buffer).put(cancel(1));
        fixture.pool.end();
        int[] returned = {0};
        fixture.uplink.dataIn(buffer, UplinkFixture.FILE, (data, context) -> returned[0]++);
        assertEquals(1, returned[0]);
        assertEquals(1, fixture.counters().invalidPackets);
    }

    // ---------------------------------------------------------------------------------------------------------------- events

    @Test
    void eachFileHasEventsOfItsOwnAndStartPacketsFillNoLog() {
        for (int file = 0; file < 3; file++) {
            fixture.send(start(100, "a"));
            for (int i = 0; i < 20; i++) {
                fixture.send(data(2 * i + 2, i, "x"));
            }
        }
        assertEquals(30, fixture.log.count("PacketOutOfOrder"));
        for (int i = 0; i < 50; i++) {
            fixture.send(start(1, "a"));
        }
        assertEquals(10, fixture.log.count("InvalidReceiveMode"));
        fixture.uplink.clearThrottles();
        fixture.send(start(1, "a"));
        assertEquals(11, fixture.log.count("InvalidReceiveMode"));
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        fixture.uplink.listeners = List.of(new svc.filetransfer.FileUplinkListener() {
            @Override
            public void fileReceived(String portName, Path file, long bytes) {
                throw new IllegalStateException("no");
            }

            @Override
            public void fileFailed(String portName, String destination, String why) {
                throw new IllegalStateException("no");
            }
        }, fixture);
        fixture.send(start(0, "a"), end(1, 0), start(0, "b"), cancel(1));
        assertEquals(List.of("received a 0", "failed b: UplinkCanceled"), fixture.told);
        assertEquals(2, fixture.counters().listenerFailures);
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        String message = assertThrows(IllegalArgumentException.class, () -> new UplinkComponent("u", folder + "/none", -1))
            .getMessage();
        assertTrue(message.contains("can't be used") && message.contains("give the path of a folder"), message);
        assertThrows(IllegalArgumentException.class, () -> new UplinkComponent("u", "", -1));
        assertThrows(IllegalArgumentException.class, () -> new UplinkComponent("u", folder.toString(), -2));
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that lead out of the folder, or could on some system: each is refused, with an event, and nothing is written. */
class DestinationTest {

    @TempDir
    private Path outer;

    private Path folder;
    private UplinkFixture fixture;

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectory(outer.resolve("folder"));
        Files.createDirectory(outer.resolve("secret"));
        Files.writeString(outer.resolve("secret/key"), "key");
        fixture = new UplinkFixture(folder);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
        assertEquals("key", Files.readString(outer.resolve("secret/key")));
    }

    private void assertRefused(byte[] path, String why) {
        List<String> before = fixture.files();
        fixture.send(Packets.start(1, "s", path), Packets.data(1, 0, "x"), Packets.end(2, "x"));
        assertEquals(1, fixture.counters().refusedPaths, fixture.log.lines.toString());
        assertEquals(1, fixture.log.count("PathRefused: destination \"" + Printable.of(path) + "\" " + why),
            fixture.log.lines.toString());
        assertEquals(1, fixture.told.size());
        assertEquals(before, fixture.files());
        try (var all = Files.list(outer)) {
            assertEquals(2, all.count());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertRefused(String path, String why) {
        assertRefused(path.getBytes(StandardCharsets.UTF_8), why);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "..,has .. in it", "../secret/key,has .. in it", "a/../../secret/key,has .. in it", "a/..,has .. in it", ".,has . in it",
        "./a,has . in it", "/etc/passwd,is absolute", "/,is absolute", "//server/share,is absolute", "a/,has an empty name in it",
        "a//b,has an empty name in it", "C:a,has a colon in it", "C:\\a,has a colon in it", "c:/a,has a colon in it",
        "a:stream,has a colon in it", "\\a,has a backslash in it", "..\\..\\a,has a backslash in it",
        "\\\\server\\share\\a,has a backslash in it", "a\\b,has a backslash in it",
        "none/a,leads through a folder that is not there",
        ".uplink-1.part,has the name of a file that is not whole", ".UpLink-1.part,has the name of a file that is not whole"})
    void refuses(String path, String why) {
        assertRefused(path, why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NUL", "con", "Aux.txt", "prn.a.b", "COM1", "lpt9.log", "com\u00b2", "CONIN$", "conout$.x", "nul .txt",
        "NUL/a"})
    void refusesWhatIsADeviceOnWindows(String path) {
        assertRefused(path, "has the name of a device on Windows in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "nul1", "null.txt", "com", "com10", "a.nul", "auxiliary.c"})
    void takesNamesThatOnlyBeginLikeADevice(String path) {
        fixture.send(Packets.start(1, path), Packets.data(1, 0, "x"), Packets.end(2, "x"));
        assertEquals(List.of(path + "=x"), fixture.files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\0", "a\nb", "a\rb", "a\tb", "a\u001bb", "a\u007fb", "a\u0085b", "a\u202eb", "a\u2028b",
        "a\ufeffb"})
    void refusesWhatCannotBeSeen(String path) {
        assertRefused(path, "has a character in it that can't be seen");
        assertTrue(fixture.log.lines.stream().allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~')));
    }

    @Test
    void refusesTheEmptyPath() {
        assertRefused("", "is empty");
    }

    @Test
    void refusesALongPath() {
        fixture.send(Packets.start(1, "a".repeat(240)), Packets.cancel(1));
        assertEquals(0, fixture.counters().refusedPaths);
        fixture.told.clear();
        assertRefused("a".repeat(241), "is longer than 240 bytes");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertRefused(new byte[] {'a', (byte) 0xC3}, "is not UTF-8");
        assertEquals(1, fixture.log.count("\"a\\xc3\""));
    }

    @Test
    void refusesAnOverlongSlash() {
        assertRefused(new byte[] {'.', '.', (byte) 0xC0, (byte) 0xAF, 'a'}, "is not UTF-8");
    }

    @Test
    void refusesAFolderThatIsASymbolicLink() throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), outer.resolve("secret"));
        assertRefused("link/key", "leads through a symbolic link");
    }

    @Test
    void refusesAFileThatIsASymbolicLink() throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), outer.resolve("secret/key"));
        assertRefused("link", "leads through a symbolic link");
    }

    @Test
    void refusesASymbolicLinkThatLeadsNowhere() throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), outer.resolve("secret/new"));
        assertRefused("link", "leads through a symbolic link");
    }

    @Test
    void refusesASymbolicLinkThatCameInTheMeantime() throws Exception {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        fixture.send(Packets.start(1, "sub/key"), Packets.data(1, 0, "x"));
        Files.move(sub, folder.resolve("moved"));
        Files.createSymbolicLink(sub, outer.resolve("secret"));
        fixture.send(Packets.end(2, "x"));
        assertEquals(1, fixture.counters().refusedPaths);
        assertEquals(1, fixture.told.size());
        // Where the part went, nobody knows; it is the one who moved the folder who has it.
        Files.delete(sub);
    }

    @Test
    void refusesAFolder() throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        assertRefused("sub", "is there, and is no file");
    }

    @Test
    void refusesAFileInAPath() throws Exception {
        Files.writeString(folder.resolve("file"), "text");
        assertRefused("file/a", "leads through what is no folder");
    }

    @Test
    void aFolderThatIsItselfBehindASymbolicLinkIsTheOperatorsChoice() throws Exception {
        Path link = Files.createSymbolicLink(outer.resolve("link"), folder);
        try (UplinkFixture behind = new UplinkFixture(link.toRealPath())) {
            behind.send(Packets.start(1, "a"), Packets.data(1, 0, "x"), Packets.end(2, "x"));
            assertEquals(List.of("a=x"), behind.files());
        }
        Files.delete(link);
    }
}

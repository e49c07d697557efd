// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {

    @TempDir
    Path folder;

    @Test
    void opensAFile() throws Exception {
        Path path = Files.write(folder.resolve("file"), new byte[5]);

        try (InputFile file = InputFile.open(path.toString())) {
            assertEquals(5, file.size());
        }
    }

    @Test
    void opensAnEmptyFile() throws Exception {
        Path path = Files.createFile(folder.resolve("empty"));

        try (InputFile file = InputFile.open(path.toString())) {
            assertEquals(0, file.size());
        }
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing");

        assertEquals(missing + ": no such file; give the path of one that can be read", refusal(missing.toString()));
    }

    @Test
    void refusesAFileThatFilePacketsCannotHold() throws Exception {
        Path path = folder.resolve("large");
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // Where the file system can, a hole: it takes no room.
            channel.write(ByteBuffer.allocate(1), 0xFFFF_FFFFL);
        }

        assertEquals(path + ": has 4294967296 bytes; F´ file packets can say 4294967295 at most; give a smaller one",
            refusal(path.toString()));
    }

    @Test
    void refusesAPathThatFilePacketsCannotHold() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("d".repeat(200)).resolve("e".repeat(60)));
        Path path = Files.createFile(deep.resolve("file"));

        assertEquals(path + ": the path has " + path.toString().length() + " bytes; F´ file packets can say 255 at most; "
            + "give a shorter one, of a link for instance", refusal(path.toString()));
    }

    @Test
    void refusesAFolder() {
        assertEquals(folder + ": is a directory; give a file", refusal(folder.toString()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesADevice() {
        assertEquals("/dev/null: is a pipe, a device or a socket; give a regular file", refusal("/dev/null"));
    }

    @Test
    void refusesAFileBelowAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertTrue(refusal(file.resolve("below").toString()).startsWith(file.resolve("below") + ": "));
    }

    @Test
    void refusesWhatIsNoPath() {
        assertEquals("a\0b: not a path: Nul character not allowed", refusal("a\0b"));
    }

    private static String refusal(String name) {
        return assertThrows(InputRefusedException.class, () -> InputFile.open(name)).getMessage();
    }
}

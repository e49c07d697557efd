// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

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

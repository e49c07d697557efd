// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class CopyFileTest {

    @Test
    void canBeWrittenAndReadAgain() throws Exception {
        try (FileChannel copy = CopyFile.create()) {
            copy.write(ByteBuffer.wrap("copy".getBytes()), 0);
            ByteBuffer read = ByteBuffer.allocate(10);

            assertEquals(4, copy.read(read, 0));
            assertEquals("copy", new String(read.array(), 0, 4));
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        long before = copies();
        CopyFile.create().close();

        assertEquals(before, copies());
    }

    private static long copies() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("groundlink.*\\.copy")).count();
        }
    }
}

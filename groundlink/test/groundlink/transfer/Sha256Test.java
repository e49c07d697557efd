// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

    @TempDir
    Path folder;

    @Test
    void hashesAnEmptyFile() throws Exception {
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", hash(new byte[0]));
    }

    @Test
    void hashesTheStandardsExample() throws Exception {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash("abc".getBytes()));
    }

    @Test
    void hashesAFileOfSeveralReads() throws Exception {
        byte[] bytes = new byte[3_000_000];
        Arrays.fill(bytes, (byte) 'a');
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);

        assertEquals(HexFormat.of().formatHex(digest), hash(bytes));
    }

    private String hash(byte[] bytes) throws Exception {
        try (FileChannel channel = FileChannel.open(Files.write(folder.resolve("file"), bytes))) {
            return Sha256.of(channel);
        }
    }
}

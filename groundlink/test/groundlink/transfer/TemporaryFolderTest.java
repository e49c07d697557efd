// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class TemporaryFolderTest {

    @Test
    void isGoneWithAllThatIsInItWhenItIsClosed() throws Exception {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            path = folder.path();
            assertTrue(Files.isDirectory(path));
            Files.write(Files.createDirectory(path.resolve("below")).resolve("file"), new byte[1]);
        }
        assertFalse(Files.exists(path));
    }
}

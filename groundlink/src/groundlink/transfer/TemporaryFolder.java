// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is gone, with all that is in it, when this is closed.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

    /**
     * Makes an empty folder in the one for temporary files.
     *
     * @throws TransferException if it can't be made
     */
    public static TemporaryFolder create() throws TransferException {
        try {
            return new TemporaryFolder(Files.createTempDirectory("groundlink"));
        } catch (IOException e) {
            throw new TransferException("no temporary folder for the copy: " + TransferException.reason(e));
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(path)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The temporary file that the copy is written to. It is gone when its channel is closed, and also when the process ends in any
 * other way: where the system allows it (POSIX), it loses its name as soon as it is open.
 */
public final class CopyFile {

    private static final Set<OpenOption> OPTIONS = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE, LinkOption.NOFOLLOW_LINKS);

    private CopyFile() {
    }

    /**
     * Makes an empty file in the folder for temporary files.
     *
     * @return its channel, the caller's to close
     * @throws TransferException if it can't be made
     */
    public static FileChannel create() throws TransferException {
        try {
            Path path = Files.createTempFile("groundlink", ".copy");
            try {
                return FileChannel.open(path, OPTIONS);
            } catch (IOException e) {
                Files.deleteIfExists(path);
                throw e;
            }
        } catch (IOException e) {
            throw new TransferException("no temporary file for the copy: " + TransferException.reason(e));
        }
    }
}

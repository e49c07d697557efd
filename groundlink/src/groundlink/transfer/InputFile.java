// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The file to move, open for reading.
 *
 * @param path where it is
 * @param channel its bytes; closing this closes it
 * @param size how many bytes it had when it was opened
 */
public record InputFile(Path path, FileChannel channel, long size) implements AutoCloseable {

    /**
     * Opens a file.
     *
     * @param name its path, absolute or from the working directory
     * @return the open file, the caller's to close
     * @throws InputRefusedException if there is no such file, or it is no regular file, or it can't be read
     */
    public static InputFile open(String name) throws InputRefusedException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new InputRefusedException(name + ": not a path: " + e.getReason());
        }
        if (Files.isDirectory(path)) {
            throw new InputRefusedException(path + ": is a directory; give a file");
        }
        if (Files.notExists(path)) {
            throw new InputRefusedException(path + ": no such file; give the path of one that can be read");
        }
        // Opening a named pipe would wait for its other end, reading a device might never end.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new InputRefusedException(path + ": is a pipe, a device or a socket; give a regular file");
        }
        try {
            FileChannel channel = FileChannel.open(path);
            try {
                return new InputFile(path, channel, channel.size());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new InputRefusedException(path + ": permission denied; give a file that can be read");
        } catch (IOException e) {
            throw new InputRefusedException(path + ": can't be opened: " + TransferException.reason(e));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

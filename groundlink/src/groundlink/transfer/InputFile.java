// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import svc.filetransfer.FilePacket;

/**
 * The file to send, open for reading.
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
     * @throws InputRefusedException if there is no such file, or it is no regular file, or it can't be
     *         read, or F´ file packets can't say its size or path
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
                return new InputFile(path, channel, sendable(path, channel.size()));
            } catch (IOException | InputRefusedException e) {
                channel.close();
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new InputRefusedException(path + ": permission denied; give a file that can be read");
        } catch (IOException e) {
            throw new InputRefusedException(path + ": can't be opened: " + TransferException.reason(e));
        }
    }

    private static long sendable(Path path, long size) throws InputRefusedException {
        if (size > FilePacket.MAX_FILE_BYTES) {
            throw new InputRefusedException(path + ": has " + size + " bytes; F´ file packets can say " + FilePacket.MAX_FILE_BYTES
                + " at most; give a smaller one");
        }
        int pathBytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (pathBytes > FilePacket.MAX_PATH_BYTES) {
            throw new InputRefusedException(path + ": the path has " + pathBytes + " bytes; F´ file packets can say "
                + FilePacket.MAX_PATH_BYTES + " at most; give a shorter one, of a link for instance");
        }
        return size;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

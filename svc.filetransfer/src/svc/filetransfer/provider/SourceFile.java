// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is being sent: so many bytes as it had when it was opened, one after the other. */
final class SourceFile {

    final long size;

    private final FileChannel channel;
    private final CfdpChecksum checksum = new CfdpChecksum();
    private long position;

    /** @throws IOException if it is no file that can be read */
    SourceFile(Path path) throws IOException {
        // Of anything else, a pipe for instance, opening or reading might wait for ever.
        if (!Files.isRegularFile(path)) {
            throw new IOException(Files.exists(path) ? "it is no regular file" : "it is not there");
        }
        channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            size = channel.size();
        } catch (IOException e) {
            try (channel) {
                throw e;
            }
        }
    }

    long position() {
        return position;
    }

    boolean isAtEnd() {
        return position == size;
    }

    /** {@return the checksum of what was read} */
    int checksum() {
        return checksum.value();
    }

    /**
     * Reads the next bytes of the file, as many as remain in {@code bytes}.
     *
     * @throws IOException if they can't be had; also if the file has become shorter
     */
    void read(ByteBuffer bytes) throws IOException {
        int from = bytes.position();
        int length = bytes.remaining();
        readAgain(bytes, position);
        checksum.add(bytes, from, length, position);
        position += length;
    }

    /**
     * Reads bytes that were read before; for the checksum, they are what they were then.
     *
     * @throws IOException as {@link #read}
     */
    void readAgain(ByteBuffer bytes, long at) throws IOException {
        int from = bytes.position();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + (bytes.position() - from)) < 0) {
                throw new EOFException("it had " + size + " bytes, and has fewer now");
            }
        }
    }

    /** Closes it. It was only read: if that fails, nothing is lost. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The channel counts as closed all the same, and nobody can do anything about it.
            return;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is not whole yet, under a name that nothing else has, in the folder that it is for. It gets its name, or goes. */
final class PartFile {

    static final String PREFIX = ".uplink-";

    private final Path target;
    private final Path part;
    private final FileChannel channel;

    private PartFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    static PartFile create(Path target) throws IOException {
        Path part = target.resolveSibling(PREFIX + UUID.randomUUID() + ".part");
        return new PartFile(target, part, FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Writes what remains in {@code bytes}, which is nothing then. */
    void write(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Gives the file its name, in place of what had it, once what was written is on the disk. */
    void complete() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes it, if it has not got its name. */
    void discard() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(part);
        }
    }
}

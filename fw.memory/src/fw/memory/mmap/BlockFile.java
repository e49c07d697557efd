// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file of a block, which is found or made, locked and mapped.
 * <p>
 * A new one is made beside its place, under its name with {@code .part} added, filled with zeros so that the disk space is really
 * there, and moved into place when it is mapped: whatever happens meanwhile, a file in its place is a whole one. The lock on the
 * part keeps other processes out; a part that a crash has left is used again.
 * <p>
 * The caller has the {@link FileClaim}, so that nobody else in this JVM is at the same file.
 */
final class BlockFile {

    private static final int CHUNK = 1 << 16;
    private static final Set<OpenOption> READ_WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> CREATE_READ_WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);

    private final Path path;
    private final Path part;
    private final long size;

    /** Names the file; nothing is done yet. */
    BlockFile(Path path, long size) {
        this.path = path;
        this.part = path.resolveSibling(path.getFileName() + ".part");
        this.size = size;
    }

    /**
     * Maps the file; makes it if it is not there.
     *
     * @throws RefusedFileException if it is there but can't be the block, or another process has it, or there is no room for it;
     *         a file that is there is untouched
     * @throws IOException if it can't be opened, made or mapped; a file that is there is untouched, and nothing is left behind
     */
    MappedFile map() throws IOException {
        while (true) {
            BasicFileAttributes found = attributes(path);
            MappedFile mapped = found == null ? make() : open(found);
            if (mapped != null) {
                return mapped;
            }
        }
    }

    private MappedFile open(BasicFileAttributes found) throws IOException {
        if (!found.isRegularFile()) {
            // To open something else, a pipe for instance, could wait for ever.
            String kind = found.isDirectory() ? "directory" : found.isSymbolicLink() ? "symbolic link" : "special file";
            throw new RefusedFileException("is a " + kind + ", not a plain file; move it away, or configure another directory");
        }
        FileChannel channel = FileChannel.open(path, READ_WRITE);
        try {
            lock(channel);
            if (channel.size() != size) {
                throw new RefusedFileException(channel.size(), "has " + channel.size() + " bytes, but " + size
                        + " are asked for; ask for as many as it has, or move it away");
            }
            return MappedFile.map(channel, size, true);
        } catch (Throwable e) {
            close(channel, e);
            throw e;
        }
    }

    /** {@return the new file; or null if another process has made it meanwhile} */
    private MappedFile make() throws IOException {
        FileChannel channel = FileChannel.open(part, CREATE_READ_WRITE, ownerOnly());
        try {
            lock(channel);
            MappedFile made = complete(channel);
            if (made == null) {
                channel.close();
            }
            return made;
        } catch (Throwable e) {
            close(channel, e);
            throw e;
        }
    }

    private MappedFile complete(FileChannel channel) throws IOException {
        try {
            // Who has the part's lock is the only one to make the file. But another process may have had it, and finished, before
            // this one got it.
            if (attributes(path) != null) {
                Files.deleteIfExists(part);
                return null;
            }
            fill(channel);
            MappedFile mapped = MappedFile.map(channel, size, false);
            try {
                Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            } catch (Throwable e) {
                mapped.arena().close();
                throw e;
            }
            return mapped;
        } catch (ClosedByInterruptException e) {
            // The lock went with the channel: the part may be another process's by now.
            throw e;
        } catch (Throwable e) {
            delete(part, e);
            throw e;
        }
    }

    private void fill(FileChannel channel) throws IOException {
        channel.truncate(0);
        long room = part.toFile().getUsableSpace();
        if (room < size) {
            throw new RefusedFileException(room, "can't be made: its disk has room for " + room + " bytes, but " + size
                    + " are asked for; ask for less, or configure a directory on another disk");
        }
        ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
        for (long left = size; left > 0; left -= zeros.position()) {
            zeros.clear().limit((int) Math.min(CHUNK, left));
            channel.write(zeros);
        }
        channel.force(true);
    }

    private static void lock(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw new RefusedFileException("is locked by another process; end that, or configure another directory");
            }
        } catch (OverlappingFileLockException e) {
            throw new RefusedFileException("is locked in this JVM, by something that is no allocator; end that lock");
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** What is in memory is nobody else's business: where files have owners, only the owner may read it. */
    private FileAttribute<?>[] ownerOnly() {
        if (!part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))};
    }

    private static void close(FileChannel channel, Throwable because) {
        try {
            channel.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static void delete(Path path, Throwable because) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}

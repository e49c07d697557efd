// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

import fw.memory.MemoryUnavailableException;
import fw.memory.ledger.MemorySource;
import fw.memory.ledger.Reservation;

/**
 * Maps each block from a file of its own, {@code IDENTIFIER.block} in one directory, which stays when the block is given back: so
 * a block that is asked for again under its identifier, even after a restart of the JVM, holds what it held. The file has exactly
 * the block's bytes, nothing else.
 * <p>
 * An identifier has one block at a time, and the request must have the file's size. The file is locked while the block lives. It
 * needs no native access.
 */
final class FileMapping implements MemorySource {

    /** The smallest page of the systems that this runs on, in bytes. A mapping of a file starts at a page; more can't be had. */
    static final long ALIGNMENT = 4096;

    private final Path directory;

    /**
     * Makes a source.
     *
     * @param directory where the files are; made when the first block is asked for
     */
    FileMapping(Path directory) {
        this.directory = directory;
    }

    @Override
    public boolean divisible() {
        return false;
    }

    @Override
    public Reservation reserve(int identifier, long size, long alignment) {
        if (alignment > ALIGNMENT) {
            throw new MemoryUnavailableException(identifier, size, 0, "alignment " + alignment + " is more than " + ALIGNMENT
                    + ", which is what a mapped file has for sure; ask for less, or take another allocator");
        }
        Path file = directory.resolve(identifier + ".block");
        try {
            Files.createDirectories(directory);
            Path real = directory.toRealPath().resolve(file.getFileName());
            return Interrupts.outlast(() -> reserve(real, size));
        } catch (FileAlreadyExistsException e) {
            throw new MemoryUnavailableException(identifier, size, 0,
                    "directory " + directory + " can't be had, for " + e.getFile() + " is no directory; configure another", e);
        } catch (RefusedFileException e) {
            throw new MemoryUnavailableException(identifier, size, e.available(), "file " + file + " " + e.getMessage(), e);
        } catch (IOException e) {
            throw new MemoryUnavailableException(identifier, size, 0, "file " + file + " can't be mapped: " + e
                    + "; see to it that the directory can be written and has room", e);
        }
    }

    private static Reservation reserve(Path file, long size) throws IOException {
        FileClaim claim = FileClaim.of(file);
        try {
            return new FileReservation(new BlockFile(file, size).map(), claim);
        } catch (Throwable e) {
            claim.close();
            throw e;
        }
    }
}

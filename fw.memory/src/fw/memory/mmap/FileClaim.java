// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import java.nio.file.Path;

/**
 * The right to have one file open, in this JVM. A file lock is not enough: POSIX drops all locks that a process has on a file
 * when it closes <em>any</em> descriptor of that file, so a second attempt on a file, by another allocator or another copy of
 * this bundle, must be refused before it opens it.
 * <p>
 * The claims are kept in the system properties, the only table that all class loaders of a JVM share and that keeps none of them
 * alive: its keys and values are strings.
 */
final class FileClaim implements AutoCloseable {

    private final String key;

    private FileClaim(String key) {
        this.key = key;
    }

    /**
     * Claims a file.
     *
     * @param file its real path
     * @return the claim; closing it gives it up
     * @throws RefusedFileException if this JVM has the file open
     */
    static FileClaim of(Path file) throws RefusedFileException {
        String key = "fw.memory.mmap.open:" + file;
        if (System.getProperties().putIfAbsent(key, "true") != null) {
            throw new RefusedFileException("is in use already in this JVM; with a directory, an identifier has one block at a"
                    + " time: give that back first, or take another identifier or directory");
        }
        return new FileClaim(key);
    }

    @Override
    public void close() {
        System.getProperties().remove(key);
    }
}

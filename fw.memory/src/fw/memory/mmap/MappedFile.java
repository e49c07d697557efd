// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A file that is mapped as a whole, and locked as long as its channel is open.
 *
 * @param channel what holds the lock
 * @param arena what ends the mapping
 * @param segment the mapping
 * @param found whether the file was there before
 */
record MappedFile(FileChannel channel, Arena arena, MemorySegment segment, boolean found) {

    /** Maps a file that is open and locked. If that fails, the channel stays open. */
    static MappedFile map(FileChannel channel, long size, boolean found) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            return new MappedFile(channel, arena, channel.map(MapMode.READ_WRITE, 0, size, arena), found);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    /**
     * Writes the content to the disk, ends the mapping, and lets go of the lock.
     *
     * @throws IllegalStateException if the operating system is at work in the mapping; it is still alive then, and locked
     * @throws UncheckedIOException if the content could not be written, or the file not closed; the mapping has ended
     */
    void close() {
        IOException problem = null;
        try {
            segment.force();
        } catch (UncheckedIOException e) {
            problem = e.getCause();
        }
        arena.close();
        try {
            channel.close();
        } catch (IOException e) {
            problem = e;
        }
        if (problem != null) {
            throw new UncheckedIOException("its file may not hold what the block held last: " + problem, problem);
        }
    }
}

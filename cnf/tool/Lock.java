// SPDX-License-Identifier: Apache-2.0
package tool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two commands from building in one workspace at a time. The operating system gives it back when the process ends. */
final class Lock implements AutoCloseable {
    private final FileChannel channel;

    private Lock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until no other process has the lock. */
    static Lock take(Path root) throws IOException {
        Path file = root.resolve("cnf/cache/lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            System.err.println("bndw: waiting for another command in this workspace to end");
            channel.lock();
        }
        return new Lock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

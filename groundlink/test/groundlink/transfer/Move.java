// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;

import fw.buffer.BufferGet;

/** For tests: moves a file of a folder, with source and sink on threads of their own, and nothing to be done half-way. */
final class Move implements AutoCloseable {

    static final int CHUNK = 1000;

    final Path file;
    final Path copy;
    final Transfer transfer;
    final Link link;
    private final FileChannel in;
    private final FileChannel out;
    private final Thread source;
    private final Thread sink;

    /** Prepares to move a file of so many random bytes. */
    Move(Path folder, int size, int underWay, BufferGet pool, Duration patience) throws IOException {
        file = folder.resolve("file");
        copy = folder.resolve("copy");
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.write(file, bytes);
        in = FileChannel.open(file);
        out = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        transfer = new Transfer(size, CHUNK);
        transfer.goOn();
        link = new Link(underWay);
        source = new Thread(new ChunkReader(transfer, link, in, () -> pool, patience), "test source");
        sink = new Thread(new ChunkWriter(transfer, link, out), "test sink");
    }

    void startSource() {
        source.start();
    }

    /** {@return whether the source has nothing to do until a chunk comes back} */
    boolean isSourceWaiting() {
        return source.getState() == Thread.State.WAITING;
    }

    void startSink() {
        sink.start();
    }

    void closeCopy() throws IOException {
        out.close();
    }

    /** Waits for the end, and ends both threads. */
    void finish() throws InterruptedException {
        while (transfer.await(Long.MAX_VALUE) != Transfer.Event.ENDED) {
            // Half-way: the last chunk may go already.
        }
        stop();
    }

    /** Ends both threads, wherever they are. */
    void stop() {
        source.interrupt();
        sink.interrupt();
        try {
            source.join();
            sink.join();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted before source and sink had ended", e);
        }
        link.giveBackBuffers(transfer);
    }

    void run() throws InterruptedException {
        startSink();
        startSource();
        finish();
    }

    boolean identical() throws IOException {
        return Files.mismatch(file, copy) < 0;
    }

    String failure() {
        return transfer.failure().orElse("none");
    }

    @Override
    public void close() throws IOException {
        stop();
        in.close();
        out.close();
    }
}

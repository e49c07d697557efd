// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

import fw.buffer.Buffer;

/**
 * The source: reads a file chunk by chunk into buffers from a pool and hands them to the sink, until all have come back written.
 * A chunk whose buffer expired on the way is read again. It runs on one thread and ends when that is interrupted.
 */
public final class ChunkReader implements Runnable {

    /**
     * How long to wait at most before the pool is asked again, if no chunk comes back earlier: somebody else may have given a
     * buffer back.
     */
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Transfer transfer;
    private final Link link;
    private final FileChannel file;
    private final Pool pool;
    private final Duration patience;
    private final Queue<Chunk> idle;
    private final Queue<Chunk> again;
    private final CRC32C crc = new CRC32C();
    private long next;
    private String refusal;

    /**
     * Makes a source.
     *
     * @param transfer told of every step, and of the end
     * @param link where the chunks go
     * @param file what to read, {@code transfer.size()} bytes. It stays open, unless the thread is interrupted in the middle of a
     *         read
     * @param pool where to take buffers
     * @param patience how long to wait at most for a free buffer
     */
    public ChunkReader(Transfer transfer, Link link, FileChannel file, Pool pool, Duration patience) {
        this.transfer = transfer;
        this.link = link;
        this.file = file;
        this.pool = pool;
        this.patience = patience;
        idle = new ArrayDeque<>(link.chunks());
        again = new ArrayDeque<>(link.chunks());
    }

    @Override
    public void run() {
        try {
            readAll();
            transfer.complete();
        } catch (InterruptedException | ClosedByInterruptException e) {
            transfer.fail("the source was stopped");
        } catch (TransferException e) {
            transfer.fail(e.getMessage());
        } catch (IOException e) {
            transfer.fail("the file can't be read: " + TransferException.reason(e));
        } catch (RuntimeException | Error e) {
            transfer.fail("the source broke down: " + e);
            throw e;
        }
    }

    private void readAll() throws IOException, TransferException, InterruptedException {
        while (true) {
            for (Chunk back = link.pollBack(); back != null; back = link.pollBack()) {
                accept(back);
            }
            if (!again.isEmpty()) {
                Chunk chunk = again.remove();
                transfer.repeated();
                fill(chunk);
                link.send(chunk);
            } else if (next < transfer.size() && !idle.isEmpty()) {
                sendNext(idle.remove());
            } else if (idle.size() < link.chunks()) {
                accept(link.receiveBack());
            } else {
                break;
            }
        }
        if (file.read(ByteBuffer.allocate(1), transfer.size()) > 0) {
            throw new TransferException("the file grew while it was read: it had " + transfer.size()
                + " bytes at first; move it when nobody writes to it");
        }
    }

    private void accept(Chunk back) {
        (back.expired ? again : idle).add(back);
    }

    private void sendNext(Chunk chunk) throws IOException, TransferException, InterruptedException {
        chunk.position = next;
        chunk.length = (int) Math.min(transfer.chunkSize(), transfer.size() - next);
        next += chunk.length;
        if (next == transfer.size()) {
            transfer.awaitGoOn();
        }
        fill(chunk);
        // Read before the chunk is the sink's, who may send it back at once.
        int length = chunk.length;
        link.send(chunk);
        transfer.handedOver(length);
    }

    private void fill(Chunk chunk) throws IOException, TransferException, InterruptedException {
        while (!tryFill(chunk, take(chunk.length))) {
            // The memory ended under the buffer: the same bytes go into another one.
        }
    }

    /** False if the buffer's memory ended meanwhile. Unless it returns true, the buffer has been given back. */
    private boolean tryFill(Chunk chunk, Buffer buffer) throws IOException, TransferException {
        boolean filled = false;
        try {
            ByteBuffer bytes = buffer.byteBuffer();
            read(bytes, chunk.position);
            crc.reset();
            crc.update(bytes.flip());
            chunk.crc = (int) crc.getValue();
            chunk.buffer = buffer;
            filled = true;
        } catch (IllegalStateException e) {
            if (buffer.isValid()) {
                throw e;
            }
        } finally {
            if (!filled) {
                transfer.giveBack(buffer);
            }
        }
        return filled;
    }

    private void read(ByteBuffer bytes, long position) throws IOException, TransferException {
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new TransferException("the file shrank while it was read: it had " + transfer.size()
                    + " bytes at first, and ends at or before " + (position + bytes.position())
                    + " now; move it when nobody writes to it");
            }
        }
    }

    /** Takes a valid buffer; waits for one while there is none. */
    private Buffer take(int size) throws TransferException, InterruptedException {
        long start = System.nanoTime();
        boolean waiting = false;
        while (true) {
            refusal = "";
            Buffer buffer = tryTake(size);
            if (buffer != null) {
                transfer.taken();
                return buffer;
            }
            if (!waiting) {
                waiting = true;
                transfer.waited();
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new TransferException("no buffer of " + size + " bytes was free for " + patience.toSeconds()
                    + " s; has the pool a bin of that size, and who holds its buffers?" + refusal);
            }
            Chunk back = link.receiveBack(ASK_AGAIN_NANOS);
            if (back != null) {
                accept(back);
            }
        }
    }

    /** A valid buffer, or null. */
    private Buffer tryTake(int size) throws TransferException, InterruptedException {
        try {
            Buffer buffer = pool.await().allocate(size);
            return buffer.isValid() ? buffer : null;
        } catch (IllegalStateException e) {
            // The provider stopped after it was found. Either another one comes, or Pool.await tells that none does.
            refusal = " It said: " + e.getMessage();
            return null;
        }
    }
}

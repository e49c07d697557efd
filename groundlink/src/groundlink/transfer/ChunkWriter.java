// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

import fw.buffer.Buffer;

/**
 * The sink: takes chunks from a source, checks length and CRC, writes them to where they belong, and gives their buffers back.
 * It runs on one thread until that is interrupted.
 */
public final class ChunkWriter implements Runnable {

    private final Transfer transfer;
    private final Link link;
    private final FileChannel copy;
    private final CRC32C crc = new CRC32C();

    /**
     * Makes a sink.
     *
     * @param transfer told of every step, and of a failure
     * @param link where the chunks come from
     * @param copy what to write. It stays open, unless the thread is interrupted in the middle of a write
     */
    public ChunkWriter(Transfer transfer, Link link, FileChannel copy) {
        this.transfer = transfer;
        this.link = link;
        this.copy = copy;
    }

    @Override
    public void run() {
        try {
            while (true) {
                store(link.receive());
            }
        } catch (InterruptedException | ClosedByInterruptException e) {
            transfer.fail("the sink was stopped");
        } catch (TransferException e) {
            transfer.fail(e.getMessage());
        } catch (IOException e) {
            transfer.fail("the copy can't be written: " + TransferException.reason(e));
        } catch (RuntimeException | Error e) {
            transfer.fail("the sink broke down: " + e);
            throw e;
        }
    }

    private void store(Chunk chunk) throws IOException, TransferException {
        Buffer buffer = chunk.buffer;
        chunk.buffer = null;
        try {
            chunk.expired = !tryWrite(chunk, buffer);
        } finally {
            transfer.giveBack(buffer);
        }
        if (!chunk.expired) {
            transfer.written(chunk.length);
        }
        link.sendBack(chunk);
    }

    /** False if the buffer's memory ended before all of it was written. */
    private boolean tryWrite(Chunk chunk, Buffer buffer) throws IOException, TransferException {
        try {
            ByteBuffer bytes = buffer.byteBuffer();
            if (bytes.remaining() != chunk.length) {
                throw new TransferException("the chunk at " + chunk.position + " has " + bytes.remaining() + " bytes, and had "
                    + chunk.length + " when it was handed over; nothing of it was written");
            }
            crc.reset();
            crc.update(bytes);
            if ((int) crc.getValue() != chunk.crc) {
                throw new TransferException(String.format(
                    "the chunk at %d has CRC32C %08x, and had %08x when it was handed over; nothing of it was written",
                    chunk.position, (int) crc.getValue(), chunk.crc));
            }
            bytes.rewind();
            while (bytes.hasRemaining()) {
                copy.write(bytes, chunk.position + bytes.position());
            }
            return true;
        } catch (IllegalStateException e) {
            if (buffer.isValid()) {
                throw e;
            }
            return false;
        }
    }
}

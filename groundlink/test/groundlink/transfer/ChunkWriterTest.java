// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkWriterTest {

    private static final byte[] BYTES = "123456789".getBytes();

    @TempDir
    Path folder;

    private final FakePool pool = new FakePool(1, 100);
    private final Link link = new Link(1);
    private final Transfer transfer = new Transfer(BYTES.length, 100);
    private final Chunk chunk = link.pollBack();
    private Path copy;
    private FileChannel channel;

    @BeforeEach
    void prepareAChunk() throws Exception {
        copy = folder.resolve("copy");
        channel = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        CRC32C crc = new CRC32C();
        crc.update(BYTES);
        chunk.length = BYTES.length;
        chunk.crc = (int) crc.getValue();
        chunk.buffer = pool.allocate(BYTES.length);
        chunk.buffer.byteBuffer().put(BYTES);
    }

    @AfterEach
    void close() throws Exception {
        channel.close();
        pool.close();
    }

    @Test
    void writesAChunkToItsPosition() throws Exception {
        chunk.position = 3;

        writeUntilInterrupted();

        assertEquals("\0\0\000123456789", Files.readString(copy));
        assertEquals(BYTES.length, transfer.totals().written());
    }

    @Test
    void refusesAChunkWithAnotherCrc() throws Exception {
        chunk.crc = 0x1234abcd;

        new ChunkWriter(transfer, sent(), channel).run();

        assertEquals("the chunk at 0 has CRC32C e3069283, and had 1234abcd when it was handed over; nothing of it was written",
            transfer.failure().orElseThrow());
        assertNothingWasWritten();
    }

    @Test
    void refusesAChunkOfAnotherLength() throws Exception {
        chunk.buffer.setSize(7);

        new ChunkWriter(transfer, sent(), channel).run();

        assertEquals("the chunk at 0 has 7 bytes, and had 9 when it was handed over; nothing of it was written",
            transfer.failure().orElseThrow());
        assertNothingWasWritten();
    }

    @Test
    void doesNotTakeAnotherErrorForAnExpiredBuffer() throws Exception {
        channel.close();
        channel = FileChannel.open(copy, StandardOpenOption.READ);
        ChunkWriter writer = new ChunkWriter(transfer, sent(), channel);

        assertThrows(IllegalStateException.class, writer::run);
        assertEquals("the sink broke down: java.nio.channels.NonWritableChannelException", transfer.failure().orElseThrow());
        assertNothingWasWritten();
    }

    private Link sent() {
        link.send(chunk);
        return link;
    }

    private void writeUntilInterrupted() throws InterruptedException {
        Thread thread = new Thread(new ChunkWriter(transfer, sent(), channel));
        thread.start();
        link.receiveBack();
        thread.interrupt();
        thread.join();
    }

    private void assertNothingWasWritten() throws Exception {
        assertEquals(0, Files.size(copy));
        assertEquals(0, transfer.totals().written());
        assertEquals(0, pool.outstanding());
    }
}

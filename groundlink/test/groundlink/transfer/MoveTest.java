// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import fw.buffer.Buffer;

@Timeout(30)
class MoveTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 999, 1000, 1001, 2000, 12_345})
    void movesEveryByteAndReturnsEveryBuffer(int size) throws Exception {
        try (FakePool pool = new FakePool(8, Move.CHUNK); Move move = new Move(folder, size, 4, pool, LONG)) {
            move.run();

            assertEquals("none", move.failure());
            assertTrue(move.identical());
            assertEquals(new Totals(size, move.transfer.chunks(), move.transfer.chunks(), 0, 0, 0), move.transfer.totals());
            assertEquals(0, pool.outstanding());
        }
    }

    @Test
    void waitsForTheSinkWhileNoBufferIsFree() throws Exception {
        try (FakePool pool = new FakePool(1, Move.CHUNK); Move move = new Move(folder, 5000, 4, pool, LONG)) {
            move.startSource();
            await().until(() -> move.transfer.totals().waits() > 0);
            move.startSink();
            move.finish();

            assertEquals("none", move.failure());
            assertTrue(move.identical());
            assertEquals(5, move.transfer.totals().returned());
        }
    }

    @Test
    void takesABufferThatSomebodyElseHasGivenBack() throws Exception {
        try (FakePool pool = new FakePool(1, Move.CHUNK)) {
            Buffer elsewhere = pool.allocate(1);
            try (Move move = new Move(folder, 1000, 4, pool, LONG)) {
                move.startSink();
                move.startSource();
                await().until(() -> move.transfer.totals().waits() > 0);
                elsewhere.close();
                move.finish();

                assertEquals("none", move.failure());
                assertTrue(move.identical());
            }
        }
    }

    @Test
    void failsWhenNoBufferIsFreeInTime() throws Exception {
        try (FakePool pool = new FakePool(0, Move.CHUNK); Move move = new Move(folder, 2000, 4, pool, Duration.ofMillis(30))) {
            move.run();

            assertTrue(move.failure().startsWith("no buffer of 1000 bytes was free for 0 s"), move.failure());
        }
    }

    @Test
    void saysWhatAProviderSaidThatHasStopped() throws Exception {
        try (Move move = new Move(folder, 2000, 4, size -> {
            throw new IllegalStateException("manager 7 has stopped");
        }, Duration.ofMillis(30))) {
            move.run();

            assertTrue(move.failure().endsWith("It said: manager 7 has stopped"), move.failure());
        }
    }

    @Test
    void readsAChunkAgainWhoseMemoryEndedAtTheSource() throws Exception {
        try (FakePool pool = new FakePool(8, Move.CHUNK); Move move = new Move(folder, 5000, 1, pool, LONG)) {
            // The source uses the first, the sink the same, the source the next.
            pool.beforeUse(use -> {
                if (use == 3) {
                    pool.endMemory();
                }
            });
            move.run();

            assertEquals("none", move.failure());
            assertTrue(move.identical());
            assertEquals(new Totals(5000, 6, 5, 1, 0, 0), move.transfer.totals());
        }
    }

    @Test
    void readsAChunkAgainWhoseMemoryEndedAtTheSink() throws Exception {
        try (FakePool pool = new FakePool(8, Move.CHUNK); Move move = new Move(folder, 5000, 1, pool, LONG)) {
            pool.beforeUse(use -> {
                if (use == 4) {
                    pool.endMemory();
                }
            });
            move.run();

            assertEquals("none", move.failure());
            assertTrue(move.identical());
            assertEquals(new Totals(5000, 6, 5, 1, 1, 0), move.transfer.totals());
        }
    }

    @Test
    void takesAnotherBufferForOneWhoseMemoryEndedBeforeItWasLookedAt() throws Exception {
        try (FakePool pool = new FakePool(8, Move.CHUNK); Move move = new Move(folder, 5000, 1, pool, LONG)) {
            pool.afterAllocate(call -> {
                if (call == 3) {
                    pool.endMemory();
                }
            });
            move.run();

            assertEquals("none", move.failure());
            assertTrue(move.identical());
            assertEquals(new Totals(5000, 5, 5, 0, 0, 1), move.transfer.totals());
        }
    }

    @Test
    void readsChunksAgainWhoseMemoryEndedOnTheWay() throws Exception {
        try (FakePool pool = new FakePool(8, Move.CHUNK); Move move = new Move(folder, 10_000, 4, pool, LONG)) {
            move.startSource();
            await().until(() -> move.transfer.totals().taken() == 4 && move.isSourceWaiting());
            pool.endMemory();
            move.startSink();
            move.finish();

            assertEquals("none", move.failure());
            assertTrue(move.identical());
            assertEquals(new Totals(10_000, 14, 10, 4, 4, 0), move.transfer.totals());
        }
    }

    @Test
    void failsWhenTheFileShrinks() throws Exception {
        AtomicReference<Path> file = new AtomicReference<>();
        try (FakePool pool = new FakePool(8, Move.CHUNK); Move move = new Move(folder, 5000, 4, pool, LONG)) {
            file.set(move.file);
            pool.beforeAllocate(call -> {
                if (call == 3) {
                    truncate(file.get(), 2500);
                }
            });
            move.run();

            assertTrue(move.failure().startsWith("the file shrank while it was read: it had 5000 bytes at first, and ends at"),
                move.failure());
            assertEquals(0, pool.outstanding());
        }
    }

    @Test
    void failsWhenTheFileGrows() throws Exception {
        try (FakePool pool = new FakePool(8, Move.CHUNK); Move move = new Move(folder, 5000, 4, pool, LONG)) {
            Files.write(move.file, new byte[] {1}, StandardOpenOption.APPEND);
            move.run();

            assertTrue(move.failure().startsWith("the file grew while it was read: it had 5000 bytes at first"), move.failure());
            assertEquals(0, pool.outstanding());
        }
    }

    @Test
    void failsWhenTheCopyCannotBeWritten() throws Exception {
        try (FakePool pool = new FakePool(8, Move.CHUNK); Move move = new Move(folder, 5000, 4, pool, LONG)) {
            move.closeCopy();
            move.run();

            assertEquals("the copy can't be written: ClosedChannelException", move.failure());
            assertEquals(0, pool.outstanding());
        }
    }

    @Test
    void returnsAllBuffersWhenItIsStoppedUnderWay() throws Exception {
        try (FakePool pool = new FakePool(8, Move.CHUNK); Move move = new Move(folder, 10_000, 4, pool, LONG)) {
            move.startSource();
            await().until(() -> pool.outstanding() == 4 && move.isSourceWaiting());
            move.stop();

            assertEquals("the source was stopped", move.failure());
            assertEquals(0, pool.outstanding());
        }
    }

    private static void truncate(Path file, long size) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

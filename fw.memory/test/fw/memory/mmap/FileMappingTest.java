// SPDX-License-Identifier: Apache-2.0
package fw.memory.mmap;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import fw.memory.AllocatorContract;
import fw.memory.AllocatorDTO;
import fw.memory.ForkedJvm;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;
import fw.memory.ledger.LedgerAllocator;
import fw.memory.ledger.MemorySource;

class FileMappingTest extends AllocatorContract {

    private static final int ID = 7;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    @TempDir
    private Path folder;
    private Path directory;
    private Path file;
    private int sources;

    @Override
    protected MemorySource source() {
        return new FileMapping(folder.resolve("blocks" + sources++));
    }

    @Override
    protected long largestAlignment() {
        return FileMapping.ALIGNMENT;
    }

    @BeforeEach
    void findTheFile() {
        directory = folder.resolve("blocks0");
        file = directory.resolve(ID + ".block");
    }

    private LedgerAllocator another() {
        return new LedgerAllocator("another", AllocatorDTO.NO_LIMIT, new FileMapping(directory), log.log());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private MemoryUnavailableException refusal(long size) {
        return assertThrows(MemoryUnavailableException.class, () -> allocator.allocate(ID, size, 16));
    }

    private static void assertSays(Exception refusal, String... parts) {
        for (String part : parts) {
            assertTrue(refusal.getMessage().contains(part), () -> "'" + part + "' is not in: " + refusal.getMessage());
        }
    }

    private ForkedJvm other(String what, Object... arguments) throws IOException {
        String[] all = Stream.concat(Stream.of(what), Stream.of(arguments)).map(String::valueOf).toArray(String[]::new);
        return ForkedJvm.start(List.of(), BlockHolder.class, all);
    }

    @Test
    void keepsTheContentInAFileOfTheSameSize() throws IOException {
        MemoryBlock block = allocator.allocate(ID, 1000, 16);
        assertFalse(block.recoverable());
        assertEquals(List.of("7.block"), names());
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, block.segment().get(BYTE, i));
            block.segment().set(BYTE, i, (byte) i);
        }
        allocator.deallocate(block);

        byte[] content = Files.readAllBytes(file);
        assertEquals(1000, content.length);
        MemoryBlock again = allocator.checkedAllocate(ID, 1000, 4096);
        assertTrue(again.recoverable());
        assertArrayEquals(content, again.segment().toArray(BYTE));
        assertEquals((byte) 999, content[999]);
    }

    @Test
    void findsTheContentAfterACrashOfTheJvm() throws Exception {
        try (ForkedJvm crash = other("crash", directory, ID, 100_000, 33)) {
            assertEquals(List.of(), crash.awaitEnd());
        }
        MemoryBlock block = allocator.allocate(ID, 100_000, 16);
        assertTrue(block.recoverable());
        assertEquals(33, block.segment().get(BYTE, 0));
        assertEquals(33, block.segment().get(BYTE, 99_999));
        block.segment().fill((byte) 44);
        allocator.stop();
        try (ForkedJvm next = other("try", directory, ID, 100_000)) {
            assertEquals(List.of("block of identifier 7, 100000 bytes, recoverable with 44"), next.awaitEnd());
        }
    }

    @Test
    void needsNoNativeAccess() throws Exception {
        List<String> options = List.of(ForkedJvm.NO_NATIVE_ACCESS);
        try (ForkedJvm denied = ForkedJvm.start(options, BlockHolder.class, "try", directory.toString(), "7", "100")) {
            assertEquals(List.of("block of identifier 7, 100 bytes with 0"), denied.awaitEnd());
        }
    }

    @Test
    void refusesAFileOfAnotherSizeAndLeavesItAlone() throws IOException {
        Files.createDirectories(directory);
        byte[] content = {1, 2, 3, 4};
        Files.write(file, content);
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(file, time);
        Object key = Files.readAttributes(file, "unix:ino");

        for (long size : new long[] {3, 5, 4096}) {
            MemoryUnavailableException refusal = refusal(size);
            assertSays(refusal, file.toString(), "has 4 bytes", size + " are asked for", "move it away");
            assertEquals(4, refusal.available());
        }

        assertArrayEquals(content, Files.readAllBytes(file));
        assertEquals(time, Files.getLastModifiedTime(file));
        assertEquals(key, Files.readAttributes(file, "unix:ino"));
        assertOutstanding(0, 0);
        assertEquals(4, allocator.allocate(ID, 4, 16).size());
    }

    @Test
    void refusesABlockThatAnotherProcessHas() throws Exception {
        try (ForkedJvm holder = other("hold", directory, ID, 100)) {
            holder.awaitLine("holding");
            assertSays(refusal(100), file.toString(), "locked by another process");
            assertSays(refusal(200), "locked by another process");
            assertOutstanding(0, 0);
        }
        assertTrue(allocator.allocate(ID, 100, 16).recoverable());
    }

    @Test
    void refusesAFileThatAnotherProcessHasLocked() throws Exception {
        Files.createDirectories(directory);
        Files.write(file, new byte[100]);
        try (ForkedJvm holder = other("lock", file)) {
            holder.awaitLine("holding");
            assertSays(refusal(100), file.toString(), "locked by another process");
        }
        assertEquals(List.of("7.block"), names());
        assertEquals(100, allocator.allocate(ID, 100, 16).size());
    }

    @Test
    void keepsOtherProcessesOutEvenAfterARefusalInThisOne() throws Exception {
        allocator.allocate(ID, 100, 16);
        assertThrows(MemoryUnavailableException.class, () -> another().allocate(ID, 100, 16));
        try (ForkedJvm next = other("try", directory, ID, 100)) {
            String answer = next.awaitEnd().getFirst();
            assertTrue(answer.contains("locked by another process"), answer);
        }
    }

    @Test
    void refusesASecondBlockUnderOneIdentifier() throws IOException {
        MemoryBlock block = allocator.allocate(ID, 100, 16);
        assertSays(refusal(100), file.toString(), "in use already", "one block at a time");
        Path sameDirectory = Files.createSymbolicLink(folder.resolve("link"), directory);
        LedgerAllocator other = new LedgerAllocator("other", AllocatorDTO.NO_LIMIT, new FileMapping(sameDirectory), log.log());
        assertSays(assertThrows(MemoryUnavailableException.class, () -> other.allocate(ID, 100, 16)), "in use already");

        assertOutstanding(1, 100);
        assertTrue(block.isAlive());
        allocator.deallocate(block);
        assertTrue(other.allocate(ID, 100, 16).recoverable());
        other.stop();
    }

    @Test
    void refusesAFileThatIsLockedInThisJvm() throws IOException {
        Files.createDirectories(directory);
        Files.write(file, new byte[100]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.lock();
            assertSays(refusal(100), file.toString(), "locked in this JVM");
        }
        assertEquals(100, allocator.allocate(ID, 100, 16).size());
    }

    @Test
    void refusesASymbolicLinkAndLeavesItsTargetAlone() throws IOException {
        Files.createDirectories(directory);
        Path target = Files.write(folder.resolve("target"), new byte[100]);
        Files.createSymbolicLink(file, target);

        assertSays(refusal(100), file.toString(), "is a symbolic link");

        assertTrue(Files.isSymbolicLink(file));
        assertArrayEquals(new byte[100], Files.readAllBytes(target));
    }

    @Test
    void refusesADirectoryInTheFilesPlace() throws IOException {
        Files.createDirectories(file);
        assertSays(refusal(100), file.toString(), "is a directory");
        assertEquals(List.of("7.block"), names());
    }

    @Test
    void refusesADirectoryThatIsAFile() throws IOException {
        Files.write(directory, new byte[] {1});
        assertSays(refusal(100), directory.toString(), "is no directory");
        assertEquals(1, Files.size(directory));
    }

    @Test
    void refusesADirectoryThatCannotBeMade() throws IOException {
        Path plain = Files.write(folder.resolve("plain"), new byte[] {1});
        LedgerAllocator below = new LedgerAllocator("below", AllocatorDTO.NO_LIMIT,
                new FileMapping(plain.resolve("deeper").resolve("still")), log.log());
        assertSays(assertThrows(MemoryUnavailableException.class, () -> below.allocate(ID, 100, 16)), "deeper");
        assertEquals(0, below.usage().blocks);
    }

    @Test
    void refusesWhatTheDiskHasNoRoomFor() throws IOException {
        MemoryUnavailableException refusal = refusal(1L << 60);
        assertSays(refusal, file.toString(), "room for " + refusal.available() + " bytes");
        assertTrue(refusal.available() > 0);
        assertEquals(List.of(), names());
        assertOutstanding(0, 0);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void leavesNothingWhenTheSystemEndsAFileHalfway() throws Exception {
        // A limit of the process on the size of its files stops the filling as a full disk does: with an error in the middle.
        String limited = "ulimit -f 100; exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("sh", "-c", limited, "sh"));
        List<String> options = List.of("-XX:-UsePerfData");
        command.addAll(ForkedJvm.command(options, BlockHolder.class, "try", directory.toString(), "7", "1000000"));
        try (ForkedJvm limitedJvm = ForkedJvm.start(command)) {
            String answer = limitedJvm.awaitEnd().getLast();
            assertTrue(answer.contains(file + " can't be mapped"), answer);
        }
        assertEquals(List.of(), names());
    }

    @Test
    void usesThePartThatACrashHasLeft() throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve("7.block.part"), new byte[] {1, 2, 3});
        MemoryBlock block = allocator.allocate(ID, 2, 16);
        assertFalse(block.recoverable());
        assertArrayEquals(new byte[2], block.segment().toArray(BYTE));
        assertEquals(List.of("7.block"), names());
    }

    @Test
    void refusesAsAWholeWhatTheLimitDoesNotLeave() throws IOException {
        LedgerAllocator limited = new LedgerAllocator("limited", 100, new FileMapping(directory), log.log());
        assertEquals(100, assertThrows(MemoryUnavailableException.class, () -> limited.allocate(ID, 101, 16)).available());
        assertFalse(Files.exists(file));
        limited.allocate(ID, 100, 16);
        limited.stop();
        assertEquals(100, Files.size(file));
    }

    @Test
    void ofManyThreadsThatAskUnderOneIdentifierOneGetsTheFile() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<MemoryBlock>> tasks = Stream.generate(() -> new FutureTask<>(() -> {
            start.await();
            return allocator.allocate(ID, 5000, 16);
        })).limit(4).toList();
        tasks.forEach(task -> Thread.ofPlatform().start(task));
        start.countDown();
        int got = 0;
        for (FutureTask<MemoryBlock> task : tasks) {
            try {
                assertFalse(task.get().recoverable());
                got++;
            } catch (ExecutionException e) {
                assertSays((Exception) e.getCause(), "in use already");
            }
        }
        assertEquals(1, got);
        assertOutstanding(1, 5000);
        assertEquals(List.of("7.block"), names());
    }

    @Test
    void isNotHarmedByAnInterruptWhileItMakesAFile() throws Exception {
        long size = 64 << 20;
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            allocator.allocate(ID, size, 16);
            // Here the thread must find out that it was interrupted, whenever that was.
            assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await());
            return true;
        });
        Thread thread = Thread.ofPlatform().start(task);
        Path part = directory.resolve("7.block.part");
        await().pollInterval(Duration.ofMillis(1)).until(() -> Files.exists(part) || Files.exists(file));
        thread.interrupt();

        assertTrue(task.get());
        assertOutstanding(1, size);
        assertEquals(List.of("7.block"), names());
        try (ForkedJvm next = other("try", directory, ID, size)) {
            String answer = next.awaitEnd().getFirst();
            assertTrue(answer.contains("locked by another process"), answer);
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void letsNobodyButTheOwnerReadTheFile() throws IOException {
        allocator.allocate(ID, 100, 16);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void unmapsAndClosesTheFileThatIsGivenBack() throws IOException {
        MemoryBlock block = allocator.allocate(ID, 100, 16);
        assertEquals(List.of(true, true), List.of(isMapped(), isOpen()));
        allocator.deallocate(block);
        assertEquals(List.of(false, false), List.of(isMapped(), isOpen()));
    }

    private boolean isMapped() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.anyMatch(line -> line.endsWith(" " + file));
        }
    }

    private boolean isOpen() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.anyMatch(each -> {
                try {
                    return Files.readSymbolicLink(each).equals(file);
                } catch (IOException e) {
                    return false; // The descriptor of this very listing.
                }
            });
        }
    }
}

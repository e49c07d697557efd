// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import svc.buffermanager.BufferManager;

/** The allocator mmap with a directory, where a block is a file that outlives it. */
public class MmapFileTest extends ContainerTest {

    private Path directory;

    @Before
    public void configureTheDirectory() throws Exception {
        directory = Files.createTempDirectory("itest");
        configurations.single("fw.memory.mmap", Map.of("directory", directory.toString()));
        awaitRecoverable();
    }

    @After
    public void removeTheDirectory() throws Exception {
        configurations.deleteAll();
        managers.awaitNone();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void awaitRecoverable() {
        Awaiting.that("mmap says that its blocks are recoverable")
            .until(() -> Boolean.TRUE.equals(allocators.reference("mmap").getProperty(MemAllocator.RECOVERABLE)));
    }

    @Test
    public void aBlockHoldsAfterARestartOfTheBundleWhatItHeld() throws Exception {
        MemAllocator before = allocators.named("mmap");
        MemoryBlock block = before.checkedAllocate(7, 4096, 64);
        assertFalse(block.recoverable());
        block.segment().set(ValueLayout.JAVA_LONG, 4088, 0x1234_5678_9ABC_DEF0L);
        before.deallocate(block);
        bundles.mmap().stop();
        bundles.mmap().start();
        awaitRecoverable();
        MemAllocator after = allocators.named("mmap");
        MemoryBlock again = after.checkedAllocate(7, 4096, 64);
        assertTrue(again.recoverable());
        assertEquals(0x1234_5678_9ABC_DEF0L, again.segment().get(ValueLayout.JAVA_LONG, 4088));
        after.deallocate(again);
    }

    @Test
    public void aBlockThatIsOutWhenTheBundleStopsKeepsWhatWasWritten() throws Exception {
        MemoryBlock block = allocators.named("mmap").checkedAllocate(7, 4096, 64);
        block.segment().fill((byte) 42);
        bundles.mmap().stop();
        assertFalse(block.isAlive());
        List<String> warnings = log.with("ended what was outstanding");
        assertEquals(warnings.toString(), 1, warnings.size());
        assertTrue(warnings.get(0), warnings.get(0).contains("identifier 7: 1 block, 4096 bytes"));
        byte[] expected = new byte[4096];
        Arrays.fill(expected, (byte) 42);
        assertArrayEquals(expected, Files.readAllBytes(directory.resolve("7.block")));
    }

    @Test
    public void aFileOfAnotherSizeIsRefusedWithOneLineAndUntouched() throws Exception {
        byte[] content = {1, 2, 3};
        Files.write(directory.resolve("32.block"), content);
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4"),
            BufferManager.ALLOCATOR_TARGET, Allocators.filter("mmap")));
        Awaiting.that("the failure is in the log").until(() -> !log.with("out of service").isEmpty());
        List<String> lines = log.with("no pool from allocator mmap");
        assertEquals(lines.toString(), 1, lines.size());
        assertTrue(lines.get(0), lines.get(0).contains("32.block has 3 bytes, but 256 are asked for"));
        assertFalse(manager.isInService());
        assertArrayEquals(content, Files.readAllBytes(directory.resolve("32.block")));
    }
}

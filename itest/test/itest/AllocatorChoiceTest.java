// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.assertOneBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.Test;
import org.osgi.framework.Constants;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;

/** Which allocator a manager's memory is from. */
public class AllocatorChoiceTest extends ContainerTest {

    @Test
    public void mallocServesAPoolThatAsksForIt() throws Exception {
        serves("malloc");
    }

    @Test
    public void arenaServesAPoolThatAsksForIt() throws Exception {
        serves("arena");
    }

    @Test
    public void mmapServesAPoolThatAsksForIt() throws Exception {
        serves("mmap");
    }

    @Test
    public void mmapWithADirectoryServesAPoolThatAsksForIt() throws Exception {
        Path directory = Files.createTempDirectory("itest");
        try {
            configurations.single("fw.memory.mmap", Map.of("directory", directory.toString()));
            Awaiting.that("mmap's blocks are recoverable")
                .until(() -> Boolean.TRUE.equals(allocators.reference("mmap").getProperty("fw.memory.allocator.recoverable")));
            serves("mmap");
            assertEquals(256 * 1024, Files.size(directory.resolve("32.block")));
        } finally {
            Files.deleteIfExists(directory.resolve("32.block"));
            Files.delete(directory);
        }
    }

    private void serves(String name) throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("1000x32", "4096x32"),
            BufferManager.ALIGNMENT, 4096L, BufferManager.ALLOCATOR_TARGET, Allocators.filter(name)));
        assertEquals(name, manager.snapshot().allocator);
        assertEquals(allocators.reference(name).getProperty(Constants.SERVICE_ID), manager.snapshot().allocatorServiceId);
        assertOneBlock(allocators.named(name), 32, 64 * 4096);
        for (String other : List.of("malloc", "arena", "mmap")) {
            if (!other.equals(name)) {
                assertNoBlock(allocators.named(other));
            }
        }
        assertAligned(manager.service(), 4096);
        Use.ofBuffers(manager.service(), 64, 1000);
        Use.ofBuffers(manager.service(), 32, 4096);
        manager.delete();
        awaitBlocks(allocators.named(name), 0);
    }

    private static void assertAligned(BufferManager manager, long alignment) {
        List<Buffer> taken = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Buffer buffer = manager.allocate(1000);
            assertEquals("remainder of the address of " + buffer, 0, buffer.segment().address() % alignment);
            taken.add(buffer);
        }
        taken.forEach(Buffer::close);
    }

    @Test
    public void ofSeveralTheHighestRankingIsTakenAndAChangeOfRankingMovesThePool() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4")));
        long service = manager.serviceId();
        assertEquals("malloc", manager.snapshot().allocator);
        configurations.single("fw.memory.mmap", Map.of(Constants.SERVICE_RANKING, 1000));
        manager.awaitAllocator("mmap");
        assertEquals(service, manager.serviceId());
        awaitBlocks(allocators.named("malloc"), 0);
        assertOneBlock(allocators.named("mmap"), 32, 4 * 64);
        Use.ofBuffers(manager.service(), 4, 64);
    }

    @Test
    public void anotherTargetMovesThePoolUnderTheSameService() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4"),
            BufferManager.ALLOCATOR_TARGET, Allocators.filter("malloc")));
        long service = manager.serviceId();
        manager.change(Map.of(BufferManager.ALLOCATOR_TARGET, Allocators.filter("arena")));
        manager.awaitAllocator("arena");
        assertEquals(service, manager.serviceId());
        awaitBlocks(allocators.named("malloc"), 0);
        assertOneBlock(allocators.named("arena"), 32, 4 * 64);
        Use.ofBuffers(manager.service(), 4, 64);
    }

    @Test
    public void aTargetThatNothingMatchesGivesNoServiceUntilSomethingDoes() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4"),
            BufferManager.ALLOCATOR_TARGET, Allocators.filter("later")));
        ConfiguredManager other = managers.configure(33, Map.of(BufferManager.BINS, bins("64x4")));
        other.service();
        assertEquals(false, manager.isInService());
        TestAllocator later = new TestAllocator(TestAllocator.Manner.GOOD);
        allocators.register("later", 0, later);
        Use.ofBuffers(manager.service(), 4, 64);
        assertOneBlock(later, 32, 4 * 64);
    }
}

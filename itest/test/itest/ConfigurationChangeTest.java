// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.assertOneBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.Test;

import fw.buffer.Buffer;
import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;

/** A configuration that changes while its manager is in use. */
public class ConfigurationChangeTest extends ContainerTest {

    private static final Map<String, Object> SETTINGS = Map.of(BufferManager.BINS, bins("64x4"),
        BufferManager.DRAIN_TIMEOUT, 50L);

    @Test
    public void newBinsAreInForceUnderTheSameServiceAndOldBuffersGoHome() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long service = manager.serviceId();
        Buffer old = manager.service().allocate(64);
        Use.write(old, 7);

        manager.change(Map.of(BufferManager.BINS, bins("256x2")));
        Awaiting.that("the service has the new bins")
            .until(() -> Arrays.equals(bins("256x2"), (String[]) manager.reference().getProperty(BufferManager.BINS)));
        assertEquals(2, manager.snapshot().totalBuffs);
        assertEquals(service, manager.serviceId());
        Use.ofBuffers(manager.service(), 2, 256);
        Use.verify(old, 7);
        assertEquals(1, manager.snapshot().retiring);
        assertEquals(2, malloc.usage().blocks);

        old.close();
        awaitBlocks(malloc, 1);
        assertOneBlock(malloc, 32, 2 * 256);
        assertEquals(0, manager.snapshot().currBuffs);
        assertEquals(0, manager.snapshot().expired);
    }

    @Test
    public void aNewMemoryIdMovesTheBlock() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        manager.service();
        manager.change(Map.of(BufferManager.MEMORY_ID, 49));
        Awaiting.that("the memory is under its new identifier").untilAsserted(() -> assertOneBlock(malloc, 49, 4 * 64));
    }

    @Test
    public void aBadChangeIsRefusedWithOneLineAndTheConfigurationBeforeStaysInForce() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long service = manager.serviceId();
        manager.change(Map.of(BufferManager.BINS, bins("64x4", "0x3")));
        Awaiting.that("the bad value is refused").until(() -> !log.with("is refused").isEmpty());
        List<String> refusals = log.with("is refused");
        assertEquals(refusals.toString(), 1, refusals.size());
        assertTrue(refusals.get(0), Stream.of("ERROR ", "svc.buffermanager~m32", "'0x3'", "size 0 is not positive", "2048x20",
            "stays in force").allMatch(refusals.get(0)::contains));
        assertEquals(service, manager.serviceId());
        assertArrayEquals(bins("64x4"), (String[]) manager.reference().getProperty(BufferManager.BINS));
        assertEquals(0, manager.snapshot().swaps);
        Use.ofBuffers(manager.service(), 4, 64);
    }

    @Test
    public void aBadFirstConfigurationGivesOneLineAndNoServiceUntilItIsCorrected() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4"),
            BufferManager.ALIGNMENT, 48L));
        Awaiting.that("the bad value is refused").until(() -> !log.with("is refused").isEmpty());
        List<String> refusals = log.with("svc.buffermanager~m32");
        assertEquals(refusals.toString(), 1, refusals.size());
        assertTrue(refusals.get(0), refusals.get(0).contains("alignment 48 is not a power of two"));
        assertFalse(manager.isInService());
        assertNoBlock(allocators.named("malloc"));

        manager.change(Map.of(BufferManager.ALIGNMENT, 32L));
        Use.ofBuffers(manager.service(), 4, 64);
    }

    @Test
    public void aNumberThatIsNoneIsRefusedByItsPropertysName() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4"),
            BufferManager.MANAGER_ID, "many"));
        Awaiting.that("the bad value is refused").until(() -> !log.with("is refused").isEmpty());
        List<String> refusals = log.with("svc.buffermanager~m32");
        assertEquals(refusals.toString(), 1, refusals.size());
        assertTrue(refusals.get(0), Stream.of("manager.id", "many").allMatch(refusals.get(0)::contains));
        assertFalse(manager.isInService());
    }

    @Test
    public void aTargetThatIsNoFilterIsRefusedAndTheConfigurationBeforeStaysInForce() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long service = manager.serviceId();
        manager.change(Map.of(BufferManager.ALLOCATOR_TARGET, "((broken"));
        Awaiting.that("the bad value is in the log").until(() -> !log.with("((broken").isEmpty());
        assertEquals(service, manager.serviceId());
        Use.ofBuffers(manager.service(), 4, 64);
    }

    @Test
    public void aTargetThatNothingMatchesLeavesThePoolWhereItIs() throws Exception {
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        long service = manager.serviceId();
        manager.change(Map.of(BufferManager.ALLOCATOR_TARGET, Allocators.filter("later")));
        Awaiting.that("the failure is in the log").until(() -> !log.with("ERROR").isEmpty());
        List<String> failures = log.with("ERROR");
        assertEquals(failures.toString(), 1, failures.size());
        assertTrue(failures.get(0), failures.get(0).contains("stays with its pool from allocator malloc"));
        assertEquals(service, manager.serviceId());
        Use.ofBuffers(manager.service(), 4, 64);

        TestAllocator later = new TestAllocator(TestAllocator.Manner.GOOD);
        allocators.register("later", 0, later);
        manager.awaitAllocator("later");
        assertEquals(service, manager.serviceId());
        assertOneBlock(later, 32, 4 * 64);
    }

    @Test
    public void aChangeThatNoAllocatorCanGiveLeavesThePoolAsItIs() throws Exception {
        configurations.single("fw.memory.arena", Map.of("limit.bytes", 1000L));
        Awaiting.that("the limit is in force").until(() -> allocators.named("arena").usage().limitBytes == 1000);
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4"),
            BufferManager.ALLOCATOR_TARGET, Allocators.filter("arena")));
        long service = manager.serviceId();
        manager.change(Map.of(BufferManager.BINS, bins("64x16")));
        Awaiting.that("the failure is in the log").until(() -> !log.with("no pool from allocator arena").isEmpty());
        List<String> failures = log.with("no pool from allocator arena");
        assertEquals(failures.toString(), 1, failures.size());
        assertTrue(failures.get(0), failures.get(0).contains("1024 bytes asked for") && failures.get(0).contains("limit.bytes"));
        assertEquals(service, manager.serviceId());
        assertArrayEquals(bins("64x4"), (String[]) manager.reference().getProperty(BufferManager.BINS));
        assertOneBlock(allocators.named("arena"), 32, 4 * 64);
        Use.ofBuffers(manager.service(), 4, 64);
    }
}

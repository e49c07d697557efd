// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.assertOneBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.Test;
import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;

/** The allocator in use goes, or a better one comes, while another is there: the manager's service stays. */
public class HotSwapTest extends ContainerTest {

    private static final long PATIENT = 10_000;
    private static final long IMPATIENT = 50;

    private static Map<String, Object> settings(long drainTimeout) {
        return Map.of(BufferManager.BINS, bins("64x8"), BufferManager.DRAIN_TIMEOUT, drainTimeout);
    }

    @Test
    public void mallocStopsAndStarts() throws Exception {
        Bundle malloc = bundles.malloc();
        goesAndComes("malloc", "arena", malloc::stop, malloc::start);
    }

    @Test
    public void mallocIsUninstalledAndInstalled() throws Exception {
        Bundle malloc = bundles.malloc();
        goesAndComes("malloc", "arena", malloc::uninstall, () -> bundles.reinstall(malloc.getSymbolicName()));
    }

    @Test
    public void mallocIsUpdatedInPlace() throws Exception {
        isUpdated("malloc", bundles.malloc());
    }

    @Test
    public void arenaStopsAndStarts() throws Exception {
        bundles.malloc().stop();
        Bundle arena = bundles.arena();
        goesAndComes("arena", "mmap", arena::stop, arena::start);
    }

    @Test
    public void arenaIsUninstalledAndInstalled() throws Exception {
        bundles.malloc().stop();
        Bundle arena = bundles.arena();
        goesAndComes("arena", "mmap", arena::uninstall, () -> bundles.reinstall(arena.getSymbolicName()));
    }

    @Test
    public void arenaIsUpdatedInPlace() throws Exception {
        bundles.malloc().stop();
        isUpdated("arena", bundles.arena());
    }

    private void goesAndComes(String better, String other, Operator.Step goes, Operator.Step comes) throws Exception {
        MemAllocator first = allocators.named(better);
        MemAllocator second = allocators.named(other);
        ConfiguredManager manager = managers.configure(32, settings(PATIENT));
        long service = manager.serviceId();
        usesOnly(manager, better, first);

        goes.take();
        assertEquals(service, manager.serviceId());
        usesOnly(manager, other, second);
        assertNoBlock(first);

        comes.take();
        manager.awaitAllocator(better);
        assertEquals(service, manager.serviceId());
        usesOnly(manager, better, allocators.named(better));
        awaitBlocks(second, 0);

        assertEquals(2, manager.snapshot().swaps);
        assertNothingLost(manager);
    }

    private void isUpdated(String name, Bundle bundle) throws Exception {
        MemAllocator before = allocators.named(name);
        ConfiguredManager manager = managers.configure(32, settings(PATIENT));
        long service = manager.serviceId();
        long allocatorService = manager.snapshot().allocatorServiceId;
        usesOnly(manager, name, before);

        bundles.update(bundle);
        Awaiting.that("the manager has its pool from the updated " + name).until(() -> manager.snapshot().allocator.equals(name)
            && manager.snapshot().allocatorServiceId != allocatorService);
        assertEquals(service, manager.serviceId());
        usesOnly(manager, name, allocators.named(name));
        assertNoBlock(before);
        assertEquals(2, manager.snapshot().swaps);
        assertNothingLost(manager);
    }

    private static void usesOnly(ConfiguredManager manager, String name, MemAllocator allocator) {
        assertEquals(name, manager.snapshot().allocator);
        assertOneBlock(allocator, 32, 8 * 64);
        Use.ofBuffers(manager.service(), 8, 64);
    }

    private void assertNothingLost(ConfiguredManager manager) {
        assertEquals(0, manager.snapshot().currBuffs);
        assertEquals(0, manager.snapshot().expired);
        assertEquals(0, manager.snapshot().misuses);
        assertEquals(List.of(), log.with("ended what was outstanding"));
        assertEquals(List.of(), log.with("ERROR"));
    }

    @Test
    public void aBufferThatIsOutWhenItsAllocatorStopsIsAwaitedAndGoesHome() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, settings(PATIENT));
        Buffer out = manager.service().allocate(64);
        Use.write(out, 7);
        CompletableFuture<Void> stop = Operator.does(bundles.malloc()::stop);
        Awaiting.that("the old pool is being retired").until(() -> manager.snapshot().retiring == 1);
        Use.ofBuffers(manager.service(), 8, 64);
        assertEquals("arena", manager.snapshot().allocator);
        assertFalse(stop.isDone());
        Use.verify(out, 7);
        assertTrue(out.isValid());
        assertEquals(1, manager.snapshot().currBuffs);

        out.close();
        stop.get(20, TimeUnit.SECONDS);
        assertNoBlock(malloc);
        assertNothingLost(manager);
    }

    @Test
    public void theHighWaterMarkIsNoLowerThanWhatASnapshotShows() throws Exception {
        bundles.malloc().stop();
        ConfiguredManager manager = managers.configure(32, settings(PATIENT));
        try (Buffer old = manager.service().allocate(64)) {
            bundles.malloc().start();
            manager.awaitAllocator("malloc");
            try (Buffer fresh = manager.service().allocate(64)) {
                assertTrue(old.isValid() && fresh.isValid());
                assertEquals(2, manager.snapshot().currBuffs);
                assertEquals(2, manager.snapshot().hiBuffs);
            }
        }
        assertEquals(0, manager.snapshot().currBuffs);
        assertEquals(2, manager.snapshot().hiBuffs);
    }

    @Test
    public void aBufferThatIsOutWhenABetterAllocatorComesStaysAndGoesHome() throws Exception {
        bundles.malloc().stop();
        MemAllocator arena = allocators.named("arena");
        ConfiguredManager manager = managers.configure(32, settings(IMPATIENT));
        Buffer out = manager.service().allocate(64);
        Use.write(out, 7);
        bundles.malloc().start();
        manager.awaitAllocator("malloc");
        Use.ofBuffers(manager.service(), 8, 64);
        Use.verify(out, 7);
        assertOneBlock(arena, 32, 8 * 64);
        assertEquals(1, manager.snapshot().retiring);

        out.close();
        awaitBlocks(arena, 0);
        assertNothingLost(manager);
    }

    @Test
    public void aBufferThatStaysOutEndsWithItsMemoryAndItsReturnIsRefused() throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, settings(IMPATIENT));
        long service = manager.serviceId();
        Buffer late = manager.service().allocate(64);
        MemorySegment segment = late.segment();
        MemorySegment slice = segment.asSlice(8, 8);
        ByteBuffer bytes = late.byteBuffer();
        bundles.malloc().stop();

        assertFalse(late.isValid());
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0));
        assertThrows(IllegalStateException.class, () -> slice.fill((byte) 1));
        assertThrows(IllegalStateException.class, () -> bytes.put(0, (byte) 1));
        assertThrows(IllegalStateException.class, () -> late.segment().get(ValueLayout.JAVA_BYTE, 0));
        assertEquals(1, manager.snapshot().expired);
        BufferMisuseException refusal = assertThrows(BufferMisuseException.class, late::close);
        assertEquals(BufferMisuseException.Kind.EXPIRED, refusal.kind());
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("set drain.timeout higher"));
        assertEquals(BufferMisuseException.Kind.NOT_LENT, assertThrows(BufferMisuseException.class, late::close).kind());

        assertNoBlock(malloc);
        assertEquals(service, manager.serviceId());
        usesOnly(manager, "arena", allocators.named("arena"));
        assertEquals(0, manager.snapshot().currBuffs);
        assertEquals(2, manager.snapshot().misuses);
        List<String> warnings = log.with("WARN");
        assertEquals(warnings.toString(), 3, warnings.size());
        assertTrue(warnings.get(0), warnings.get(0).contains("buffers were out when their memory had to end: 1 of 64x8"));
        assertTrue(warnings.get(1), warnings.get(1).contains("BufferMisuse EXPIRED: "));
        assertTrue(warnings.get(2), warnings.get(2).contains("BufferMisuse NOT_LENT: "));
    }
}

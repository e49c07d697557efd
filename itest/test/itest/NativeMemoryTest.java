// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.junit.Test;
import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import svc.buffermanager.BufferManager;

/**
 * The native memory of bundles that were redeployed is back, by the accounts that the system and the JVM keep of this process,
 * whatever the allocators say. Each test first sees its own pool in the account, so it would see one that is left.
 */
public class NativeMemoryTest extends ContainerTest {

    private static final int BUFFERS = 64;
    private static final int SIZE = 1 << 20;
    private static final long POOL = (long) BUFFERS * SIZE;

    /** The system's account, where half a pool is far more than it moves by itself. */
    private static final Account RESIDENT = new Account("resident", NativeMemory::resident, POOL / 2);

    /** The JVM's account, which hardly moves by itself. */
    private static final Account OF_ARENAS = new Account("of arenas", NativeMemory::ofArenas, POOL / 64);

    /** An account, and by how much it may move by itself. */
    private record Account(String name, LongSupplier bytes, long noise) {

        void awaitRise(long before, long rise) {
            Awaiting.that("the memory that is " + name + " has risen by " + rise)
                .until(() -> bytes.getAsLong() - before, risen -> Math.abs(risen - rise) < noise);
        }
    }

    @Test
    public void mallocGivesItBack() throws Exception {
        isGivenBack("malloc", bundles.malloc(), RESIDENT);
    }

    @Test
    public void arenaGivesItBack() throws Exception {
        isGivenBack("arena", bundles.arena(), RESIDENT, OF_ARENAS);
    }

    @Test
    public void mmapGivesItBack() throws Exception {
        isGivenBack("mmap", bundles.mmap(), RESIDENT);
    }

    @Test
    public void mmapWithADirectoryGivesItBack() throws Exception {
        Path directory = Files.createTempDirectory("itest");
        try {
            configurations.single("fw.memory.mmap", Map.of("directory", directory.toString()));
            Awaiting.that("mmap's blocks are recoverable")
                .until(() -> Boolean.TRUE.equals(allocators.reference("mmap").getProperty(MemAllocator.RECOVERABLE)));
            isGivenBack("mmap", bundles.mmap(), RESIDENT);
        } finally {
            Files.deleteIfExists(directory.resolve("32.block"));
            Files.delete(directory);
        }
    }

    @Test
    public void theProviderGivesItBack() throws Exception {
        isGivenBack("malloc", bundles.provider(), RESIDENT);
    }

    /** The bundle is redeployed while the pool is full, and while buffers of it are out that never come home. */
    private void isGivenBack(String allocator, Bundle bundle, Account... accounts) throws Exception {
        ConfiguredManager manager = managers.configure(32, settings(allocator));
        manager.awaitAllocator(allocator);
        manager.delete();
        Awaiting.that("nothing is outstanding").until(() -> allocators.outstanding().isEmpty());
        long[] before = List.of(accounts).stream().mapToLong(account -> account.bytes.getAsLong()).toArray();

        manager = managers.configure(32, settings(allocator));
        fill(manager.service());
        for (int i = 0; i < accounts.length; i++) {
            accounts[i].awaitRise(before[i], POOL);
        }
        bundles.update(bundle);
        manager.awaitAllocator(allocator);
        fill(manager.service());
        bundle.uninstall();
        Bundle again = bundles.reinstall(bundle.getSymbolicName());
        manager.awaitAllocator(allocator);
        fill(manager.service());
        bundles.update(again);
        manager.awaitAllocator(allocator);
        fill(manager.service());
        manager.delete();
        for (int i = 0; i < accounts.length; i++) {
            accounts[i].awaitRise(before[i], 0);
        }
    }

    private static Map<String, Object> settings(String allocator) {
        return Map.of(BufferManager.BINS, bins(SIZE + "x" + BUFFERS), BufferManager.DRAIN_TIMEOUT, 10L,
            BufferManager.ALLOCATOR_TARGET, Allocators.filter(allocator));
    }

    /** An allocator that forgets what it is given back: the account that the other tests read does show that. */
    @Test
    public void aPoolThatIsNotGivenBackIsSeen() throws Exception {
        try (Arena forgotten = Arena.ofShared()) {
            allocators.register("forgetful", 0, new Forgetful(forgotten));
            long residentBefore = NativeMemory.resident();
            long ofArenasBefore = NativeMemory.ofArenas();
            ConfiguredManager manager = managers.configure(32, settings("forgetful"));
            fill(manager.service());
            manager.delete();
            manager.awaitOutOfService();
            RESIDENT.awaitRise(residentBefore, POOL);
            OF_ARENAS.awaitRise(ofArenasBefore, POOL);
        }
    }

    private record Forgetful(Arena arena) implements MemAllocator {

        @Override
        public MemoryBlock allocate(int identifier, long size, long alignment) {
            return new MemoryBlock(identifier, arena.allocate(size, alignment), false);
        }

        @Override
        public void deallocate(MemoryBlock block) {
            // It stays, as is wanted here.
        }

        @Override
        public AllocatorDTO usage() {
            return new TestAllocator(TestAllocator.Manner.GOOD).usage();
        }
    }

    /** Writes to every page of the pool, so that the system must have given it, and leaves one buffer out. */
    private static void fill(BufferManager manager) {
        List<Buffer> taken = new ArrayList<>();
        for (int i = 0; i < BUFFERS; i++) {
            Buffer buffer = manager.allocate(SIZE);
            buffer.segment().fill((byte) 1);
            taken.add(buffer);
        }
        taken.removeFirst();
        taken.forEach(Buffer::close);
    }
}

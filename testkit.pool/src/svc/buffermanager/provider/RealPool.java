// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.Arena;
import java.lang.reflect.Proxy;

import org.osgi.framework.ServiceReference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.dealing.BoundAllocator;
import fw.memory.dealing.LiveBlocks;
import fw.memory.log.Log;

/** The buffer manager itself, without a framework, for tests of components that use buffers. */
public final class RealPool implements BufferGet, AutoCloseable {

    private final Arena arena = Arena.ofShared();
    private final PooledBufferManager manager = new PooledBufferManager(new Log("pool", RealPool::silence), () -> { });
    private final Pool pool;

    /** Makes a pool with these bins, each as {@code SIZExCOUNT}. */
    public RealPool(String... bins) {
        // What a pool asks of its allocator's service, it asks for snapshots: for its properties.
        Object reference = Proxy.newProxyInstance(RealPool.class.getClassLoader(), new Class<?>[] {ServiceReference.class},
            (self, method, args) -> "service.id".equals(args[0]) ? 7L : null);
        @SuppressWarnings("unchecked") // The proxy is a reference to whatever one likes.
        ServiceReference<MemAllocator> typed = (ServiceReference<MemAllocator>) reference;
        BoundAllocator allocator = new BoundAllocator("test", typed, new Memory(), new LiveBlocks());
        PoolSpec spec = new PoolSpec(1, 1, BinSpec.parse(bins), 64, false);
        pool = new Pool(spec, manager, allocator, allocator.reserve(spec.block()));
        manager.publish(pool);
    }

    /** {@return a log service that keeps nothing: what the manager has to say is its own tests' matter} */
    private static LoggerFactory silence() {
        return proxy(LoggerFactory.class, proxy(Logger.class, null));
    }

    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(RealPool.class.getClassLoader(), new Class<?>[] {type},
            (self, method, args) -> answer));
    }

    @Override
    public Buffer allocate(int size) {
        return manager.allocate(size);
    }

    /** {@return how many buffers are lent} */
    public long lent() {
        return manager.snapshot().currBuffs;
    }

    /** {@return how often a buffer was misused} */
    public long misuses() {
        return manager.snapshot().misuses;
    }

    /** Ends its memory, though buffers are lent. */
    public void end() {
        manager.withdraw();
        manager.retired.end(pool);
    }

    @Override
    public void close() {
        if (!pool.hasEnded()) {
            end();
        }
    }

    private final class Memory implements MemAllocator {

        @Override
        public MemoryBlock allocate(int identifier, long size, long alignment) {
            return new MemoryBlock(identifier, arena.allocate(size, alignment), false);
        }

        @Override
        public void deallocate(MemoryBlock block) {
            arena.close();
        }

        @Override
        public AllocatorDTO usage() {
            throw new UnsupportedOperationException("the manager doesn't ask for it");
        }
    }
}

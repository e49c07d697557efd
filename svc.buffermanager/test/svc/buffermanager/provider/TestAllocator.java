// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.foreign.Arena;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.osgi.framework.ServiceReference;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.dealing.BoundAllocator;
import fw.memory.dealing.LiveBlocks;

/** An allocator that remembers what it was asked for, and has its block's memory filled with a byte that no test expects. */
final class TestAllocator implements MemAllocator {

    record Request(int identifier, long size, long alignment) {
    }

    static final byte FILL = (byte) 0xA5;

    final List<Request> requests = new ArrayList<>();
    final Map<MemoryBlock, Arena> outstanding = new HashMap<>();

    @Override
    public synchronized MemoryBlock allocate(int identifier, long size, long alignment) {
        requests.add(new Request(identifier, size, alignment));
        Arena arena = Arena.ofShared();
        MemoryBlock block = new MemoryBlock(identifier, arena.allocate(size, alignment).fill(FILL), false);
        outstanding.put(block, arena);
        return block;
    }

    @Override
    public synchronized void deallocate(MemoryBlock block) {
        outstanding.remove(block).close();
    }

    @Override
    public AllocatorDTO usage() {
        throw new UnsupportedOperationException("the manager doesn't ask for it");
    }

    BoundAllocator bound() {
        return bound(this);
    }

    static BoundAllocator bound(MemAllocator allocator) {
        Object reference = Proxy.newProxyInstance(TestAllocator.class.getClassLoader(), new Class<?>[] {ServiceReference.class},
            (self, method, args) -> switch (method.getName()) {
                case "getProperty" -> MemAllocator.NAME.equals(args[0]) ? "test" : "service.id".equals(args[0]) ? 7L : null;
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == args[0];
                default -> throw new UnsupportedOperationException(method.getName());
            });
        @SuppressWarnings("unchecked") // The proxy is a reference to whatever one likes.
        ServiceReference<MemAllocator> typed = (ServiceReference<MemAllocator>) reference;
        return new BoundAllocator("test", typed, allocator, new LiveBlocks());
    }
}

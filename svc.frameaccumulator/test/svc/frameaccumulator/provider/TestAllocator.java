// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import java.lang.foreign.Arena;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import org.osgi.framework.ServiceReference;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;

/** An allocator with a service reference, which remembers what it was asked for, and refuses or calls back when it is told to. */
final class TestAllocator implements MemAllocator {

    final String name;
    volatile int ranking;
    /** Each as {@code identifier size alignment}. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<MemoryBlock, Arena> outstanding = new ConcurrentHashMap<>();
    volatile Runnable whileAllocating = () -> { };
    volatile Runnable whileDeallocating = () -> { };
    /** What is given, instead of the block. */
    volatile UnaryOperator<MemoryBlock> giving = UnaryOperator.identity();
    /** What the block that is given is smaller by. */
    int shortBy;

    final ServiceReference<MemAllocator> reference;

    TestAllocator(String name, int ranking) {
        this.name = name;
        this.ranking = ranking;
        reference = reference();
    }

    @Override
    public MemoryBlock allocate(int identifier, long size, long alignment) {
        requests.add(identifier + " " + size + " " + alignment);
        whileAllocating.run();
        Arena arena = Arena.ofShared();
        MemoryBlock block = new MemoryBlock(identifier, arena.allocate(size - shortBy, alignment), false);
        outstanding.put(block, arena);
        return giving.apply(block);
    }

    @Override
    public void deallocate(MemoryBlock block) {
        whileDeallocating.run();
        outstanding.remove(block).close();
    }

    @Override
    public AllocatorDTO usage() {
        throw new UnsupportedOperationException("the accumulator doesn't ask for it");
    }

    private ServiceReference<MemAllocator> reference() {
        Object made = Proxy.newProxyInstance(TestAllocator.class.getClassLoader(), new Class<?>[] {ServiceReference.class},
            (self, method, args) -> switch (method.getName()) {
                case "getProperty" -> property((String) args[0]);
                case "getPropertyKeys" -> new String[] {NAME, "objectClass", "service.id"};
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == args[0];
                case "compareTo" -> Integer.compare(ranking,
                    (Integer) ((ServiceReference<?>) args[0]).getProperty("service.ranking"));
                default -> throw new UnsupportedOperationException(method.getName());
            });
        @SuppressWarnings("unchecked") // The proxy is a reference to whatever one likes.
        ServiceReference<MemAllocator> typed = (ServiceReference<MemAllocator>) made;
        return typed;
    }

    private Object property(String key) {
        return switch (key) {
            case NAME -> name;
            case "objectClass" -> new String[] {MemAllocator.class.getName()};
            case "service.id" -> 7L;
            case "service.ranking" -> ranking;
            default -> null;
        };
    }
}

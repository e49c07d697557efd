// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.List;

import fw.buffer.Buffer;
import fw.memory.dealing.BoundAllocator;
import fw.memory.log.Log;
import testkit.LogLines;

/** A manager over a test allocator, without a framework. */
final class ManagerFixture implements AutoCloseable {

    final LogLines log = new LogLines();
    final TestAllocator allocator = new TestAllocator();
    final PooledBufferManager manager = new PooledBufferManager(new Log("test", log::factory), () -> { });

    /** F´'s bins, manager 32 and memory 49, with no room between the slots. */
    static ManagerFixture withBins(String... bins) {
        return withAlignment(1, bins);
    }

    static ManagerFixture withAlignment(long alignment, String... bins) {
        ManagerFixture fixture = new ManagerFixture();
        fixture.publish(spec(32, alignment, bins));
        return fixture;
    }

    static PoolSpec spec(int managerId, long alignment, String... bins) {
        return new PoolSpec(managerId, 49, BinSpec.parse(bins), alignment, false);
    }

    Pool publish(PoolSpec spec) {
        BoundAllocator bound = allocator.bound();
        Pool pool = new Pool(spec, manager, bound, bound.reserve(spec.block()));
        manager.publish(pool);
        return pool;
    }

    List<Buffer> take(int count, int size) {
        List<Buffer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(manager.allocate(size));
        }
        return taken;
    }

    int index(Buffer buffer) {
        return (int) (buffer.context() & 0xFFFF);
    }

    @Override
    public void close() {
        manager.withdraw();
        List.copyOf(manager.retired.all()).forEach(manager.retired::end);
    }
}

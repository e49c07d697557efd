// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.List;

import fw.memory.dealing.BoundAllocator;
import stress.model.Arrangement;
import stress.model.Subject;
import svc.buffermanager.BufferManager;

/** The real manager without a framework, for one thread, which does with its pools what the component does. */
public final class SteppedPools implements Subject {

    private final List<String> lines = new ArrayList<>();
    private final PooledBufferManager manager =
        new PooledBufferManager(Stand.log((level, line) -> lines.add(level + " " + line)), this::drained);
    private final RefusingAllocator memory = new RefusingAllocator();
    private final BoundAllocator allocator = Stand.bound(memory);
    private int drainings;

    /** Makes a manager without a pool. */
    public SteppedPools() {
    }

    private void drained() {
        drainings++;
    }

    @Override
    public BufferManager manager() {
        return manager;
    }

    @Override
    public void publish(Arrangement arrangement) {
        List<BinSpec> bins = arrangement.bins().stream().map(bin -> new BinSpec(bin.size(), bin.count())).toList();
        PoolSpec spec = new PoolSpec(arrangement.managerId(), arrangement.memoryId(), bins, arrangement.alignment(), false,
            arrangement.handles());
        manager.publish(new Pool(spec, manager, allocator, allocator.reserve(spec.block())));
    }

    @Override
    public void withdraw() {
        manager.withdraw();
    }

    @Override
    public void end(int index) {
        manager.retired.end(manager.retired.all().get(index));
    }

    @Override
    public List<Boolean> retired() {
        return manager.retired.all().stream().map(Pool::isDrained).toList();
    }

    @Override
    public void refuseOnce() {
        memory.refuseOnce();
    }

    @Override
    public int drainings() {
        return drainings;
    }

    @Override
    public long reserved() {
        return memory.bytes();
    }

    @Override
    public List<String> log() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }
}

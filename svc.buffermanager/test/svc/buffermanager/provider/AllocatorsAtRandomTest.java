// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import fw.memory.MemAllocator;
import testkit.Concurrent;
import testkit.Gate;

/**
 * Several operators at once, among allocators that are bad in every way at random: in the end nothing is left, and meanwhile
 * nobody is kept.
 */
class AllocatorsAtRandomTest {

    private static final int ROUNDS = 30;

    private static final long LEAST_BYTES = 256;

    private final ComponentFixture fixture = new ComponentFixture();
    private final List<ScriptedAllocator> all = new ArrayList<>();
    private final Gate gate = new Gate();
    private final AtomicBoolean bad = new AtomicBoolean(true);

    private synchronized ScriptedAllocator bad(long seed) {
        ScriptedAllocator allocator = new ScriptedAllocator();
        SplittableRandom random = new SplittableRandom(seed);
        allocator.whileAllocating = () -> misbehave(random, 0);
        allocator.whileDeallocating = () -> misbehave(random, 5);
        all.add(allocator);
        return allocator;
    }

    private void misbehave(SplittableRandom random, int atLeast) {
        int manner;
        synchronized (random) {
            manner = bad.get() ? random.nextInt(12) : 11;
        }
        if (manner == atLeast) {
            gate.run();
        } else if (manner < 3) {
            throw new IllegalStateException("no");
        } else if (manner == 3) {
            fixture.configure(Map.of("allocator_timeout", 40L));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void leaveNothing(long seed) {
        ScriptedAllocator good = new ScriptedAllocator();
        all.add(good);
        ServiceReference<MemAllocator> reference = fixture.bind(1, good);
        fixture.activate(Map.of("allocator_timeout", 40L));
        List<CompletableFuture<Void>> operators = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            SplittableRandom random = new SplittableRandom(seed * 10 + i);
            operators.add(Concurrent.does(() -> comeAndGo(random)));
        }
        operators.add(Concurrent.does(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                fixture.configure(Map.of("allocator_timeout", 40L, "bins", new String[] {"64x" + (4 + i % 5)}));
            }
        }));
        operators.add(Concurrent.does(this::use));
        operators.forEach(Concurrent::join);
        bad.set(false);
        gate.open();
        fixture.configure(Map.of("bins", new String[] {"64x99"}));
        Concurrent.await("the last configuration is in force",
            () -> fixture.figures().totalBuffs == 99 && fixture.isFrom(reference));
        fixture.assertServesFrom(reference);
        fixture.component.deactivate();
        assertEquals(List.of(), fixture.framework.services);
        assertEquals(List.of(), fixture.component.manager().retired.all());
        Concurrent.await("what is outstanding is counted", () -> all.stream().mapToInt(ScriptedAllocator::outstanding).sum()
            * LEAST_BYTES <= fixture.figures().unreturnedBytes);
        assertEquals(0, good.outstanding());
    }

    private void comeAndGo(SplittableRandom random) {
        for (int i = 0; i < ROUNDS; i++) {
            ServiceReference<MemAllocator> reference;
            synchronized (fixture) {
                reference = fixture.framework.reference(100 + all.size(), 2 + random.nextInt(50));
            }
            fixture.component.bindAllocator(reference, bad(random.nextLong()));
            if (random.nextBoolean()) {
                fixture.component.updatedAllocator(reference);
            }
            fixture.component.unbindAllocator(reference);
        }
    }

    private void use() {
        for (int i = 0; i < 100 * ROUNDS; i++) {
            try (Buffer buffer = fixture.component.manager().allocate(64)) {
                if (buffer.isValid()) {
                    buffer.size();
                }
            } catch (IllegalStateException e) {
                // The manager has no pool at this moment, or the buffer's memory has ended: both may be.
                Thread.onSpinWait();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package bench.pool;

import static org.junit.jupiter.api.Assertions.*;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each contender does what the benchmarks ask of it; how fast is not looked at. */
@Timeout(60)
class ContenderTest {

    @ParameterizedTest
    @EnumSource
    void givesAllBuffersOfABinAtATimeAgainAndAgain(Contender contender) {
        try (BufferPool<Object> pool = contender.open(Demand.of(1024))) {
            for (int round = 0; round < 3; round++) {
                Set<Object> held = Collections.newSetFromMap(new IdentityHashMap<>());
                for (int i = 0; i < 256; i++) {
                    assertTrue(held.add(pool.take(1024)), "nothing is given twice");
                }
                held.forEach(pool::give);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesSizesOfAllBins(Contender contender) {
        try (BufferPool<Object> pool = contender.open(Demand.mixed())) {
            Deque<Object> held = new ArrayDeque<>();
            for (int size : new int[] {1, 64, 65, 594, 1024, 1025, 1518, 16384}) {
                for (int i = 0; i < 8; i++) {
                    held.push(pool.take(size));
                }
            }
            while (!held.isEmpty()) {
                pool.give(held.pop());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesBackFromAnotherThread(Contender contender) {
        try (BufferPool<Object> pool = contender.open(Demand.of(1024).byAnotherThread())) {
            for (int i = 0; i < 1000; i++) {
                Object buffer = pool.take(1024);
                CompletableFuture.runAsync(() -> pool.give(buffer)).join();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesSeveralAtATime(Contender contender) {
        try (BufferPool<Object> pool = contender.open(Demand.of(1024))) {
            Object[] held = pool.array(32);
            for (int round = 0; round < 100; round++) {
                Arrays.fill(held, null);
                pool.takeAll(1024, held);
                assertTrue(Arrays.stream(held).allMatch(buffer -> buffer != null));
                pool.giveAll(held);
            }
        }
    }

    static Stream<Contender> withSize() {
        return Arrays.stream(Contender.values()).filter(Contender::hasSize);
    }

    @ParameterizedTest
    @MethodSource("withSize")
    void saysWhenAllAreTaken(Contender contender) {
        try (BufferPool<Object> pool = contender.open(Demand.of(new Bin(1024, 2)))) {
            Object first = pool.take(1024);
            Object second = pool.take(1024);
            assertThrows(IllegalStateException.class, () -> pool.take(1024));
            pool.give(first);
            pool.give(second);
        }
    }
}

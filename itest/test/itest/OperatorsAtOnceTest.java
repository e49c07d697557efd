// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertOneBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.Test;
import org.osgi.framework.Bundle;

import fw.buffer.Buffer;
import svc.buffermanager.BufferManager;

/** Several operators at once, who stop and start bundles and change configurations: nothing hangs, and it ends as it should. */
public class OperatorsAtOnceTest extends ContainerTest {

    private static final int ROUNDS = 20;
    private static final Map<String, Object> SETTINGS = Map.of(BufferManager.BINS, bins("64x4"),
        BufferManager.DRAIN_TIMEOUT, 20L);

    private interface Step {
        void take(int round) throws Exception;
    }

    @Test
    public void allocatorsComeAndGoWhileConfigurationsChange() throws Exception {
        bundles.mmap().stop();
        ConfiguredManager changing = managers.configure(32, SETTINGS);
        ConfiguredManager steady = managers.configure(33, SETTINGS);
        Bundle malloc = bundles.malloc();
        Bundle arena = bundles.arena();
        atOnce(round -> {
            malloc.stop();
            malloc.start();
        }, round -> {
            arena.stop();
            arena.start();
        }, round -> changing.change(Map.of(BufferManager.BINS, bins("64x" + (round + 1)))),
            round -> useIfThere(steady));

        changing.awaitAllocator("malloc");
        steady.awaitAllocator("malloc");
        Awaiting.that("the last configuration is in force").until(() -> changing.snapshot().totalBuffs == ROUNDS);
        Use.ofBuffers(changing.service(), ROUNDS, 64);
        Use.ofBuffers(steady.service(), 4, 64);
        awaitBlocks(allocators.named("malloc"), 2);
        awaitBlocks(allocators.named("arena"), 0);
        changing.delete();
        awaitBlocks(allocators.named("malloc"), 1);
        assertOneBlock(allocators.named("malloc"), 33, 4 * 64);
        assertEquals(0, steady.snapshot().currBuffs);
    }

    /** A holder that looks for its manager each time, and is not surprised when that goes meanwhile. */
    private void useIfThere(ConfiguredManager manager) {
        for (int i = 0; i < 100; i++) {
            BufferManager service = manager.serviceIfThere();
            if (service != null) {
                try (Buffer buffer = service.allocate(64)) {
                    Use.write(buffer, i);
                } catch (IllegalStateException e) {
                    // The manager went out of service, or ended the buffer after its drain time-out.
                }
            }
        }
    }

    private static void atOnce(Step... steps) throws Exception {
        ExecutorService operators = Executors.newFixedThreadPool(steps.length);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (Step step : steps) {
                ends.add(operators.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        step.take(round);
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get(60, TimeUnit.SECONDS);
            }
        } finally {
            operators.shutdownNow();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertOneBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (Step step : steps) {
            ends.add(Operator.does(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    step.take(round);
                }
            }));
        }
        for (CompletableFuture<Void> end : ends) {
            end.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    public void nobodyWaitsForABufferThatIsOutButWhoStopsItsAllocator() throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4"),
            BufferManager.DRAIN_TIMEOUT, 20_000L));
        Buffer out = manager.service().allocate(64);
        CompletableFuture<Void> stop = Operator.does(bundles.malloc()::stop);
        Awaiting.that("the pool with the buffer is being retired").until(() -> manager.snapshot().retiring == 1);

        manager.change(Map.of(BufferManager.BINS, bins("64x5")));
        Awaiting.that("the new bins are in force").until(() -> manager.snapshot().totalBuffs == 5);
        bundles.arena().stop();
        manager.awaitAllocator("mmap");
        bundles.mmap().stop();
        manager.awaitOutOfService();
        bundles.arena().start();
        manager.awaitAllocator("arena");
        Use.ofBuffers(manager.service(), 5, 64);
        assertFalse("malloc has stopped with its buffer out", stop.isDone());

        out.close();
        stop.get(20, TimeUnit.SECONDS);
        bundles.malloc().start();
        manager.awaitAllocator("malloc");
        Use.ofBuffers(manager.service(), 5, 64);
        assertEquals(0, manager.snapshot().expired);
    }
}

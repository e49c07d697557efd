// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertOneBlock;
import static itest.Allocators.awaitBlocks;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.Test;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.MemAllocator;
import svc.buffermanager.BufferManager;

/** Buffers are given back while the manager goes: by other threads, by two at once, or never. */
public class DeactivationTest extends ContainerTest {

    private static final int ROUNDS = 20;
    private static final int BUFFERS = 32;
    private static final long POOL_BYTES = BUFFERS * 64 + 4 * 4096;
    private static final Map<String, Object> SETTINGS = Map.of(BufferManager.BINS, bins("64x" + BUFFERS, "4096x4"),
        BufferManager.DRAIN_TIMEOUT, 10L);

    /** What two threads get that give the same buffer back at once: one of them does so, in time or too late. */
    private static final Set<List<String>> TWICE = Set.of(List.of("NOT_LENT", "done"), List.of("EXPIRED", "NOT_LENT"));

    private final TreeSet<String> seen = new TreeSet<>();

    @Test
    public void theProviderStopsMeanwhile() throws Exception {
        try (Silence _ = new Silence()) {
            againstReturns(bundles.provider()::stop, bundles.provider()::start);
        }
    }

    @Test
    public void theConfigurationIsDeletedMeanwhile() throws Exception {
        ConfiguredManager[] manager = new ConfiguredManager[1];
        try (Silence _ = new Silence()) {
            againstReturns(() -> manager[0].delete(), () -> manager[0] = managers.configure(32, SETTINGS));
        }
    }

    private void againstReturns(Operator.Step goes, Operator.Step comes) throws Exception {
        MemAllocator malloc = allocators.named("malloc");
        ConfiguredManager manager = managers.configure(32, SETTINGS);
        for (int round = 0; round < ROUNDS; round++) {
            comes.take();
            BufferManager service = manager.service();
            assertOneBlock(malloc, 32, POOL_BYTES);
            List<Buffer> taken = new ArrayList<>();
            for (int i = 0; i < BUFFERS; i++) {
                taken.add(service.allocate(64));
            }
            // Every second round, some don't come home in time.
            List<Buffer> late = taken.subList(0, round % 2 == 0 ? 0 : 4);
            List<Buffer> toReturn = taken.subList(late.size(), BUFFERS);
            CyclicBarrier start = new CyclicBarrier(4);
            FutureTask<List<String>> once = begin(start, () -> giveBack(service, toReturn));
            FutureTask<List<String>> again = begin(start, () -> giveBack(service, toReturn));
            FutureTask<List<String>> takes = begin(start, () -> take(service));
            start.await(20, TimeUnit.SECONDS);
            goes.take();

            assertTwiceAtOnce(once.get(20, TimeUnit.SECONDS), again.get(20, TimeUnit.SECONDS));
            assertEquals(List.of("out of service"), takes.get(20, TimeUnit.SECONDS));
            manager.awaitOutOfService();
            awaitBlocks(malloc, 0);
            assertEquals(Collections.nCopies(late.size(), "EXPIRED"), giveBack(service, late));
            assertEquals(Collections.nCopies(late.size(), "NOT_LENT"), giveBack(service, late));
        }
        assertTrue(seen.toString(), seen.contains("done"));
        comes.take();
        Use.ofBuffers(manager.service(), BUFFERS, 64);
        assertOneBlock(malloc, 32, POOL_BYTES);
        goes.take();
        awaitBlocks(malloc, 0);
    }

    private void assertTwiceAtOnce(List<String> once, List<String> again) {
        for (int i = 0; i < once.size(); i++) {
            List<String> both = new ArrayList<>(List.of(once.get(i), again.get(i)));
            both.sort(null);
            assertTrue("buffer " + i + ": " + both, TWICE.contains(both));
            seen.addAll(both);
        }
    }

    private static FutureTask<List<String>> begin(CyclicBarrier start, Callable<List<String>> task) {
        FutureTask<List<String>> running = new FutureTask<>(() -> {
            start.await(20, TimeUnit.SECONDS);
            return task.call();
        });
        Thread.ofPlatform().name("itest holder").start(running);
        return running;
    }

    /** Gives each buffer back, through its manager or by itself. {@return what came of each} */
    private static List<String> giveBack(BufferManager service, List<Buffer> buffers) {
        List<String> outcomes = new ArrayList<>();
        for (Buffer buffer : buffers) {
            try {
                if (outcomes.size() % 2 == 0) {
                    service.deallocate(buffer);
                } else {
                    buffer.close();
                }
                outcomes.add("done");
            } catch (BufferMisuseException e) {
                outcomes.add(e.kind().name());
            }
            Thread.yield();
        }
        return outcomes;
    }

    /** Takes and gives back, of another bin, until the manager is out of service. {@return that it is, or what else happened} */
    private static List<String> take(BufferManager service) {
        for (;;) {
            try {
                service.allocate(4096).close();
            } catch (BufferMisuseException e) {
                if (e.kind() != BufferMisuseException.Kind.EXPIRED) {
                    return List.of(e.toString());
                }
            } catch (IllegalStateException e) {
                return List.of(e.getMessage().contains("get the service again") ? "out of service" : e.toString());
            }
        }
    }
}

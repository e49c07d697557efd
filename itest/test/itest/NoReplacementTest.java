// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.BufferManager;

/** The last allocator goes: so does the service; buffers that are out work on until the drain time-out. */
public class NoReplacementTest extends ContainerTest {

    @Override
    protected List<Option> more() throws Exception {
        return List.of(Worker.bundle());
    }

    @Before
    public void leaveMallocAlone() throws Exception {
        bundles.arena().stop();
        bundles.mmap().stop();
    }

    private ConfiguredManager configure(long drainTimeout) throws Exception {
        return managers.configure(32, Map.of(BufferManager.BINS, bins("256x8"), BufferManager.DRAIN_TIMEOUT, drainTimeout));
    }

    @Test
    public void aComponentLosesItsPortsOnceAndHasThemBackWithTheNextAllocator() throws Exception {
        ConfiguredManager manager = configure(20_000);
        manager.service();
        try (Worker worker = new Worker(context)) {
            bundles.malloc().stop();
            assertEquals(List.of("unregistering"), worker.events());
            assertEquals(List.of("activated", "deactivated"), worker.notes());
            bundles.malloc().start();
            Awaiting.that("the component has its ports again")
                .until(() -> worker.notes().equals(List.of("activated", "deactivated", "activated")));
            assertEquals(List.of("unregistering", "registered"), worker.events());
            assertEquals(0, manager.snapshot().expired);
        }
    }

    @Test
    public void aBufferThatIsOutWorksAndGoesHomeBeforeTheTimeIsUp() throws Exception {
        ConfiguredManager manager = configure(20_000);
        BufferManager service = manager.service();
        Buffer out = service.allocate(256);
        CompletableFuture<Void> stop = Operator.does(bundles.malloc()::stop);
        Awaiting.that("the pool is being retired").until(() -> service.snapshot().retiring == 1);
        assertFalse(manager.isInService());
        Use.write(out, 7);
        Use.verify(out, 7);
        assertTrue(out.isValid());
        assertFalse(stop.isDone());
        out.close();
        stop.get(10, TimeUnit.SECONDS);
        assertEquals(0, service.snapshot().expired);
        assertEquals(List.of(), log.with("WARN"));
    }

    @Test
    public void aBufferThatStaysOutEndsWhenTheTimeIsUpAndNotBefore() throws Exception {
        long drainMillis = 200;
        ConfiguredManager manager = configure(drainMillis);
        Buffer out = manager.service().allocate(256);
        MemorySegment segment = out.segment();
        ByteBuffer bytes = out.byteBuffer();
        long start = System.nanoTime();
        CompletableFuture<Void> stop = Operator.does(bundles.malloc()::stop);
        Awaiting.that("the buffer has ended").until(() -> !out.isValid());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue("it ended after " + millis + " ms", millis >= drainMillis);
        stop.get(20, TimeUnit.SECONDS);
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0));
        assertThrows(IllegalStateException.class, () -> bytes.get(0));
        assertEquals(BufferMisuseException.Kind.EXPIRED, assertThrows(BufferMisuseException.class, out::close).kind());
    }
}

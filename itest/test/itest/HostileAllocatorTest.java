// SPDX-License-Identifier: Apache-2.0
package itest;

import static itest.Allocators.assertNoBlock;
import static itest.Allocators.assertOneBlock;
import static itest.Managers.bins;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.Test;
import org.osgi.framework.ServiceRegistration;

import fw.memory.MemAllocator;
import itest.TestAllocator.Manner;
import svc.buffermanager.BufferManager;

/** An allocator that does not keep its promises, and has the highest ranking. */
public class HostileAllocatorTest extends ContainerTest {

    private static final int HIGHEST = 1_000_000;

    @Test
    public void oneThatThrowsAnExceptionIsPassedOver() throws Exception {
        isPassedOver(Manner.THROWS_EXCEPTION, "no memory on Sundays");
    }

    @Test
    public void oneThatThrowsAnErrorIsPassedOver() throws Exception {
        isPassedOver(Manner.THROWS_ERROR, "gone/With/The/Wind");
    }

    @Test
    public void oneThatReturnsNullIsPassedOver() throws Exception {
        isPassedOver(Manner.RETURNS_NULL, "null");
    }

    @Test
    public void oneThatGivesLessIsPassedOver() throws Exception {
        isPassedOver(Manner.GIVES_LESS, "less than was asked for");
    }

    @Test
    public void oneThatMisalignsIsPassedOver() throws Exception {
        isPassedOver(Manner.MISALIGNS, "is not a multiple of 64");
    }

    /** It is there first: the next best serves. */
    private void isPassedOver(Manner manner, String reason) throws Exception {
        TestAllocator hostile = new TestAllocator(manner);
        allocators.register("hostile", HIGHEST, hostile);
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4")));
        assertEquals("malloc", manager.snapshot().allocator);
        assertOneBlock(allocators.named("malloc"), 32, 4 * 64);
        Use.ofBuffers(manager.service(), 4, 64);
        assertSaidOnce("uses allocator malloc", reason);
        assertNoBlock(hostile);
    }

    @Test
    public void oneThatThrowsAnExceptionDoesNotDisturbAManagerThatRuns() throws Exception {
        doesNotDisturb(Manner.THROWS_EXCEPTION, "no memory on Sundays");
    }

    @Test
    public void oneThatThrowsAnErrorDoesNotDisturbAManagerThatRuns() throws Exception {
        doesNotDisturb(Manner.THROWS_ERROR, "gone/With/The/Wind");
    }

    @Test
    public void oneThatReturnsNullDoesNotDisturbAManagerThatRuns() throws Exception {
        doesNotDisturb(Manner.RETURNS_NULL, "null");
    }

    @Test
    public void oneThatGivesLessDoesNotDisturbAManagerThatRuns() throws Exception {
        doesNotDisturb(Manner.GIVES_LESS, "less than was asked for");
    }

    @Test
    public void oneThatMisalignsDoesNotDisturbAManagerThatRuns() throws Exception {
        doesNotDisturb(Manner.MISALIGNS, "is not a multiple of 64");
    }

    /** It comes later: the manager stays. While others come and go it is asked again, and nothing more is said. */
    private void doesNotDisturb(Manner manner, String reason) throws Exception {
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4")));
        long service = manager.serviceId();
        TestAllocator hostile = new TestAllocator(manner);
        allocators.register("hostile", HIGHEST, hostile);
        bundles.arena().stop();
        bundles.arena().start();
        assertTrue("the hostile allocator was asked", hostile.requests.get() > 0);
        assertEquals(service, manager.serviceId());
        assertEquals("malloc", manager.snapshot().allocator);
        assertEquals(0, manager.snapshot().swaps);
        Use.ofBuffers(manager.service(), 4, 64);
        assertSaidOnce("uses allocator malloc", reason);
        assertNoBlock(hostile);
    }

    @Test
    public void oneThatThrowsAnExceptionAndIsAloneGivesNoService() throws Exception {
        givesNoService(Manner.THROWS_EXCEPTION, "no memory on Sundays");
    }

    @Test
    public void oneThatThrowsAnErrorAndIsAloneGivesNoService() throws Exception {
        givesNoService(Manner.THROWS_ERROR, "gone/With/The/Wind");
    }

    @Test
    public void oneThatReturnsNullAndIsAloneGivesNoService() throws Exception {
        givesNoService(Manner.RETURNS_NULL, "null");
    }

    @Test
    public void oneThatGivesLessAndIsAloneGivesNoService() throws Exception {
        givesNoService(Manner.GIVES_LESS, "less than was asked for");
    }

    @Test
    public void oneThatMisalignsAndIsAloneGivesNoService() throws Exception {
        givesNoService(Manner.MISALIGNS, "is not a multiple of 64");
    }

    /** It is the only one that matches the target: there is no service, until a good one is there. */
    private void givesNoService(Manner manner, String reason) throws Exception {
        TestAllocator hostile = new TestAllocator(manner);
        ServiceRegistration<MemAllocator> registration = allocators.register("hostile", HIGHEST, hostile);
        ConfiguredManager manager = managers.configure(32, Map.of(BufferManager.BINS, bins("64x4"),
            BufferManager.ALLOCATOR_TARGET, "(fw.memory.allocator.type=TEST)"));
        Awaiting.that("the failure is in the log").until(() -> !log.with("out of service").isEmpty());
        assertSaidOnce("out of service", reason);
        assertFalse(manager.isInService());
        assertNoBlock(hostile);

        allocators.unregister(registration);
        TestAllocator good = new TestAllocator(Manner.GOOD);
        allocators.register("good", 0, good);
        manager.awaitAllocator("good");
        assertOneBlock(good, 32, 4 * 64);
        Use.ofBuffers(manager.service(), 4, 64);
    }

    private void assertSaidOnce(String consequence, String reason) {
        List<String> lines = log.with("ERROR");
        assertEquals(lines.toString(), 1, lines.size());
        assertTrue(lines.get(0), Stream.of("manager 32: ", consequence, "allocator hostile", reason)
            .allMatch(lines.get(0)::contains));
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import fw.memory.MemAllocator;

/** What is from an allocator that says so is guarded, as long as it is from there. */
class GuardedAllocatorTest {

    private final ComponentFixture fixture = new ComponentFixture();
    private final TestAllocator plain = new TestAllocator();
    private final TestAllocator guard = new TestAllocator();
    private final ServiceReference<MemAllocator> plainService = fixture.bind(1, plain);

    @AfterEach
    void end() {
        fixture.component.deactivate();
        assertEquals(0, plain.outstanding.size() + guard.outstanding.size());
    }

    private ServiceReference<MemAllocator> bindGuard() {
        fixture.framework.guarded.add(2L);
        return fixture.bind(2, guard);
    }

    @Test
    void theManagerIsGuardedWhileThatAllocatorIsThere() {
        fixture.activate(Map.of());
        assertFalse(fixture.figures().guarded);
        Buffer out = fixture.component.manager().allocate(64);
        ServiceReference<MemAllocator> guardService = bindGuard();
        fixture.assertServesFrom(guardService);
        assertTrue(fixture.figures().guarded);
        out.close();
        fixture.component.unbindAllocator(guardService);
        fixture.assertServesFrom(plainService);
        assertFalse(fixture.figures().guarded);
        assertEquals(2, fixture.figures().swaps);
    }

    /** Else the manager would move for ever. */
    @Test
    void aPoolThatIsGuardedBecauseOfItsAllocatorIsTheOneThatIsWanted() {
        bindGuard();
        fixture.activate(Map.of());
        fixture.configure(Map.of());
        fixture.component.updatedAllocator(plainService);
        fixture.configure(Map.of("guard", true));
        assertEquals(1, guard.requests.size());
        assertEquals(0, fixture.figures().swaps);
        fixture.configure(Map.of("wipe", true));
        assertEquals(2, guard.requests.size());
    }

    @Test
    void anAllocatorThatSaysSoLaterHasItsPoolSwapped() {
        ServiceReference<MemAllocator> other = fixture.bind(2, guard);
        fixture.activate(Map.of());
        assertFalse(fixture.figures().guarded);
        fixture.framework.guarded.add(2L);
        fixture.component.updatedAllocator(other);
        assertTrue(fixture.figures().guarded);
        assertEquals(2, guard.requests.size());
    }

    @Test
    void theConfigurationHasPoolsOfAnyAllocatorGuarded() {
        fixture.activate(Map.of("guard", true));
        assertTrue(fixture.figures().guarded);
        fixture.configure(Map.of());
        assertFalse(fixture.figures().guarded);
        assertEquals(1, fixture.figures().swaps);
    }

    /** A holder has memory of his own then, which is nobody else's afterwards. */
    @Test
    void sealedHandlesAreServedWithoutAGuard() {
        ServiceReference<MemAllocator> guardService = bindGuard();
        fixture.activate(Map.of("handles", "SEALED"));
        fixture.assertServesFrom(guardService);
        assertFalse(fixture.figures().guarded);
        assertEquals(1, fixture.log.count("not guarded, since handles is SEALED"), fixture.log.lines.toString());
    }
}

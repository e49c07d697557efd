// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

import fw.buffer.Buffer;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.dealing.LiveBlocks;

/** A component among allocators and a framework that throw, and that call back on the thread that they are called on. */
class ManagerComponentTest {

    private static final Map<String, Object> PROPERTIES = Map.of("service.pid", "svc.buffermanager~m32");

    private final FakeFramework framework = new FakeFramework();
    private final ManagerComponent component = new ManagerComponent(new LiveBlocks());
    private final Memory memory = new Memory();
    private final Memory better = new Memory();
    private final ServiceReference<MemAllocator> reference = framework.reference(1, 0);

    private void activate() {
        component.bindAllocator(reference, memory.port());
        component.activate(framework.context(), FakeFramework.configuration(10, "64x4"), PROPERTIES);
    }

    private void assertServesFrom(Memory source) {
        assertEquals(1, framework.services.size(), framework.services.toString());
        assertEquals(1, source.blocks.outstanding.size());
        assertTrue(component.manager().allocate(64).isValid());
    }

    private void assertNothingIsLeft() {
        assertEquals(List.of(), framework.services);
        assertEquals(0, memory.blocks.outstanding.size() + better.blocks.outstanding.size());
        assertThrows(IllegalStateException.class, () -> component.manager().allocate(64));
    }

    @Test
    void aRegistrationThatFailsIsTriedAgainAtTheNextChange() {
        framework.whileRegistering = () -> {
            throw new IllegalArgumentException("no");
        };
        activate();
        assertNothingIsLeft();
        component.updatedAllocator(reference);
        assertServesFrom(memory);
    }

    @Test
    void aBetterAllocatorThatComesWhileTheServiceIsRegisteredIsUsedAndThereIsOneService() {
        framework.whileRegistering = () -> component.bindAllocator(framework.reference(2, 9), better.port());
        activate();
        assertServesFrom(better);
        component.deactivate();
        assertNothingIsLeft();
    }

    @Test
    void anAllocatorThatComesWhileTheServiceGoesBringsItBack() {
        activate();
        framework.whileUnregistering = () -> component.bindAllocator(framework.reference(2, 9), better.port());
        component.unbindAllocator(reference);
        assertServesFrom(better);
        assertEquals(0, memory.blocks.outstanding.size());
    }

    @Test
    void aComponentThatIsDeactivatedWhileItsServiceIsRegisteredLeavesNothing() {
        framework.whileRegistering = component::deactivate;
        activate();
        assertNothingIsLeft();
    }

    @Test
    void anErrorOfOneAllocatorKeepsNoOtherBlock() {
        activate();
        Buffer out = component.manager().allocate(64);
        component.bindAllocator(framework.reference(2, 9), better.port());
        assertServesFrom(better);
        memory.refusal = () -> new NoClassDefFoundError("of an uninstalled bundle");
        component.deactivate();
        assertEquals(0, better.blocks.outstanding.size());
        assertEquals(1, memory.blocks.outstanding.size());
        assertFalse(out.isValid());
    }

    @Test
    void aServiceThatTheFrameworkHasUnregisteredBeforeKeepsNoBlock() {
        activate();
        framework.whileUnregistering = () -> {
            throw new IllegalStateException("already unregistered");
        };
        component.deactivate();
        assertNothingIsLeft();
    }

    @Test
    void aBlockThatIsInUseIsTriedAgain() {
        activate();
        int[] tries = {0};
        memory.refusal = () -> ++tries[0] < 3 ? new IllegalStateException("in use") : null;
        component.deactivate();
        assertEquals(3, tries[0]);
        assertNothingIsLeft();
    }

    @Test
    void anotherDrainTimeoutNeedsNoOtherPool() {
        activate();
        component.modified(FakeFramework.configuration(500, "64x4"), PROPERTIES);
        assertEquals(1, memory.blocks.requests.size());
        component.modified(FakeFramework.configuration(500, "64x5"), PROPERTIES);
        assertEquals(2, memory.blocks.requests.size());
        assertServesFrom(memory);
    }

    @Test
    void aDrainTimeoutBelowZeroIsRefused() {
        activate();
        component.modified(FakeFramework.configuration(-1, "64x5"), PROPERTIES);
        assertEquals(1, memory.blocks.requests.size());
        assertServesFrom(memory);
    }

    @Test
    void aPoolThatNobodyUsesAnyMoreGoesBackAtOnceWhenItIsReplaced() {
        activate();
        component.bindAllocator(framework.reference(2, 9), better.port());
        assertServesFrom(better);
        assertEquals(0, memory.blocks.outstanding.size());
    }

    /** A test allocator that may refuse to take blocks back. */
    private static final class Memory {

        final TestAllocator blocks = new TestAllocator();
        Supplier<Throwable> refusal = () -> null;

        MemAllocator port() {
            return new MemAllocator() {
                @Override
                public MemoryBlock allocate(int identifier, long size, long alignment) {
                    return blocks.allocate(identifier, size, alignment);
                }

                @Override
                public void deallocate(MemoryBlock block) {
                    switch (refusal.get()) {
                        case null -> blocks.deallocate(block);
                        case RuntimeException e -> throw e;
                        case Error e -> throw e;
                        case Throwable e -> throw new AssertionError(e);
                    }
                }

                @Override
                public fw.memory.AllocatorDTO usage() {
                    return blocks.usage();
                }
            };
        }
    }
}

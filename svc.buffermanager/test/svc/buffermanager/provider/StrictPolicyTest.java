// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import fw.memory.dealing.LiveBlocks;
import testkit.Concurrent;

/** A manager that takes itself out of service when a buffer is misused. */
class StrictPolicyTest {

    private static final Map<String, Object> STRICT = Map.of("misuse_policy", "STRICT");

    private final FakeFramework framework = new FakeFramework();
    private final ComponentFixture fixture = new ComponentFixture(framework, new LiveBlocks());
    private final ScriptedAllocator memory = new ScriptedAllocator();
    private final PooledBufferManager manager = fixture.component.manager();

    @BeforeEach
    void activate() {
        fixture.bind(1, memory);
        fixture.activate(STRICT);
    }

    @AfterEach
    void nothingIsLeft() {
        fixture.component.deactivate();
        assertEquals(0, memory.outstanding());
    }

    private void misuse() {
        Buffer buffer = manager.allocate(1);
        buffer.close();
        assertThrows(BufferMisuseException.class, buffer::close);
    }

    private void awaitOutOfService() {
        Concurrent.await("out of service", () -> framework.services.size() == 0 && manager.current() == null);
    }

    @Test
    void leavesServiceAndSaysWhyOnce() {
        misuse();
        awaitOutOfService();
        assertTrue(assertThrows(IllegalStateException.class, () -> manager.allocate(1)).getMessage().contains("out of service"));
        assertEquals(1, fixture.log.count("ERROR"), fixture.log.lines.toString());
        assertEquals(1, fixture.log.count("out of service, since misuse.policy is STRICT, and manager 32: buffer 0 of bin 64x4 is given "
            + "back, and is not lent: it was given back before; set its configuration anew to have it back"));
    }

    @Test
    void whatIsOutMayBeUsedAndGivenBackMeanwhile() {
        Buffer held = manager.allocate(1);
        misuse();
        awaitOutOfService();
        held.byteBuffer().put(0, (byte) 1);
        assertTrue(held.isValid());
        held.close();
        Concurrent.await("memory back", () -> memory.outstanding() == 0);
    }

    @Test
    void staysOutWhateverAllocatorsCome() {
        misuse();
        awaitOutOfService();
        fixture.bind(2, new ScriptedAllocator());
        assertEquals(0, framework.services.size());
    }

    @Test
    void comesBackWhenItsConfigurationIsSetAnew() {
        misuse();
        awaitOutOfService();
        fixture.configure(STRICT);
        assertEquals(1, framework.services.size());
        manager.allocate(1).close();
        misuse();
        awaitOutOfService();
    }

    @Test
    void reportsOnlyOnceThePolicyIsChanged() {
        fixture.configure(Map.of());
        misuse();
        fixture.configure(Map.of("bins", new String[] {"64x5"}));
        assertEquals(1, framework.services.size());
        assertEquals(0, fixture.log.count("ERROR"), fixture.log.lines.toString());
    }

    @Test
    void manyAtOnceAreOneReason() {
        Buffer buffer = manager.allocate(1);
        buffer.close();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(Concurrent.does(() -> assertThrows(BufferMisuseException.class, buffer::close)));
        }
        all.forEach(Concurrent::join);
        awaitOutOfService();
        assertEquals(8, manager.snapshot().misuses);
        assertEquals(1, fixture.log.count("ERROR"), fixture.log.lines.toString());
    }

    @Test
    void refusesAPolicyThatThereIsNot() {
        fixture.configure(Map.of("misuse_policy", "LAX"));
        assertEquals(1, fixture.log.count("misuse.policy 'LAX' is unknown; give one of [REPORT, STRICT]"), fixture.log.lines.toString());
        assertEquals(1, framework.services.size());
    }
}

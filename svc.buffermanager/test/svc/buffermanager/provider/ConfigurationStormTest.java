// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import fw.memory.MemoryUnavailableException;
import fw.memory.dealing.LiveBlocks;
import testkit.Concurrent;
import testkit.Gate;

/** Configurations that change all the time: each state is told once, and the last is in force. */
class ConfigurationStormTest {

    private static final Map<String, Object> BAD = Map.of("bins", new String[] {"0x3"});
    private static final Map<String, Object> WORSE = Map.of("drain_timeout", -1L);
    private static final Map<String, Object> TOO_LARGE = Map.of("bins", new String[] {"64x100"});
    private static final Map<String, Object> LARGER_STILL = Map.of("bins", new String[] {"64x200"});

    private final FakeFramework framework = new FakeFramework();
    private final LiveBlocks blocks = new LiveBlocks();
    private final ComponentFixture fixture = new ComponentFixture(framework, blocks);
    private final ScriptedAllocator memory = new ScriptedAllocator();
    private final ServiceReference<MemAllocator> reference = fixture.bind(1, memory);

    @AfterEach
    void nothingIsLeft() {
        fixture.component.deactivate();
        assertEquals(0, memory.outstanding());
    }

    private static Map<String, Object> buffers(int count) {
        return Map.of("bins", new String[] {"64x" + count});
    }

    @Test
    void badOnesAreToldOnceEach() {
        fixture.activate(Map.of());
        for (int i = 0; i < 100; i++) {
            fixture.configure(BAD);
            fixture.configure(WORSE);
            fixture.configure(Map.of());
        }
        assertEquals(1, fixture.log.count("'0x3'"));
        assertEquals(1, fixture.log.count("drain.timeout -1"));
        assertEquals(2, fixture.log.count("ERROR"), fixture.log.lines.toString());
        assertEquals(1, memory.requests.get());
        fixture.configure(buffers(5));
        fixture.configure(BAD);
        assertEquals(2, fixture.log.count("'0x3'"), "another one was in force meanwhile");
    }

    @Test
    void onesThatNobodyCanGiveAreToldOnceEach() {
        fixture.activate(Map.of());
        memory.giving = block -> {
            memory.deallocate(block);
            throw new MemoryUnavailableException(49, block.size(), 0, "none left");
        };
        for (int i = 0; i < 100; i++) {
            fixture.configure(TOO_LARGE);
            fixture.configure(LARGER_STILL);
        }
        assertEquals(1, fixture.log.count("6400 bytes asked for"));
        assertEquals(1, fixture.log.count("12800 bytes asked for"));
        assertEquals(2, fixture.log.count("ERROR"), fixture.log.lines.toString());
        fixture.assertServesFrom(reference);
    }

    @Test
    void aPoolIsBuiltForTheLastOfThoseThatCameWhileOneWasBuilt() throws InterruptedException {
        Gate gate = new Gate();
        memory.whileAllocating = gate;
        CompletableFuture<Void> activation = Concurrent.does(() -> fixture.activate(Map.of()));
        gate.awaitArrival();
        for (int i = 5; i <= 100; i++) {
            fixture.configure(buffers(i));
        }
        gate.open();
        Concurrent.join(activation);
        Concurrent.await("the last is in force", () -> fixture.figures().totalBuffs == 100);
        assertEquals(2, memory.requests.get());
        Concurrent.await("the first is back", () -> memory.outstanding() == 1);
    }

    @Test
    void theLastIsInForceWhoeverMadeTheOthers() {
        fixture.activate(Map.of());
        ScriptedAllocator better = new ScriptedAllocator();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        threads.add(Concurrent.does(() -> {
            for (int i = 5; i <= 104; i++) {
                fixture.configure(i % 7 == 0 ? BAD : buffers(i));
            }
        }));
        threads.add(Concurrent.does(() -> {
            for (int i = 0; i < 50; i++) {
                fixture.component.unbindAllocator(fixture.bind(9, better));
            }
        }));
        threads.add(Concurrent.does(() -> {
            for (int i = 0; i < 1000; i++) {
                fixture.component.manager().allocate(64).close();
            }
        }));
        threads.forEach(Concurrent::join);
        Concurrent.await("the last is in force", () -> fixture.figures().totalBuffs == 104 && fixture.isFrom(reference));
        Concurrent.await("the others are back", () -> memory.outstanding() == 1 && better.outstanding() == 0);
        fixture.assertServesFrom(reference);
        assertEquals(0, fixture.log.count("could not be given back"));
    }

    @Test
    void anIdThatAnotherManagerHasIsWarnedOfWhenItComesByAChange() {
        ComponentFixture other = new ComponentFixture(framework, blocks);
        other.bind(1, memory);
        fixture.activate(Map.of());
        other.activate(Map.of("manager_id", 33));
        assertEquals(0, fixture.log.count("WARN") + other.log.count("WARN"));
        other.configure(Map.of("manager_id", 32));
        other.configure(Map.of("manager_id", 32, "drain_timeout", 11L));
        assertEquals(1, other.log.count("WARN manager 32: another manager has this id"));
        other.configure(Map.of("manager_id", 34));
        assertEquals(1, other.log.count("WARN"));
        other.component.deactivate();
    }

    @Test
    void whatWasOutOfAPoolIsToldWithTheIdThatThePoolHad() {
        fixture.activate(Map.of());
        assertTrue(fixture.component.manager().allocate(64).isValid());
        fixture.configure(Map.of("manager_id", 40));
        fixture.component.deactivate();
        assertEquals(1, fixture.log.count("WARN manager 32: buffers were out when their memory had to end"));
    }
}

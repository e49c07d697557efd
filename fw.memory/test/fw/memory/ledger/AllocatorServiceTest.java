// SPDX-License-Identifier: Apache-2.0
package fw.memory.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

import fw.memory.Felix;
import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.RecordingLog;

class AllocatorServiceTest {

    private static final MemorySource SOURCE = (identifier, size, alignment) -> {
        Arena arena = Arena.ofShared();
        return new ArenaReservation(arena.allocate(size, alignment), arena);
    };

    private final RecordingLog log = new RecordingLog();
    private Felix felix;
    private AllocatorService service;

    @BeforeEach
    void begin(@TempDir Path storage) throws Exception {
        felix = new Felix(storage);
        service = new AllocatorService(felix.context(), log.log());
    }

    @AfterEach
    void end() throws Exception {
        service.close();
        felix.stop();
    }

    private ServiceReference<MemAllocator> reference() {
        return felix.context().getServiceReference(MemAllocator.class);
    }

    private MemAllocator allocator() {
        return felix.context().getService(reference());
    }

    private static Supplier<Offer> offer(String name, String type, long limit) {
        return () -> new Offer(name, List.of(type), 5, limit, true, SOURCE);
    }

    @Test
    void registersTheAllocatorWithItsProperties() {
        service.offer(offer("one", "TYPE", 100), Map.of("mine", 1, ".private", 2, Constants.SERVICE_RANKING, 9L));

        assertEquals("one", reference().getProperty(MemAllocator.NAME));
        assertArrayEquals(new String[] {"TYPE"}, (String[]) reference().getProperty(MemAllocator.TYPE));
        assertEquals(true, reference().getProperty(MemAllocator.RECOVERABLE));
        assertEquals(5, reference().getProperty(Constants.SERVICE_RANKING));
        assertEquals(1, reference().getProperty("mine"));
        assertNull(reference().getProperty(".private"));
        assertEquals("one", allocator().usage().name);
        assertEquals(100, allocator().usage().limitBytes);
    }

    @ParameterizedTest
    @CsvSource({
        "'', TYPE, 1, fw.memory.allocator.name is empty",
        "' ', TYPE, 1, fw.memory.allocator.name is empty",
        "name, '', 1, fw.memory.allocator.type [] holds an empty type",
        "name, TYPE, 0, limit.bytes 0 is not positive",
        "name, TYPE, -2, limit.bytes -2 is not positive",
        "name, TYPE, -9223372036854775808, limit.bytes -9223372036854775808 is not positive"})
    void registersNothingIfTheConfigurationIsBad(String name, String type, long limit, String reason) {
        service.offer(offer(name, type, limit), Map.of());

        assertNull(reference());
        assertEquals(1, log.lines().size());
        assertTrue(log.lines("error").getFirst().contains("this allocator is not offered: " + reason), log.lines()::toString);
    }

    @Test
    void registersNothingIfTheSystemCannotHaveIt() {
        service.offer(() -> {
            throw new UnsupportedOperationException("no such thing here");
        }, Map.of());

        assertNull(reference());
        assertEquals(List.of("warn this allocator is not offered: no such thing here"), log.lines());
        service.close();
    }

    @Test
    void registersItWhenTheConfigurationHasBecomeGood() {
        service.offer(offer("one", "TYPE", 0), Map.of());
        service.offer(offer("one", "TYPE", 1), Map.of());
        assertEquals(1, allocator().usage().limitBytes);
    }

    @Test
    void changesInPlace() {
        service.offer(offer("one", "TYPE", 100), Map.of());
        ServiceReference<MemAllocator> before = reference();
        MemAllocator allocator = allocator();
        MemoryBlock block = allocator.allocate(1, 10, 16);

        service.offer(offer("two", "OTHER", 200), Map.of());

        assertEquals(before, reference());
        assertSame(allocator, allocator());
        assertTrue(block.isAlive());
        assertEquals("two", before.getProperty(MemAllocator.NAME));
        assertArrayEquals(new String[] {"OTHER"}, (String[]) before.getProperty(MemAllocator.TYPE));
        assertEquals("two", allocator.usage().name);
        assertEquals(200, allocator.usage().limitBytes);
    }

    @Test
    void keepsWhatIsInForceIfAChangeIsBad() {
        service.offer(offer("one", "TYPE", 100), Map.of("x", 1));
        MemoryBlock block = allocator().allocate(1, 10, 16);

        service.offer(offer("two", "TYPE", 0), Map.of("x", 2));

        assertTrue(block.isAlive());
        assertEquals("one", allocator().usage().name);
        assertEquals(100, allocator().usage().limitBytes);
        assertEquals(1, reference().getProperty("x"));
        assertEquals(List.of("error the change is refused, and allocator one stays as it was: "
                + "limit.bytes 0 is not positive; give 1 or more, or -1 for no limit"), log.lines());
    }

    @Test
    void namesANumberThatCannotBeRead() {
        service.offer(() -> {
            long limit = Offer.read("limit.bytes", () -> Long.valueOf("many"));
            return new Offer("one", List.of(), 0, limit, false, SOURCE);
        }, Map.of());
        assertEquals(List.of("error this allocator is not offered: "
                + "limit.bytes can't be read: For input string: \"many\"; give a whole number"), log.lines());
    }

    @Test
    void letsHoldersGiveTheirBlocksBackBeforeItEndsThem() throws InvalidSyntaxException {
        service.offer(offer("one", "TYPE", -1), Map.of());
        MemAllocator allocator = allocator();
        MemoryBlock good = allocator.allocate(1, 10, 16);
        felix.context().addServiceListener(event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                allocator.deallocate(good);
            }
        }, "(objectClass=fw.memory.MemAllocator)");

        service.close();

        assertNull(reference());
        assertFalse(good.isAlive());
        assertEquals(List.of(), log.lines());
    }

    @Test
    void endsWhatNobodyHasGivenBack() {
        service.offer(offer("one", "TYPE", -1), Map.of());
        MemoryBlock lost = allocator().allocate(1, 10, 16);
        service.close();
        assertFalse(lost.isAlive());
        assertEquals(1, log.lines("warn").size());
    }
}

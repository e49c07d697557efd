// SPDX-License-Identifier: Apache-2.0
package fw.memory.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

import fw.memory.AllocatorDTO;
import fw.memory.Felix;
import fw.memory.MemAllocator;
import fw.memory.MemAllocatorListener;
import fw.memory.MemAllocatorRegistry.Registration;
import fw.memory.MemoryBlock;
import fw.memory.NoSuchAllocatorException;
import fw.memory.RecordingLog;
import fw.memory.RegisteredAllocatorDTO;

class RegistryViewTest {

    private final RecordingLog log = new RecordingLog();
    private Felix felix;
    private Bundle user;
    private RegistryView view;

    @BeforeEach
    void begin(@TempDir Path storage) throws Exception {
        felix = new Felix(storage);
        user = felix.bundle("the.user");
        view = new RegistryView(user.getBundleContext(), log.log());
    }

    @AfterEach
    void end() throws Exception {
        view.close();
        felix.stop();
    }

    /** An allocator that is only looked for. */
    private static MemAllocator allocator() {
        return new MemAllocator() {
            @Override
            public MemoryBlock allocate(int identifier, long size, long alignment) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void deallocate(MemoryBlock block) {
                throw new UnsupportedOperationException();
            }

            @Override
            public AllocatorDTO usage() {
                throw new UnsupportedOperationException();
            }
        };
    }

    private ServiceRegistration<MemAllocator> register(MemAllocator allocator, Object type, Object ranking) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(MemAllocator.NAME, "named");
        properties.put(MemAllocator.TYPE, type);
        properties.put(Constants.SERVICE_RANKING, ranking);
        return felix.context().registerService(MemAllocator.class, allocator, FrameworkUtil.asDictionary(properties));
    }

    private static void assertRefused(Class<? extends RuntimeException> type, String part, Executable call) {
        RuntimeException refusal = assertThrows(type, call);
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }

    @Test
    void findsTheAllocatorOfAType() {
        MemAllocator allocator = allocator();
        register(allocator(), "OTHER", 9);
        register(allocator, "WANTED", 0);
        assertSame(allocator, view.getAllocator("WANTED"));
        assertSame(allocator, view.getAnAllocator("WANTED"));
    }

    @Test
    void findsTheBestRankedThenTheFirst() {
        MemAllocator first = allocator();
        MemAllocator best = allocator();
        register(first, "T", 1);
        register(allocator(), "T", 1);
        assertSame(first, view.getAllocator("T"));
        ServiceRegistration<MemAllocator> better = register(best, "T", 2);
        assertSame(best, view.getAllocator("T"));
        better.unregister();
        assertSame(first, view.getAllocator("T"));
    }

    @Test
    void fallsBackToSystem() {
        MemAllocator system = allocator();
        register(system, new String[] {"X", "SYSTEM"}, 0);
        assertSame(system, view.getAnAllocator("UNHEARD"));
        assertRefused(NoSuchAllocatorException.class, "of type UNHEARD", () -> view.getAllocator("UNHEARD"));
    }

    @Test
    void saysWhichTypesThereAreIfThereIsNone() {
        assertRefused(NoSuchAllocatorException.class, "none of any type", () -> view.getAnAllocator("T"));
        register(allocator(), List.of("B", "A"), 0);
        assertRefused(NoSuchAllocatorException.class, "those of [A, B]", () -> view.getAllocator("T"));
        assertRefused(NoSuchAllocatorException.class, "T or SYSTEM", () -> view.getAnAllocator("T"));
    }

    @Test
    void refusesEmptyNames() {
        MemAllocator allocator = allocator();
        assertRefused(IllegalArgumentException.class, "type is empty", () -> view.getAllocator(""));
        assertRefused(IllegalArgumentException.class, "type is empty", () -> view.getAnAllocator(""));
        assertRefused(IllegalArgumentException.class, "type is empty", () -> view.registerAllocator("", "name", allocator));
        assertRefused(IllegalArgumentException.class, "name is empty", () -> view.registerAllocator("T", "", allocator));
        assertEquals(List.of(), view.getAllocators());
    }

    @Test
    void readsTypesOfAnyKind() {
        Object[] kinds = {"A", new String[] {"B", ""}, Set.of("C"), 5, List.of(6, "D"), new Object[] {null, "E"}, new long[] {7}};
        for (Object kind : kinds) {
            register(allocator(), kind, 0);
        }
        assertEquals(List.of(List.of("A"), List.of("B"), List.of("C"), List.of(), List.of("D"), List.of("E"), List.of()),
                view.getAllocators().stream().map(each -> each.types).toList());
    }

    @Test
    void readsPropertiesOfWrongKindsAsAbsent() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(MemAllocator.NAME, 5);
        properties.put(MemAllocator.RECOVERABLE, "true");
        properties.put(Constants.SERVICE_RANKING, "9");
        ServiceReference<MemAllocator> reference = felix.context()
                .registerService(MemAllocator.class, allocator(), FrameworkUtil.asDictionary(properties)).getReference();

        RegisteredAllocatorDTO found = view.getAllocators().getFirst();

        assertEquals("service-" + reference.getProperty(Constants.SERVICE_ID), found.name);
        assertEquals(false, found.recoverable);
        assertEquals(0, found.ranking);
        assertEquals(List.of(), found.types);
        assertEquals("org.apache.felix.framework", found.bundle);
    }

    @Test
    void listsTheBestFirstAndActivatesNone() {
        AtomicInteger got = new AtomicInteger();
        for (int ranking : new int[] {1, 3, 2}) {
            felix.context().registerService(MemAllocator.class, counting(got, allocator()),
                    FrameworkUtil.asDictionary(Map.of(MemAllocator.NAME, "r" + ranking, Constants.SERVICE_RANKING, ranking)));
        }
        List<RegisteredAllocatorDTO> list = view.getAllocators();
        list.removeFirst();
        assertEquals(List.of("r2", "r1"), list.stream().map(each -> each.name).toList());
        assertEquals(3, view.getAllocators().size());
        assertEquals(0, got.get());
    }

    /** A service that counts how many bundles use it. */
    private static ServiceFactory<MemAllocator> counting(AtomicInteger users, MemAllocator allocator) {
        return new ServiceFactory<>() {
            @Override
            public MemAllocator getService(Bundle bundle, ServiceRegistration<MemAllocator> registration) {
                users.incrementAndGet();
                return allocator;
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<MemAllocator> registration, MemAllocator service) {
                users.decrementAndGet();
            }
        };
    }

    @Test
    void usesAnAllocatorInTheNameOfItsBundleUntilTheViewEnds() {
        AtomicInteger users = new AtomicInteger();
        ServiceRegistration<?> registration = felix.context().registerService(MemAllocator.class, counting(users, allocator()),
                FrameworkUtil.asDictionary(Map.of(MemAllocator.TYPE, "T")));
        view.getAllocator("T");
        view.getAllocator("T");
        assertArrayEquals(new Bundle[] {user}, registration.getReference().getUsingBundles());
        view.close();
        assertNull(registration.getReference().getUsingBundles());
        assertEquals(0, users.get());
    }

    @Test
    void passesOverAServiceThatItsBundleCannotGive() {
        felix.context().registerService(MemAllocator.class, new ServiceFactory<MemAllocator>() {
            @Override
            public MemAllocator getService(Bundle bundle, ServiceRegistration<MemAllocator> registration) {
                return null;
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<MemAllocator> registration, MemAllocator service) {
                throw new AssertionError("there was none");
            }
        }, FrameworkUtil.asDictionary(Map.of(MemAllocator.TYPE, "T", Constants.SERVICE_RANKING, 100)));
        MemAllocator next = allocator();
        register(next, "T", 0);
        assertSame(next, view.getAllocator("T"));
    }

    @Test
    void registersAboveTheBestAndFindsTheOneBeforeAgain() {
        MemAllocator before = allocator();
        MemAllocator latest = allocator();
        register(before, "T", 41);
        register(allocator(), "OTHER", 1000);

        Registration registration = view.registerAllocator("T", "mine", latest);

        assertSame(latest, view.getAllocator("T"));
        RegisteredAllocatorDTO found = view.getAllocators().get(1);
        assertEquals(List.of("mine", List.of("T"), 42, "the.user"),
                List.of(found.name, found.types, found.ranking, found.bundle));
        registration.close();
        registration.close();
        assertSame(before, view.getAllocator("T"));
    }

    @Test
    void registersTheFirstOfATypeWithRankingZero() {
        view.registerAllocator("NEW", "mine", allocator());
        assertEquals(0, view.getAllocators().getFirst().ranking);
    }

    @Test
    void refusesToRegisterAboveTheHighestRanking() {
        register(allocator(), "T", Integer.MAX_VALUE);
        assertRefused(IllegalStateException.class, "2147483647", () -> view.registerAllocator("T", "mine", allocator()));
        assertEquals(1, view.getAllocators().size());
    }

    @Test
    void tellsListenersOfEveryChange() {
        List<String> told = new ArrayList<>();
        register(allocator(), "BEFORE", 0);
        Registration registration = view.addListener((change, allocator) ->
                told.add(change + " " + allocator.types + " " + view.getAllocators().size()));

        ServiceRegistration<MemAllocator> service = register(allocator(), "T", 0);
        service.setProperties(FrameworkUtil.asDictionary(Map.of(MemAllocator.TYPE, "U")));
        service.unregister();
        registration.close();
        register(allocator(), "AFTER", 0);

        assertEquals(List.of("ADDED [T] 2", "MODIFIED [U] 2", "REMOVED [U] 1"), told);
    }

    @Test
    void tellsTheOtherListenersWhenOneFails() {
        AtomicInteger told = new AtomicInteger();
        MemAllocatorListener counter = (change, allocator) -> {
            allocator.types.clear();
            told.incrementAndGet();
        };
        view.addListener((change, allocator) -> {
            throw new IllegalStateException("out of order");
        });
        Registration one = view.addListener(counter);
        view.addListener(counter);
        register(allocator(), "T", 0);
        assertEquals(2, told.get());
        assertEquals(1, log.lines("error").size());
        assertTrue(log.lines().getFirst().contains("ADDED of allocator named: java.lang.IllegalStateException: out of order"),
                log.lines()::toString);
        one.close();
        one.close();
        register(allocator(), "T", 0);
        assertEquals(3, told.get());
    }

    @Test
    void removesWhatItRegisteredWhenItEnds() {
        List<String> told = new ArrayList<>();
        view.addListener((change, allocator) -> told.add(change.toString()));
        Registration registration = view.registerAllocator("T", "mine", allocator());
        view.close();

        assertNull(felix.context().getServiceReference(MemAllocator.class));
        assertEquals(List.of("ADDED"), told);
        registration.close();
        view.close();
    }

    @Test
    void refusesEverythingWhenItHasEnded() {
        view.close();
        MemAllocator allocator = allocator();
        for (Executable use : List.<Executable>of(
                () -> view.getAllocator("T"),
                () -> view.getAnAllocator("T"),
                view::getAllocators,
                () -> view.addListener((change, each) -> { }),
                () -> view.registerAllocator("T", "mine", allocator))) {
            assertRefused(IllegalStateException.class, "has ended", use);
        }
        assertNull(felix.context().getServiceReference(MemAllocator.class));
    }

    @Test
    void endsCleanlyAfterItsBundleHasStopped() throws Exception {
        register(allocator(), "T", 0);
        view.getAllocator("T");
        Registration registration = view.registerAllocator("T", "mine", allocator());
        user.stop();
        view.close();
        registration.close();
        assertEquals(1, felix.context().getServiceReferences(MemAllocator.class, null).size());
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;

import fw.memory.MemAllocator;

/** As much of a framework as a manager's component sees, which calls back and throws when it is told to. */
final class FakeFramework {

    /** The services of managers that are registered. */
    final List<String> services = new CopyOnWriteArrayList<>();
    volatile Runnable whileRegistering = () -> { };
    volatile Runnable whileUnregistering = () -> { };

    final List<SynchronousBundleListener> listeners = new CopyOnWriteArrayList<>();

    private final Map<String, Dictionary<?, ?>> properties = new ConcurrentHashMap<>();
    private final Map<Long, Integer> rankings = new ConcurrentHashMap<>();
    private final AtomicInteger registrations = new AtomicInteger();

    BundleContext context() {
        return proxy(BundleContext.class, (self, method, args) -> switch (method) {
            case "createFilter" -> FrameworkUtil.createFilter((String) args[0]);
            case "getServiceReferences" -> matching(FrameworkUtil.createFilter((String) args[1]));
            case "registerService" -> register((Dictionary<?, ?>) args[2]);
            case "addBundleListener" -> listeners.add((SynchronousBundleListener) args[0]);
            case "removeBundleListener" -> listeners.remove((SynchronousBundleListener) args[0]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    /** {@return a bundle that is active} */
    static Bundle bundle(long id, String symbolicName) {
        return proxy(Bundle.class, (self, method, args) -> switch (method) {
            case "getBundleId" -> id;
            case "getSymbolicName", "toString" -> symbolicName;
            case "getState" -> Bundle.ACTIVE;
            case "hashCode" -> (int) id;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    /** Tells those who listen that a bundle has stopped. */
    void stopped(Bundle bundle) {
        listeners.forEach(listener -> listener.bundleChanged(new BundleEvent(BundleEvent.STOPPED, bundle)));
    }

    private List<ServiceReference<?>> matching(Filter filter) {
        return properties.entrySet().stream().filter(entry -> filter.match(typed(entry.getValue())))
            .<ServiceReference<?>>map(entry -> referenceTo(entry.getKey())).toList();
    }

    @SuppressWarnings("unchecked") // They are made by the provider, of texts.
    private static Dictionary<String, ?> typed(Dictionary<?, ?> properties) {
        return (Dictionary<String, ?>) properties;
    }

    private ServiceRegistration<?> register(Dictionary<?, ?> first) {
        String name = "service " + registrations.incrementAndGet();
        once(whileRegistering, () -> whileRegistering = () -> { });
        services.add(name);
        properties.put(name, first);
        return proxy(ServiceRegistration.class, (self, method, args) -> {
            switch (method) {
                case "getReference":
                    return referenceTo(name);
                case "setProperties":
                    properties.put(name, (Dictionary<?, ?>) args[0]);
                    return null;
                case "unregister":
                    services.remove(name);
                    properties.remove(name);
                    once(whileUnregistering, () -> whileUnregistering = () -> { });
                    return null;
                default:
                    throw new UnsupportedOperationException(method);
            }
        });
    }

    private static ServiceReference<?> referenceTo(String name) {
        return proxy(ServiceReference.class, (self, method, args) -> switch (method) {
            case "equals" -> args[0] != null && name.equals(args[0].toString());
            case "hashCode" -> name.hashCode();
            case "toString" -> name;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static void once(Runnable action, Runnable reset) {
        reset.run();
        action.run();
    }

    /** Whether the allocator with that {@code service.id} says that what is from it is to be guarded. */
    final Set<Long> guarded = ConcurrentHashMap.newKeySet();

    /** {@return the reference to an allocator's service} It has no name but its id. */
    ServiceReference<MemAllocator> reference(long id, int ranking) {
        return reference(id, ranking, Map.of());
    }

    /** {@return the reference to a service with these properties} */
    <S> ServiceReference<S> reference(long id, int ranking, Map<String, Object> others) {
        rankings.put(id, ranking);
        Map<String, Object> all = new HashMap<>(others);
        all.put("service.id", id);
        Object reference = proxy(ServiceReference.class, (self, method, args) -> switch (method) {
            case "getProperty" -> MemAllocator.GUARDED.equals(args[0]) && guarded.contains(id) ? Boolean.TRUE : all.get(args[0]);
            case "getPropertyKeys" -> all.keySet().toArray(String[]::new);
            case "hashCode" -> (int) id;
            case "equals" -> self == args[0];
            case "compareTo" -> Integer.compare(rankings.get(id), rankings.get(((ServiceReference<?>) args[0])
                .getProperty("service.id")));
            default -> throw new UnsupportedOperationException(method);
        });
        @SuppressWarnings("unchecked") // The proxy is a reference to whatever one likes.
        ServiceReference<S> typed = (ServiceReference<S>) reference;
        return typed;
    }

    static ManagerConfiguration configuration(long drainMillis, String... bins) {
        return configuration(Map.of("drain_timeout", drainMillis, "bins", bins));
    }

    /** @param changes what is not as in the others, by the names of the methods */
    static ManagerConfiguration configuration(Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(Map.of("manager_id", 32, "memory_id", 49, "bins", new String[] {"64x4"},
            "alignment", 64L, "allocator_target", "(service.id=*)", "drain_timeout", 10L, "allocator_timeout", 60_000L,
            "prefault", false, "handles", "REUSED"));
        all.putAll(Map.of("misuse_policy", "REPORT", "accounting", false, "tracking", 0, "held_limit", 0L, "reclaim", false));
        all.putAll(Map.of("quotas", new String[0], "spill", -1, "wipe", false, "guard", false, "recovery", false));
        all.putAll(changes);
        return proxy(ManagerConfiguration.class, (self, method, args) -> {
            if (!all.containsKey(method)) {
                throw new UnsupportedOperationException(method);
            }
            return all.get(method);
        });
    }

    private interface Answer {
        Object to(Object self, String method, Object[] args) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (self, method, args) -> answer.to(self, method.getName(), args)));
    }
}

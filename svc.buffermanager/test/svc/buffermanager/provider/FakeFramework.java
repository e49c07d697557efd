// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

import fw.memory.MemAllocator;

/** As much of a framework as a manager's component sees, which calls back and throws when it is told to. */
final class FakeFramework {

    /** The services of the manager that are registered. */
    final List<String> services = new ArrayList<>();
    Runnable whileRegistering = () -> { };
    Runnable whileUnregistering = () -> { };

    private final Map<Object, Integer> rankings = new IdentityHashMap<>();
    private int registrations;

    BundleContext context() {
        return proxy(BundleContext.class, (self, method, args) -> switch (method) {
            case "createFilter" -> FrameworkUtil.createFilter((String) args[0]);
            case "getServiceReferences" -> List.of();
            case "registerService" -> register();
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private ServiceRegistration<?> register() {
        String name = "service " + ++registrations;
        once(whileRegistering, () -> whileRegistering = () -> { });
        services.add(name);
        return proxy(ServiceRegistration.class, (self, method, args) -> {
            if (method.equals("unregister")) {
                services.remove(name);
                once(whileUnregistering, () -> whileUnregistering = () -> { });
            }
            return null;
        });
    }

    private static void once(Runnable action, Runnable reset) {
        reset.run();
        action.run();
    }

    ServiceReference<MemAllocator> reference(long id, int ranking) {
        Object reference = proxy(ServiceReference.class, (self, method, args) -> switch (method) {
            case "getProperty" -> "service.id".equals(args[0]) ? (Object) id : null;
            case "getPropertyKeys" -> new String[] {"service.id"};
            case "hashCode" -> (int) id;
            case "equals" -> self == args[0];
            case "compareTo" -> Integer.compare(rankings.get(self), rankings.get(args[0]));
            default -> throw new UnsupportedOperationException(method);
        });
        rankings.put(reference, ranking);
        @SuppressWarnings("unchecked") // The proxy is a reference to whatever one likes.
        ServiceReference<MemAllocator> typed = (ServiceReference<MemAllocator>) reference;
        return typed;
    }

    static ManagerConfiguration configuration(long drainMillis, String... bins) {
        return configuration(Map.of("drain_timeout", drainMillis, "bins", bins));
    }

    /** @param changes what is not as in the others, by the names of the methods */
    static ManagerConfiguration configuration(Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(Map.of("manager_id", 32, "memory_id", 49, "bins", new String[] {"64x4"},
            "alignment", 64L, "allocator_target", "(service.id=*)", "drain_timeout", 10L,
            "prefault", false, "handles", "REUSED", "misuse_policy", "REPORT"));
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

// SPDX-License-Identifier: Apache-2.0
package fw.memory.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.log.LoggerFactory;

import fw.memory.MemAllocator;
import fw.memory.MemAllocatorListener;
import fw.memory.MemAllocatorListener.Change;
import fw.memory.MemAllocatorRegistry;
import fw.memory.NoSuchAllocatorException;
import fw.memory.RegisteredAllocatorDTO;
import fw.memory.log.Log;

/**
 * The registry as one bundle sees it. What is registered is asked of the framework each time, so nothing is ever out of date; an
 * allocator is got from the service registry, and so activated, only when it is found, not when it is listed.
 * <p>
 * No lock is held while the framework is called.
 */
@Component(scope = ServiceScope.BUNDLE)
public final class RegistryView implements MemAllocatorRegistry {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory loggerFactory;

    private final BundleContext context;
    private final Notices notices;
    private final ServiceListener events = this::changed;
    private final Set<ServiceRegistration<MemAllocator>> registrations = ConcurrentHashMap.newKeySet();
    private final Map<ServiceReference<MemAllocator>, MemAllocator> found = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /**
     * For DS: begins a view.
     *
     * @param component knows the bundle that it is for
     */
    @Activate
    public RegistryView(ComponentContext component) {
        context = component.getUsingBundle().getBundleContext();
        notices = new Notices(new Log("fw.memory.registry", () -> loggerFactory));
        watch();
    }

    /** Begins a view for the bundle of that context. */
    RegistryView(BundleContext context, Log log) {
        this.context = context;
        this.notices = new Notices(log);
        watch();
    }

    private void watch() {
        try {
            context.addServiceListener(events, "(" + Constants.OBJECTCLASS + "=" + MemAllocator.class.getName() + ")");
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("a class name needs no escapes", e);
        }
    }

    @Override
    public MemAllocator getAllocator(String type) {
        return find(requireNotEmpty("type", type)).orElseThrow(() -> none(type));
    }

    @Override
    public MemAllocator getAnAllocator(String type) {
        return find(requireNotEmpty("type", type)).or(() -> find(MemAllocator.SYSTEM))
                .orElseThrow(() -> none(type + " or " + MemAllocator.SYSTEM));
    }

    /**
     * {@return the best allocator of that type} One that is registered but that its bundle can't give at this moment is passed
     * over.
     */
    private Optional<MemAllocator> find(String type) {
        return candidates().filter(each -> each.types().contains(type)).map(this::get).flatMap(Optional::stream).findFirst();
    }

    private NoSuchAllocatorException none(String type) {
        Set<String> types = new TreeSet<>();
        candidates().forEach(each -> types.addAll(each.types()));
        return new NoSuchAllocatorException("no allocator of type " + type + " is registered; "
                + (types.isEmpty() ? "there is none of any type" : "there are those of " + types));
    }

    private Optional<MemAllocator> get(Candidate candidate) {
        ServiceReference<MemAllocator> reference = candidate.reference();
        MemAllocator known = found.get(reference);
        if (known != null) {
            return Optional.of(known);
        }
        MemAllocator allocator = context.getService(reference);
        if (allocator == null) {
            return Optional.empty();
        }
        if (found.putIfAbsent(reference, allocator) != null) {
            context.ungetService(reference);
        }
        // The service may have gone, or the view ended, just before it was put there; then nobody else takes it out.
        if (ended || candidates().map(Candidate::reference).noneMatch(candidate.reference()::equals)) {
            letGo(reference);
            requireOpen();
            return Optional.empty();
        }
        return Optional.of(allocator);
    }

    @Override
    public Registration registerAllocator(String type, String name, MemAllocator allocator) {
        Objects.requireNonNull(allocator, "allocator");
        Map<String, Object> properties = new HashMap<>();
        properties.put(MemAllocator.NAME, requireNotEmpty("name", name));
        properties.put(MemAllocator.TYPE, requireNotEmpty("type", type));
        properties.put(Constants.SERVICE_RANKING, rankingAbove(type));
        ServiceRegistration<MemAllocator> registration =
                context.registerService(MemAllocator.class, allocator, FrameworkUtil.asDictionary(properties));
        registrations.add(registration);
        if (ended) {
            remove(registration);
            requireOpen();
        }
        return () -> remove(registration);
    }

    private int rankingAbove(String type) {
        Optional<Candidate> best = candidates().filter(each -> each.types().contains(type)).findFirst();
        if (best.isEmpty()) {
            return 0;
        }
        if (best.get().ranking() == Integer.MAX_VALUE) {
            throw new IllegalStateException("allocator " + best.get().snapshot().name + " has the highest ranking there is, "
                    + Integer.MAX_VALUE + ", so none of type " + type + " can be put in its place; lower its service.ranking");
        }
        return best.get().ranking() + 1;
    }

    private void remove(ServiceRegistration<MemAllocator> registration) {
        if (registrations.remove(registration)) {
            evenIfStopped(registration::unregister);
        }
    }

    @Override
    public List<RegisteredAllocatorDTO> getAllocators() {
        return new ArrayList<>(candidates().map(Candidate::snapshot).toList());
    }

    @Override
    public Registration addListener(MemAllocatorListener listener) {
        requireOpen();
        Registration registration = notices.add(Objects.requireNonNull(listener, "listener"));
        if (ended) {
            registration.close();
            requireOpen();
        }
        return registration;
    }

    /** {@return all allocators that are registered, the best first} */
    private Stream<Candidate> candidates() {
        requireOpen();
        try {
            return context.getServiceReferences(MemAllocator.class, null).stream()
                    .sorted(Comparator.reverseOrder()).map(Candidate::new);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("there is no filter", e);
        }
    }

    @SuppressWarnings("unchecked") // The listener's filter lets only these through.
    private void changed(ServiceEvent event) {
        ServiceReference<MemAllocator> reference = (ServiceReference<MemAllocator>) event.getServiceReference();
        switch (event.getType()) {
            case ServiceEvent.REGISTERED -> notices.tell(Change.ADDED, new Candidate(reference));
            case ServiceEvent.MODIFIED -> notices.tell(Change.MODIFIED, new Candidate(reference));
            case ServiceEvent.UNREGISTERING -> {
                notices.tell(Change.REMOVED, new Candidate(reference));
                letGo(reference);
            }
            default -> {
                // MODIFIED_ENDMATCH: the filter names the service's class alone, which does not change.
            }
        }
    }

    private void letGo(ServiceReference<MemAllocator> reference) {
        if (found.remove(reference) != null) {
            evenIfStopped(() -> context.ungetService(reference));
        }
    }

    /** Ends the view: removes what was registered through it, forgets its listeners, lets go of all allocators. */
    @Deactivate
    void close() {
        ended = true;
        evenIfStopped(() -> context.removeServiceListener(events));
        notices.clear();
        registrations.forEach(this::remove);
        found.keySet().forEach(this::letGo);
    }

    /** When the bundle of this view has stopped, the framework has done this by itself, and refuses it. */
    private static void evenIfStopped(Runnable undo) {
        try {
            undo.run();
        } catch (IllegalStateException e) {
            // The state that was wanted.
        }
    }

    private static String requireNotEmpty(String what, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty; give one");
        }
        return value;
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("this view of the allocators has ended: its bundle has stopped, or has let the"
                    + " registry go; get the service again");
        }
    }
}

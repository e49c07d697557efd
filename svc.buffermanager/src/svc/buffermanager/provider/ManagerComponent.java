// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

import fw.buffer.BufferGet;
import fw.buffer.BufferSend;
import fw.memory.MemAllocator;
import fw.memory.MemoryUnavailableException;
import fw.memory.log.Log;
import svc.buffermanager.BufferManager;

/**
 * The life of one buffer manager: it follows the configuration and the allocators, and keeps a pool from the best allocator that
 * can give one.
 * <p>
 * It knows all allocators, and chooses by {@code allocator.target} itself: if the best can't give the pool, the next is asked;
 * and while a pool is there, the manager stays with it until a better one is. The service is registered by hand, so that it is
 * there exactly while a pool is: a component that Declarative Services registers is there even when its activation has failed,
 * and its getService gives null.
 * <p>
 * All this happens on the threads that change configurations and bundles, one at a time. They may wait for buffers to come home;
 * those who take and give back never wait for them.
 */
@Component(name = BufferManager.PID, service = {}, immediate = true, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ManagerConfiguration.class, factory = true)
@Capability(namespace = "osgi.service", uses = {BufferManager.class, BufferGet.class}, effective = "active",
    attribute = "objectClass:List<String>=\"svc.buffermanager.BufferManager,fw.buffer.BufferGet,fw.buffer.BufferSend\"")
public final class ManagerComponent {

    private static final String[] SERVICES = {BufferManager.class.getName(), BufferGet.class.getName(),
        BufferSend.class.getName()};

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory loggerFactory;

    private final Log log = new Log(BufferManager.PID, () -> loggerFactory);
    private final PooledBufferManager manager = new PooledBufferManager(log,
        () -> ForkJoinPool.commonPool().execute(this::endDrained));
    private final List<BoundAllocator> allocators = new ArrayList<>();
    private BundleContext context;
    private Map<String, Object> properties;
    private PoolSpec spec;
    private Filter target;
    /** Whether the service's properties are those of a configuration before. */
    private boolean stale;
    /** What is wrong with the state that it is in, as logged; or null. */
    private String lastFailure;
    private ServiceRegistration<?> registration;

    /**
     * Reserves the pool. If that can't be had, says why, and tries again when an allocator comes or changes, or the configuration
     * does.
     */
    @Activate
    synchronized void activate(BundleContext bundleContext, ManagerConfiguration configuration, Map<String, Object> config) {
        context = bundleContext;
        configure(configuration, config);
    }

    /** Rearranges the pool if need be. A configuration that is refused leaves the one before in force. */
    @Modified
    synchronized void modified(ManagerConfiguration configuration, Map<String, Object> config) {
        configure(configuration, config);
    }

    /** Ends the service, waits for buffers that are out until the drain time-out has passed, and gives all memory back. */
    @Deactivate
    synchronized void deactivate() {
        leaveService();
        context = null;
    }

    private void configure(ManagerConfiguration configuration, Map<String, Object> config) {
        try {
            PoolSpec wanted = PoolSpec.of(configuration);
            target = filter(configuration.allocator_target());
            spec = wanted;
            properties = config;
        } catch (RuntimeException e) {
            String consequence = spec == null ? "" : ", the one before stays in force";
            log.error("configuration " + config.get(Constants.SERVICE_PID) + " is refused" + consequence + ": " + e.getMessage());
            return;
        }
        lastFailure = null;
        stale = true;
        settle();
    }

    /** Declarative Services would do this for a reference of that name; but of one that is no filter, it would make no allocator at all. */
    private Filter filter(String text) {
        try {
            return context.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("allocator.target '" + text + "' is no filter: " + e.getMessage()
                + "; give for example (" + MemAllocator.NAME + "=malloc)", e);
        }
    }

    /** An allocator has come: the pool moves to it if it's better. */
    @Reference(name = "allocators", service = MemAllocator.class, cardinality = ReferenceCardinality.AT_LEAST_ONE,
        policy = ReferencePolicy.DYNAMIC, updated = "updatedAllocator")
    synchronized void bindAllocator(ServiceReference<MemAllocator> reference, MemAllocator allocator) {
        allocators.add(new BoundAllocator(reference, allocator));
        settle();
    }

    /** An allocator's ranking may have changed. */
    synchronized void updatedAllocator(ServiceReference<MemAllocator> reference) {
        settle();
    }

    /** An allocator goes. All that is from it goes back to it before this returns. */
    synchronized void unbindAllocator(ServiceReference<MemAllocator> reference) {
        allocators.removeIf(bound -> bound.reference().equals(reference));
        settle();
        endWithin(manager.retired().stream().filter(pool -> pool.allocator.reference().equals(reference)).toList());
    }

    /**
     * Has the pool be from the best allocator that can give it as configured. If none can, it stays as it is while its allocator
     * is there.
     */
    private void settle() {
        if (context == null || spec == null) {
            return;
        }
        Pool present = manager.current();
        List<BoundAllocator> candidates = allocators.stream().filter(bound -> target.match(bound.reference())).sorted().toList();
        List<String> refusals = new ArrayList<>();
        for (BoundAllocator candidate : candidates) {
            boolean there = present != null && present.allocator == candidate && present.spec.equals(spec);
            if (there || tryMoveTo(candidate, refusals)) {
                say(refusals.isEmpty() ? null : "uses allocator " + candidate.name() + ", since there is " + reason(refusals));
                enterService();
                return;
            }
        }
        if (present != null && allocators.contains(present.allocator)) {
            say("stays with its pool from allocator " + present.allocator.name() + ", since there is " + reason(refusals));
        } else {
            say("out of service, since there is " + reason(refusals));
            leaveService();
        }
    }

    private String reason(List<String> refusals) {
        return refusals.isEmpty() ? "no allocator, of " + allocators.size() + ", that matches " + target
            : String.join("; ", refusals);
    }

    /** Logs what is wrong with the state that the manager is in, once while that lasts. */
    private void say(String failure) {
        if (failure != null && !failure.equals(lastFailure)) {
            log.error("manager " + spec.managerId() + ": " + failure);
        }
        lastFailure = failure;
    }

    private boolean tryMoveTo(BoundAllocator candidate, List<String> refusals) {
        try {
            manager.publish(new Pool(spec, manager, candidate));
        } catch (MemoryUnavailableException e) {
            refusals.add("no pool from allocator " + candidate.name() + ": " + e.getMessage());
            return false;
        }
        log.info("manager " + spec.managerId() + ": " + spec.slots() + " buffers, " + spec.bytes() + " bytes from allocator "
            + candidate.name());
        endDrained();
        return true;
    }

    private void enterService() {
        if (registration == null) {
            warnOfNamesake();
            registration = context.registerService(SERVICES, manager, serviceProperties());
        } else if (stale) {
            registration.setProperties(serviceProperties());
        }
        stale = false;
    }

    private void warnOfNamesake() {
        try {
            String sameId = "(" + BufferManager.MANAGER_ID + "=" + spec.managerId() + ")";
            if (!context.getServiceReferences(BufferManager.class, sameId).isEmpty()) {
                log.warn("manager " + spec.managerId() + ": another manager has this id, and their buffers have the same contexts; "
                    + "give each a manager.id of its own");
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("an id makes a filter", e);
        }
    }

    private void leaveService() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        manager.withdraw();
        endWithin(List.copyOf(manager.retired()));
    }

    /** Ends retired pools, when their buffers have come home or the drain time-out has passed. */
    private void endWithin(List<Pool> pools) {
        long start = System.nanoTime();
        for (Pool pool : pools) {
            pool.awaitDrained(TimeUnit.MILLISECONDS.toNanos(pool.spec.drainMillis()) - (System.nanoTime() - start));
            manager.end(pool);
        }
    }

    /** Ends those retired pools whose buffers are all home. */
    private synchronized void endDrained() {
        manager.retired().stream().filter(Pool::isDrained).forEach(manager::end);
    }

    private Dictionary<String, Object> serviceProperties() {
        Dictionary<String, Object> visible = new Hashtable<>();
        properties.forEach((key, value) -> {
            if (!key.startsWith(".")) {
                visible.put(key, value);
            }
        });
        return visible;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

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
 * those who take and give back never wait for them. What is called from here, an allocator or who listens to services, may call
 * back on the same thread: then the change is noted, and dealt with when the call returns.
 */
@Component(name = BufferManager.PID, service = {}, immediate = true, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ManagerConfiguration.class, factory = true)
@Capability(namespace = "osgi.service", uses = {BufferManager.class, BufferGet.class}, effective = "active",
    attribute = "objectClass:List<String>=\"svc.buffermanager.BufferManager,fw.buffer.BufferGet,fw.buffer.BufferSend\"")
public final class ManagerComponent {

    private static final String[] SERVICES = {BufferManager.class.getName(), BufferGet.class.getName(),
        BufferSend.class.getName()};

    /** How long a pool whose memory can't be ended is tried again: so long as the allocators of this project try when they stop. */
    private static final long END_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long END_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private volatile LoggerFactory loggerFactory;

    private final Log log = new Log(BufferManager.PID, () -> loggerFactory);
    private final PooledBufferManager manager = new PooledBufferManager(log, this::drained);
    /** Held while anything below is read or changed, and while pools are built and ended; not while buffers are waited for. */
    private final ReentrantLock lock = new ReentrantLock();
    private final List<BoundAllocator> allocators = new ArrayList<>();

    private BundleContext context;
    private Map<String, Object> properties;
    private PoolSpec spec;
    private Filter target;
    private long drainMillis;
    private ServiceRegistration<?> registration;
    /** Whether the service's properties are those of a configuration before. */
    private boolean stale;
    /** Retired pools whose buffers have the drain time-out to come home. */
    private final Set<Pool> mustEnd = new LinkedHashSet<>();
    /** What is wrong with the state that it is in, as logged; or null. */
    private String lastFailure;
    private boolean settling;
    private boolean settleAgain;
    /** Whether a retired pool is drained that nobody has ended yet. Whoever lets go of the lock sees to it. */
    private volatile boolean endDue;
    private volatile boolean closing;

    /**
     * Reserves the pool. If that can't be had, says why, and tries again when an allocator comes or changes, or the configuration
     * does.
     */
    @Activate
    void activate(BundleContext bundleContext, ManagerConfiguration configuration, Map<String, Object> config) {
        exclusively(() -> {
            context = bundleContext;
            configure(configuration, config);
        });
    }

    /** Rearranges the pool if need be. A configuration that is refused leaves the one before in force. */
    @Modified
    void modified(ManagerConfiguration configuration, Map<String, Object> config) {
        exclusively(() -> configure(configuration, config));
    }

    /** Ends the service, waits for buffers that are out until the drain time-out has passed, and gives all memory back. */
    @Deactivate
    void deactivate() {
        closing = true;
        exclusively(() -> {
            context = null;
            try {
                leaveService();
            } finally {
                mustEnd.addAll(manager.retired());
            }
        });
    }

    /** {@return the service, whether or not it is registered} */
    PooledBufferManager manager() {
        return manager;
    }

    /** Makes a change; then ends the pools whose memory must go because of it. Who waits for their buffers has no lock meanwhile. */
    private void exclusively(Runnable change) {
        List<Pool> pools = new ArrayList<>();
        lock.lock();
        try {
            change.run();
        } finally {
            pools.addAll(mustEnd);
            mustEnd.clear();
            lock.unlock();
            endInTime(pools);
            endDrained();
        }
    }

    private void configure(ManagerConfiguration configuration, Map<String, Object> config) {
        try {
            PoolSpec wanted = PoolSpec.of(configuration);
            long wantedDrain = PoolSpec.drainMillis(configuration);
            target = filter(configuration.allocator_target());
            spec = wanted;
            drainMillis = wantedDrain;
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
    @Reference(name = "allocators", service = MemAllocator.class, cardinality = ReferenceCardinality.MULTIPLE,
        policy = ReferencePolicy.DYNAMIC, updated = "updatedAllocator")
    void bindAllocator(ServiceReference<MemAllocator> reference, MemAllocator allocator) {
        exclusively(() -> {
            allocators.add(new BoundAllocator(reference, allocator));
            settle();
        });
    }

    /** An allocator's ranking may have changed, or whether it matches. */
    void updatedAllocator(ServiceReference<MemAllocator> reference) {
        exclusively(this::settle);
    }

    /** An allocator goes. All that is from it goes back to it before this returns. */
    void unbindAllocator(ServiceReference<MemAllocator> reference) {
        exclusively(() -> {
            allocators.removeIf(bound -> bound.reference().equals(reference));
            try {
                settle();
            } finally {
                manager.retired().stream().filter(pool -> pool.allocator.reference().equals(reference)).forEach(mustEnd::add);
            }
        });
    }

    /**
     * Has the pool be from the best allocator that can give it as configured. If none can, it stays as it is while its allocator
     * is there.
     */
    private void settle() {
        settleAgain = true;
        if (settling) {
            return;
        }
        settling = true;
        try {
            while (settleAgain && context != null && spec != null) {
                settleAgain = false;
                settleOnce();
            }
        } finally {
            settling = false;
        }
    }

    private void settleOnce() {
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
        // The pool before may have had no buffer out; then nobody tells.
        endDue = true;
        return true;
    }

    private void enterService() {
        if (registration == null) {
            warnOfNamesake();
            ServiceRegistration<?> made;
            try {
                made = context.registerService(SERVICES, manager, serviceProperties());
            } catch (RuntimeException e) {
                say("out of service, since it can't be registered: " + e);
                leaveService();
                return;
            }
            registration = made;
            if (context == null) {
                // Whoever was told of the service has had this component deactivated.
                leaveService();
            }
        } else if (stale) {
            registration.setProperties(serviceProperties());
        }
        stale = false;
    }

    private void warnOfNamesake() {
        try {
            String sameId = "(" + BufferManager.MANAGER_ID + "=" + spec.managerId() + ")";
            if (!context.getServiceReferences(BufferManager.class, sameId).isEmpty()) {
                log.warn("manager " + spec.managerId()
                    + ": another manager has this id, and their buffers have the same contexts; "
                    + "give each a manager.id of its own");
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("an id makes a filter", e);
        }
    }

    private void leaveService() {
        ServiceRegistration<?> present = registration;
        registration = null;
        try {
            if (present != null) {
                present.unregister();
            }
        } catch (IllegalStateException e) {
            log.info("manager " + spec.managerId() + ": its service was unregistered by the framework before: " + e.getMessage());
        } finally {
            manager.withdraw();
            endDue = true;
        }
    }

    /**
     * Ends retired pools when their buffers have come home or the drain time-out has passed. One whose memory can't be ended,
     * because a channel is at work in it for instance, is tried again for a while.
     */
    private void endInTime(List<Pool> pools) {
        long start = System.nanoTime();
        long drain = TimeUnit.MILLISECONDS.toNanos(drainMillis);
        for (Pool pool : pools) {
            pool.awaitDrained(drain - (System.nanoTime() - start));
        }
        List<Pool> left = new ArrayList<>(pools);
        left.removeIf(this::tryEnd);
        long tries = System.nanoTime();
        boolean interrupted = false;
        while (!left.isEmpty() && System.nanoTime() - tries < END_AGAIN_NANOS) {
            LockSupport.parkNanos(END_PAUSE_NANOS);
            interrupted |= Thread.interrupted();
            left.removeIf(this::tryEnd);
        }
        left.forEach(this::end);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a retired pool, and logs it if that doesn't work. */
    private void end(Pool pool) {
        RuntimeException failure = failureToEnd(pool);
        if (failure != null) {
            log.error("manager " + pool.spec.managerId() + ": a retired pool's " + pool.spec.bytes()
                + " bytes could not be given back to allocator " + pool.allocator.name() + ": " + failure.getMessage());
        }
    }

    private boolean tryEnd(Pool pool) {
        return failureToEnd(pool) == null;
    }

    private RuntimeException failureToEnd(Pool pool) {
        lock.lock();
        try {
            manager.end(pool);
            return null;
        } catch (RuntimeException e) {
            return e;
        } finally {
            lock.unlock();
        }
    }

    /** Called on the thread that gives back the last buffer of a retired pool: that doesn't wait until the memory has gone back. */
    private void drained() {
        endDue = true;
        if (!closing) {
            Thread.ofVirtual().inheritInheritableThreadLocals(false).start(this::endDrained);
        }
    }

    /** Ends those retired pools whose buffers are all home; if another thread has the lock, that one does. */
    private void endDrained() {
        while (endDue && !lock.isHeldByCurrentThread() && lock.tryLock()) {
            try {
                endDue = false;
                manager.retired().stream().filter(Pool::isDrained).forEach(this::end);
            } finally {
                lock.unlock();
            }
        }
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

// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
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
import fw.memory.dealing.BoundAllocator;
import fw.memory.dealing.CallThread;
import fw.memory.dealing.LiveBlocks;
import fw.memory.dealing.Returns;
import fw.memory.dealing.Turns;
import fw.memory.log.Log;
import fw.memory.log.StateLog;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerListener;
import svc.buffermanager.MisusePolicy;
import svc.buffermanager.RecoveryListener;

/**
 * The life of one buffer manager, as Declarative Services see it: it follows the configuration and the allocators, and has a
 * {@link Settler} keep a pool from the best allocator that can give one.
 * <p>
 * It knows all allocators, and chooses by {@code allocator.target} itself: if the best can't give the pool, the next is asked;
 * and while a pool is there, the manager stays with it until a better one is. The service is registered by hand, so that it is
 * there exactly while a pool is: a component that Declarative Services registers is there even when its activation has failed,
 * and its getService gives null.
 * <p>
 * What follows from a change is done on the thread that makes it; or, if another thread is at it at that moment ({@link
 * Turns}), or the change is made from within a call that this waits for, on another. To bring something never waits for that.
 * To take something away does, because of what it promises: but no longer than the time-outs that are configured. Those who
 * take and give back buffers never wait.
 */
@Component(name = BufferManager.PID, service = {}, immediate = true, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ManagerConfiguration.class, factory = true)
@Capability(namespace = "osgi.service", uses = {BufferManager.class, BufferGet.class}, effective = "active",
    attribute = "objectClass:List<String>=\"svc.buffermanager.BufferManager,fw.buffer.BufferGet,fw.buffer.BufferSend\"")
public final class ManagerComponent {

    /** Before there is a configuration, nothing is called that could hang. */
    private static final long UNCONFIGURED_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Who waits for another thread's step waits this much longer than that may take: not to give up just before it's done. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile LoggerFactory loggerFactory;

    private final Log log = new Log(BufferManager.PID, () -> loggerFactory);
    private final StateLog refusedConfigurations = new StateLog(log);
    private final PooledBufferManager manager = new PooledBufferManager(log, this::drained);
    private final PoolReturns returns = new PoolReturns(manager, log, this::settleElsewhere);
    private final Settler settler = new Settler(manager, returns, log, this::settleElsewhere);
    private final Handouts handouts = new Handouts(manager, log);
    private final Turns turns = new Turns("svc.buffermanager settles", () -> settler.round(this.turns), this::afterSettling);
    final Leaks leaks = new Leaks(manager, log, () -> this.turns.elsewhere(this::settleElsewhere));
    private final SynchronousBundleListener stops = this::bundleChanged;
    private final LiveBlocks blocks;
    private volatile BundleContext context;

    /**
     * Called by Declarative Services.
     *
     * @param blocks those of all managers
     */
    @Activate
    public ManagerComponent(@Reference(service = BlocksInUse.class) LiveBlocks blocks) {
        this.blocks = blocks;
    }

    /**
     * Reserves the pool. If that can't be had, says why, and tries again when an allocator comes or changes, or the configuration
     * does.
     */
    @Activate
    void activate(BundleContext bundleContext, ManagerConfiguration configuration, Map<String, Object> config) {
        context = bundleContext;
        // Whoever still holds the service when this bundle has gone may ask for its last figures: no class can be loaded then.
        manager.snapshot();
        manager.views.whenStopped(leaks::stopped);
        bundleContext.addBundleListener(stops);
        settler.open(new ManagerService(bundleContext, manager.views, log));
        configure(configuration, config);
    }

    /** Rearranges the pool if need be. A configuration that is refused leaves the one before in force. */
    @Modified
    void modified(ManagerConfiguration configuration, Map<String, Object> config) {
        configure(configuration, config);
    }

    private void configure(ManagerConfiguration configuration, Map<String, Object> config) {
        Settings before = settler.settings();
        Settings wanted;
        try {
            wanted = Settings.of(configuration, config, context);
        } catch (RuntimeException e) {
            refusedConfigurations.error("configuration " + config.get(Constants.SERVICE_PID) + " is refused"
                + (before == null ? "" : ", the one before stays in force") + ": " + e.getMessage());
            return;
        }
        if (before == null || !before.says(wanted)) {
            refusedConfigurations.clear();
        }
        manager.misuses.follow(wanted.misusePolicy() == MisusePolicy.STRICT ? misuse -> halt(wanted, misuse) : _ -> {
        });
        manager.care(wanted.care());
        leaks.follow(wanted.leaks());
        settler.change(wanted);
        settle(turns.note());
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPED) {
            manager.views.stop(event.getBundle().getBundleId());
        }
    }

    /**
     * Has the manager leave service, on another thread: who misuses a buffer doesn't wait for that. Once, however many misuses
     * there are.
     */
    private void halt(Settings under, String misuse) {
        if (settler.halt(under, misuse)) {
            turns.elsewhere(() -> {
                settler.withdrawHalted();
                settleElsewhere();
            });
        }
    }

    /** An allocator has come: the pool moves to it if it's better. */
    @Reference(name = "allocators", service = MemAllocator.class, cardinality = ReferenceCardinality.MULTIPLE,
        policy = ReferencePolicy.DYNAMIC, updated = "updatedAllocator")
    void bindAllocator(ServiceReference<MemAllocator> reference, MemAllocator allocator) {
        settler.add(new BoundAllocator(BufferManager.PID, reference, allocator, blocks));
        settle(turns.note());
    }

    /** An allocator's ranking may have changed, or whether it matches, or that because of which it could not be used. */
    void updatedAllocator(ServiceReference<MemAllocator> reference) {
        BoundAllocator changed = settler.find(reference);
        if (changed != null) {
            changed.dealings().serviceChanged();
        }
        settle(turns.note());
    }

    /** An allocator goes. All that is from it goes back to it before this returns, or the time-outs have passed. */
    void unbindAllocator(ServiceReference<MemAllocator> reference) {
        BoundAllocator gone = settler.find(reference);
        if (gone == null) {
            return;
        }
        settler.remove(gone);
        long change = turns.note();
        if (CallThread.isCurrent() || turns.isMine()) {
            cutOff(gone);
            turns.elsewhere(() -> release(gone, change));
        } else {
            release(gone, change);
        }
    }

    /**
     * Has nobody reach the memory of an allocator that has gone, at once. It goes from within a call that this waits for, so it
     * can't be waited for until all is back; and when this returns, it may free that memory.
     */
    private void cutOff(BoundAllocator gone) {
        settler.withdrawFrom(gone);
        poolsOf(gone).forEach(manager.retired::cutOff);
    }

    private List<Pool> poolsOf(BoundAllocator gone) {
        return manager.retired.all().stream().filter(pool -> pool.allocator == gone).toList();
    }

    /** Gives back all that is from an allocator that has gone. */
    private void release(BoundAllocator gone, long change) {
        awaitSettled(change);
        settler.withdrawFrom(gone);
        endInTime(poolsOf(gone));
        letGo(gone);
    }

    /** Somebody takes what was out when the JVM died, perhaps of this manager. */
    @Reference(name = "recoveryListeners", service = RecoveryListener.class, cardinality = ReferenceCardinality.MULTIPLE,
        policy = ReferencePolicy.DYNAMIC)
    void bindRecoveryListener(ServiceReference<RecoveryListener> reference, RecoveryListener listener) {
        handouts.add(reference, listener);
    }

    void unbindRecoveryListener(ServiceReference<RecoveryListener> reference) {
        handouts.remove(reference);
    }

    /** Somebody wants to be told what happens. */
    @Reference(name = "listeners", service = BufferManagerListener.class, cardinality = ReferenceCardinality.MULTIPLE,
        policy = ReferencePolicy.DYNAMIC)
    void bindListener(ServiceReference<BufferManagerListener> reference, BufferManagerListener listener) {
        manager.announcements.add(reference, listener);
    }

    void unbindListener(ServiceReference<BufferManagerListener> reference) {
        manager.announcements.remove(reference);
    }

    /** Ends the service, waits for buffers that are out until the drain time-out has passed, and gives all memory back. */
    @Deactivate
    void deactivate() {
        leaks.close();
        settler.close();
        handouts.close();
        long change = turns.note();
        try {
            if (CallThread.isCurrent()) {
                turns.elsewhere(() -> end(change));
            } else {
                end(change);
            }
        } finally {
            BundleContext present = context;
            if (present != null) {
                present.removeBundleListener(stops);
            }
        }
    }

    private void end(long change) {
        if (!turns.isMine()) {
            awaitSettled(change);
        }
        try {
            settler.leaveForGood();
        } finally {
            endInTime(List.copyOf(manager.retired.all()));
            settler.allocators().forEach(this::letGo);
            manager.announcements.finish();
        }
    }

    private void letGo(BoundAllocator gone) {
        if (!gone.dealings().awaitAnswers()) {
            manager.unanswered();
            log.error("manager " + settler.settings().spec().managerId() + ": allocator " + gone.name()
                + " has still not answered when it was to be let go; a block that it gives later goes back to it at once");
        }
        gone.letGo();
    }

    /** {@return the service, whether or not it is registered} */
    PooledBufferManager manager() {
        return manager;
    }

    /** Deals with a change, unless another thread does. */
    private void settle(long change) {
        if (CallThread.isCurrent()) {
            // The call may hold what the allocator needs for the next.
            turns.elsewhere(() -> turns.settle(change));
        } else {
            turns.settle(change);
        }
    }

    private void settleElsewhere() {
        if (!settler.isClosed()) {
            settle(turns.note());
        }
    }

    private void awaitSettled(long change) {
        turns.settle(change);
        turns.await(change, allocatorNanos() + GRACE_NANOS);
    }

    private void endInTime(List<Pool> pools) {
        if (!pools.isEmpty()) {
            returns.endInTime(pools, settler.settings());
        }
    }

    private void afterSettling() {
        if (!settler.isClosed()) {
            handouts.look();
            endDrained();
            settler.allocators().forEach(allocator -> Returns.retry(allocator, allocatorNanos()));
        }
    }

    private void endDrained() {
        returns.endDrained(allocatorNanos());
    }

    private long allocatorNanos() {
        Settings present = settler.settings();
        return present == null ? UNCONFIGURED_NANOS : present.allocatorNanos();
    }

    /**
     * Called on the thread that gives back the last buffer of a retired pool: that doesn't wait until the memory has gone back.
     */
    private void drained() {
        if (!settler.isClosed()) {
            Thread.ofVirtual().inheritInheritableThreadLocals(false).start(this::endDrained);
        }
    }
}

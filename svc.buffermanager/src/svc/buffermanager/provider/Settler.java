// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.osgi.framework.ServiceReference;

import fw.memory.MemAllocator;
import fw.memory.MemoryBlock;
import fw.memory.MemoryUnavailableException;
import fw.memory.dealing.BlockRequest;
import fw.memory.dealing.BoundAllocator;
import fw.memory.dealing.Refusals;
import fw.memory.dealing.Returns;
import fw.memory.dealing.Turns;
import fw.memory.log.Log;
import fw.memory.log.StateLog;
import svc.buffermanager.BufferManager;

/**
 * Decides which pool there is: of the best allocator that can give it as configured. If none can, it stays as it is while its
 * allocator is there. It decides in rounds ({@link Turns}), one at a time, each from what is known when it begins; what it asks
 * of others in a round, an allocator or the framework, is asked without a lock.
 */
final class Settler {

    /** If news come all the time, a round takes what it knows after that: others wait for it. */
    private static final int MOST_DOUBTS = 3;

    private final PooledBufferManager manager;
    private final PoolReturns returns;
    private final Log log;
    private final StateLog failures;
    private final StateLog unregistered;
    private final Runnable whenAnswered;
    private final List<BoundAllocator> allocators = new CopyOnWriteArrayList<>();
    /** Held while a pool is put in or taken out: that is done in rounds, but not only. */
    private final Object exchange = new Object();
    private volatile ManagerService service;
    private volatile Settings settings;
    private volatile boolean closed;
    /** The last misuse because of which the manager leaves service, or null. */
    private final AtomicReference<Halt> halt = new AtomicReference<>();

    /** Holds until the manager is configured anew: with other settings, or the same again. */
    private record Halt(Settings under, String misuse) {
    }
    /** How many rounds in a row have come to no end, because of news. A round's own. */
    private int doubts;

    /**
     * Makes one with neither settings nor allocators.
     *
     * @param whenAnswered called, on the thread of the call, when an allocator has answered too late, and can be asked again
     */
    Settler(PooledBufferManager manager, PoolReturns returns, Log log, Runnable whenAnswered) {
        this.manager = manager;
        this.returns = returns;
        this.log = log;
        this.whenAnswered = whenAnswered;
        failures = new StateLog(log);
        unregistered = new StateLog(log);
    }

    // ---------------------------------------------------------------- what the next round goes by; called by any thread

    void open(ManagerService newService) {
        service = newService;
    }

    void change(Settings newSettings) {
        settings = newSettings;
    }

    /** Has rounds leave service as long as these are the settings. {@return whether they weren't to before} */
    boolean halt(Settings under, String misuse) {
        Halt present = halt.get();
        return (present == null || present.under != under) && halt.compareAndSet(present, new Halt(under, misuse));
    }

    private boolean isHalted(Settings wanted) {
        Halt present = halt.get();
        return present != null && present.under == wanted;
    }

    /** {@return the settings in force, or null if there have been none} */
    Settings settings() {
        return settings;
    }

    void add(BoundAllocator allocator) {
        allocators.add(allocator);
    }

    /** {@return the allocators that have come and not gone} */
    List<BoundAllocator> allocators() {
        return allocators;
    }

    /** {@return the allocator with that service; null if it isn't known} */
    BoundAllocator find(ServiceReference<MemAllocator> reference) {
        return allocators.stream().filter(bound -> bound.reference().equals(reference)).findFirst().orElse(null);
    }

    /** Uses the allocator for nothing new from now on. */
    void remove(BoundAllocator allocator) {
        allocators.remove(allocator);
        allocator.dealings().close();
    }

    /** Has rounds do nothing any more, and the one that is under way come to its end. */
    void close() {
        closed = true;
        allocators.forEach(allocator -> allocator.dealings().close());
    }

    boolean isClosed() {
        return closed;
    }

    // ---------------------------------------------------------------------------------------- one thread at a time

    /**
     * Does a round.
     *
     * @param turns told of each step that may take long
     * @return false if nobody could give the pool, but that may have changed meanwhile, so that another round must tell
     */
    boolean round(Turns turns) {
        Settings wanted = settings;
        if (wanted == null || closed) {
            return true;
        }
        if (isHalted(wanted)) {
            stayOut(wanted, turns);
            return true;
        }
        List<BoundAllocator> known = List.copyOf(allocators);
        Refusals refusals = new Refusals("pool");
        List<BoundAllocator> candidates = known.stream().filter(bound -> wanted.target().match(bound.reference())).sorted()
            .toList();
        for (BoundAllocator candidate : candidates) {
            if (closed) {
                return true;
            }
            boolean moved = false;
            if (isThere(candidate, wanted) || (moved = tryMoveTo(candidate, wanted, refusals, turns))) {
                doubts = 0;
                turns.step();
                if (isHalted(wanted)) {
                    stayOut(wanted, turns);
                    return true;
                }
                serve(candidate, wanted, refusals, moved);
                return true;
            }
        }
        if (closed) {
            return true;
        }
        if (doubts < MOST_DOUBTS && (turns.hasNews() || !allocators.containsAll(known))) {
            doubts++;
            return false;
        }
        doubts = 0;
        stay(wanted, refusals, turns);
        return true;
    }

    /** A buffer has been misused, and the policy is strict. */
    private void stayOut(Settings wanted, Turns turns) {
        say(wanted, "misuse", "out of service, since misuse.policy is STRICT, and " + halt.get().misuse
            + "; set its configuration anew to have it back");
        turns.step();
        leave();
    }

    /** Keeps the pool that is there; or, if that is none, leaves the service registry. */
    private void stay(Settings wanted, Refusals refusals, Turns turns) {
        Pool present = manager.current();
        String reason = refusals.isEmpty() ? "no allocator, of " + allocators.size() + ", that matches " + wanted.target()
            : refusals.toString();
        if (present != null && present.isAlive() && allocators.contains(present.allocator)) {
            say(wanted, "stays " + refusals.kind(),
                "stays with its pool from allocator " + present.allocator.name() + ", since there is " + reason);
        } else {
            say(wanted, "out " + refusals.kind(), "out of service, since there is " + reason);
            turns.step();
            leave();
        }
    }

    private boolean isThere(BoundAllocator candidate, Settings wanted) {
        Pool present = manager.current();
        return present != null && present.allocator == candidate && present.spec.equals(specFor(candidate, wanted))
            && present.isAlive() && !present.quarantine.isSpoiled();
    }

    /**
     * {@return the pool to have from this allocator} What is from one for guarded memory is guarded, if it can be; what is from
     * one whose memory isn't kept can't be recovered.
     */
    private static PoolSpec specFor(BoundAllocator candidate, Settings wanted) {
        PoolSpec spec = Recovery.isKept(candidate) ? wanted.spec() : wanted.spec().withoutRecovery();
        return isToBeGuarded(candidate) ? spec.guard() : spec;
    }

    private static boolean isToBeGuarded(BoundAllocator candidate) {
        return Boolean.TRUE.equals(candidate.reference().getProperty(MemAllocator.GUARDED));
    }

    private boolean tryMoveTo(BoundAllocator candidate, Settings wanted, Refusals refusals, Turns turns) {
        candidate.dealings().hold();
        try {
            return moveTo(candidate, wanted, refusals, turns);
        } finally {
            candidate.dealings().letGo();
        }
    }

    private boolean moveTo(BoundAllocator candidate, Settings wanted, Refusals refusals, Turns turns) {
        PoolSpec spec = specFor(candidate, wanted);
        Pool pool;
        try {
            turns.step();
            Returns.retry(candidate, wanted.allocatorNanos());
            turns.step();
            MemoryBlock block = ask(candidate, spec, wanted);
            turns.step();
            pool = arrange(candidate, spec, wanted, block);
        } catch (MemoryUnavailableException e) {
            if (!candidate.dealings().isClosed()) {
                refusals.add(candidate, e.getMessage());
            }
            return false;
        }
        if (!publish(pool)) {
            turns.step();
            returns.giveBack(pool.wayBack, wanted, "a pool that came too late");
            return false;
        }
        log.info("manager " + spec.managerId() + ": " + spec.slots() + " buffers, " + spec.bytes()
            + " bytes from allocator " + candidate.name() + (spec.isGuarded() ? ", guarded"
                : isToBeGuarded(candidate) ? ", not guarded, since handles is " + spec.handles() : "")
            + (wanted.spec().isRecoverable() && !spec.isRecoverable()
                ? ", not recoverable, since that keeps nothing when the JVM dies; set "
                    + BufferManager.ALLOCATOR_TARGET + " to (" + MemAllocator.RECOVERABLE + "=true)" : ""));
        return true;
    }

    private MemoryBlock ask(BoundAllocator candidate, PoolSpec spec, Settings wanted) {
        BlockRequest request = candidate.dealings().request(candidate, spec.block(), wanted.allocatorNanos(),
            new BlockRequest.TooLate() {
                @Override
                public void takeBack(MemoryBlock block) {
                    returns.giveBackHere(candidate, block, wanted);
                }

                @Override
                public void isOver() {
                    whenAnswered.run();
                }
            });
        request.start();
        try {
            return request.await();
        } finally {
            if (request.isUnanswered()) {
                manager.unanswered();
            }
        }
    }

    private Pool arrange(BoundAllocator candidate, PoolSpec spec, Settings wanted, MemoryBlock block) {
        try {
            return new Pool(spec, manager, candidate, block);
        } catch (MemoryUnavailableException e) {
            returns.giveBack(Returns.wayOf(candidate, block), wanted, "a block that can't be used");
            throw e;
        }
    }

    /** {@return whether the pool lends now} It doesn't if its allocator went while it was built, or the manager did. */
    private boolean publish(Pool pool) {
        synchronized (exchange) {
            boolean wanted = !closed && allocators.contains(pool.allocator) && !isHalted(settings);
            if (wanted) {
                manager.publish(pool);
            }
            return wanted;
        }
    }

    private void serve(BoundAllocator candidate, Settings wanted, Refusals refusals, boolean moved) {
        if (moved || refusals.isEmpty()) {
            failures.clear();
        }
        if (!refusals.isEmpty()) {
            say(wanted, "uses " + refusals.kind(), "uses allocator " + candidate.name() + ", since there is " + refusals);
        }
        try {
            service.enter(wanted);
            unregistered.clear();
        } catch (RuntimeException e) {
            unregistered.error("manager " + wanted.spec().managerId() + ": out of service, since it can't be registered: " + e);
            leave();
        }
    }

    /** Says what is wrong with the state that the manager is in. {@code kind} tells it from others of this configuration. */
    private void say(Settings wanted, String kind, String failure) {
        String key = wanted.spec().bins() + " " + wanted.target() + " " + kind;
        failures.error(key, "manager " + wanted.spec().managerId() + ": " + failure);
    }

    private void leave() {
        try {
            service.leave();
        } finally {
            withdraw();
        }
    }

    // ------------------------------------------------------------------------------------------------- for every thread

    /** Lends from no pool. */
    private void withdraw() {
        synchronized (exchange) {
            manager.withdraw();
        }
    }

    /**
     * Lends no more from a pool of an allocator that has gone. A round has seen to that, unless it is held up; then the manager
     * has no pool until that goes on.
     */
    void withdrawFrom(BoundAllocator gone) {
        synchronized (exchange) {
            Pool present = manager.current();
            if (present != null && present.allocator == gone) {
                manager.withdraw();
            }
        }
    }

    /** Lends no more because of a misuse, at once: a round may take its time. */
    void withdrawHalted() {
        synchronized (exchange) {
            if (isHalted(settings)) {
                manager.withdraw();
            }
        }
    }

    /** Leaves the service registry, and lends no more, for good. */
    void leaveForGood() {
        ManagerService present = service;
        try {
            if (present != null) {
                present.close();
            }
        } finally {
            withdraw();
        }
    }
}

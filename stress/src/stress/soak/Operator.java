// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import stress.hold.Faults;
import svc.buffermanager.BufferManager;

/**
 * Who stops, updates and removes bundles and changes configurations, while the consumers are at work. It sees to it that there is
 * always an allocator that each manager can go on with, but in an {@link Outage}. One thread.
 */
final class Operator {

    /** What is done to an allocator. */
    private interface Step {
        void take(String name) throws Exception;
    }

    private interface Work {
        void run() throws Exception;
    }

    private static final int LONGEST_PAUSE_NANOS = 2_000_000;

    private final Container container;
    private final Awaiting awaiting;
    private final AllocatorBundles allocators;
    private final List<ConfiguredManager> managers;
    private final ConfiguredManager clientsManager;
    private final Clients clients;
    private final Workers workers;
    private final LogLines log;
    private final Outage outage;
    private final Tally tally;
    private final Faults<Finding> findings;
    private final SplittableRandom random;
    private final Settings settings;
    private final Map<Injection, Long> done = new EnumMap<>(Injection.class);
    private final Steps steps = new Steps();
    private final Turn turn = new Turn("the operator");

    /**
     * @param managers those whose configurations it changes
     * @param clientsManager the other one, which can go on with any allocator
     */
    Operator(Course course, Container container, Awaiting awaiting, AllocatorBundles allocators, List<ConfiguredManager> managers,
        ConfiguredManager clientsManager, Clients clients, Workers workers, LogLines log, Outage outage, Tally tally, Faults<Finding> findings) {
        this.container = container;
        this.awaiting = awaiting;
        this.allocators = allocators;
        this.managers = managers;
        this.clientsManager = clientsManager;
        this.clients = clients;
        this.workers = workers;
        this.log = log;
        this.outage = outage;
        this.tally = tally;
        this.findings = findings;
        random = new SplittableRandom(course.seed());
        settings = new Settings(random, course);
    }

    /** {@return how often it did what, so far} */
    Map<Injection, Long> done() {
        return done;
    }

    Steps steps() {
        return steps;
    }

    /** {@return what it is at} */
    Turn turn() {
        return turn;
    }

    /** Does something, unless that isn't possible just now. */
    void step() {
        LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
        Injection injection = Injection.draw(random);
        steps.add(injection);
        turn.begin();
        try {
            if (inject(injection)) {
                done.merge(injection, 1L, Long::sum);
            }
        } catch (Exception e) {
            findings.add(Finding.STEP_FAILED, steps + ": " + e + (e.getCause() == null ? "" : ", " + e.getCause()));
        } finally {
            turn.end();
        }
    }

    private boolean inject(Injection injection) throws Exception {
        return switch (injection) {
            case STOP -> toOne(this::isSpare, allocators::stop);
            case START -> toOne(allocators::isStopped, allocators::start);
            case UPDATE -> toOne(this::isSpare, allocators::update);
            case UNINSTALL -> toOne(this::isSpare, allocators::uninstall);
            case INSTALL -> toOne(name -> !allocators.isInstalled(name), allocators::install);
            case RANKING -> toOne(allocators::isUp, this::rank);
            case BINS -> change(BufferManager.BINS, settings.bins());
            case ALIGNMENT -> change(BufferManager.ALIGNMENT, settings.alignment());
            case PREFAULT -> change(BufferManager.PREFAULT, random.nextBoolean());
            case DRAIN_TIMEOUT -> change(BufferManager.DRAIN_TIMEOUT, settings.drainMillis());
            case TREATMENT -> treat();
            case OWNERSHIP -> configure(one("ownership"), settings.ownership());
            case WORKERS -> configure(workers.manager(), settings.scarce());
            case AUDIT -> workers.audit(any());
            case CLEAR -> clear();
            case TRACK -> track();
            case DIRECTORY -> keep();
            case TARGET -> retarget();
            case REFUSED -> refused();
            case NOBODY -> nobody();
            case CLIENT_START -> clients.start();
            case CLIENT_STOP -> clients.stop();
            case WORKER_START -> workers.start();
            case WORKER_STOP -> workers.stop();
            case OUTAGE -> withoutService(this::stopAndStartAll);
            case MANAGER_UPDATE -> withoutService(() -> container.update(container.named(ConfiguredManager.BUNDLE)));
        };
    }

    /** Does something to one of the allocators that fit. {@return false if none does} */
    private boolean toOne(Predicate<String> fits, Step step) throws Exception {
        List<String> names = AllocatorBundles.NAMES.stream().filter(fits).toList();
        if (names.isEmpty()) {
            return false;
        }
        String name = names.get(random.nextInt(names.size()));
        steps.detail(name);
        step.take(name);
        return true;
    }

    private void rank(String name) throws IOException {
        int ranking = random.nextInt(-200, 300);
        steps.detail(ranking);
        allocators.rank(name, ranking);
    }

    private List<String> up() {
        return AllocatorBundles.NAMES.stream().filter(allocators::isUp).toList();
    }

    private List<String> serving() {
        return AllocatorBundles.NAMES.stream().filter(allocators::canServe).toList();
    }

    /** {@return whether each manager can go on without this allocator} */
    private boolean isSpare(String name) {
        List<String> others = serving().stream().filter(other -> !other.equals(name)).toList();
        return allocators.isUp(name) && clientsManager.canServe(others)
            && managers.stream().allMatch(manager -> manager.canServe(others));
    }

    /** {@return one of the managers, to which this is done} */
    private ConfiguredManager one(Object what) {
        ConfiguredManager manager = managers.get(random.nextInt(managers.size()));
        steps.detail(manager + " " + what);
        return manager;
    }

    private boolean change(String setting, Object value) throws Exception {
        ConfiguredManager manager = one(value instanceof String[] values ? List.of(values) : value);
        manager.change(Map.of(setting, value));
        return true;
    }

    private boolean treat() throws Exception {
        return configure(managers.getLast(), settings.treatment());
    }

    private boolean configure(ConfiguredManager manager, Map<String, Object> drawn) throws Exception {
        steps.detail(ConfiguredManager.text(drawn));
        manager.change(drawn);
        return true;
    }

    /** {@return one of the managers, the workers' among them} */
    private ConfiguredManager any() {
        int chosen = random.nextInt(managers.size() + 1);
        ConfiguredManager manager = chosen < managers.size() ? managers.get(chosen) : workers.manager();
        steps.detail(manager);
        return manager;
    }

    private boolean clear() {
        any().service().clearHighWater();
        return true;
    }

    private boolean track() {
        int oneIn = settings.tracking();
        steps.detail(oneIn);
        any().service().track(oneIn);
        return true;
    }

    private boolean keep() throws IOException {
        boolean inFiles = random.nextBoolean();
        steps.detail(inFiles);
        if (!isSpare(AllocatorBundles.MMAP)) {
            return false;
        }
        allocators.keep(inFiles);
        return true;
    }

    private boolean retarget() throws Exception {
        List<String> target = settings.allocators(serving());
        one(target).retarget(target);
        return true;
    }

    private boolean refused() throws Exception {
        long before = log.refusals();
        Map<String, Object> bad = settings.bad();
        // What is refused again while nothing else has changed is not said again: this changes something.
        Map<String, Object> next = Map.of(BufferManager.DRAIN_TIMEOUT, settings.drainMillis() + steps.count());
        one(bad.keySet()).offend(bad, next,
            () -> awaiting.that("the bad configuration is refused", () -> log.refusals() > before));
        return true;
    }

    private boolean nobody() throws Exception {
        long before = log.stays();
        // Another one each time: what was said under the same bins and target is not said again while a better allocator has no pool.
        String target = AllocatorBundles.filter(List.of("nobody" + steps.count()));
        one(target).offend(Map.of(BufferManager.ALLOCATOR_TARGET, target), Map.of(),
            () -> awaiting.that("the manager says that it stays where it is", () -> log.stays() > before));
        return true;
    }

    /** Does something because of which the managers are out of service for a while. */
    private boolean withoutService(Work work) throws Exception {
        outage.begin();
        try {
            work.run();
            managers.forEach(ConfiguredManager::awaitService);
            clientsManager.awaitService();
            workers.manager().awaitService();
        } finally {
            outage.end();
        }
        return true;
    }

    private void stopAndStartAll() throws Exception {
        List<String> names = new ArrayList<>(up());
        Collections.shuffle(names, random);
        for (String name : names) {
            allocators.stop(name);
        }
        managers.forEach(ConfiguredManager::awaitAway);
        clientsManager.awaitAway();
        workers.manager().awaitAway();
        long before = tally.refused.sum();
        awaiting.that("consumers find the service gone", () -> tally.refused.sum() > before);
        Collections.shuffle(names, random);
        for (String name : names) {
            allocators.start(name);
        }
    }
}

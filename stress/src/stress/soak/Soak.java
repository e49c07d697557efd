// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.service.log.LogReaderService;

import stress.hold.Faults;
import stress.soak.client.Client;
import stress.soak.client.Worker;
import svc.buffermanager.BufferManager;

/** A run of the soak. */
final class Soak {

    private static final Duration PROGRESS = Duration.ofSeconds(10);
    /** How long a step or a consumer's turn may take without being looked at. All should take milliseconds. */
    private static final Duration LONG = Duration.ofSeconds(10);
    /** How the names begin of the bundles of this project, which can go while the framework is there. */
    private static final List<String> OURS = List.of("fw.memory.", "svc.buffermanager.", "stress.soak.");
    private static final List<String> ALL = List.of("");

    private final Course course;
    private final UnaryOperator<BufferManager> disguise;
    private final List<Class<? extends BundleActivator>> guests;

    private final Awaiting awaiting;
    private final Faults<Finding> findings = new Faults<>(Finding.class);
    private final Tally tally = new Tally(findings);
    private final Outage outage = new Outage();
    private final LogLines log = new LogLines();
    private final Loaders loaders = new Loaders();
    private final Set<String> loadersLeft = new LinkedHashSet<>();
    private final Rest rest = new Rest();
    private final LongTurns turns = new LongTurns(LONG, System.out::println);

    private Soak(Course course, UnaryOperator<BufferManager> disguise, List<Class<? extends BundleActivator>> guests) {
        this.course = course;
        this.disguise = disguise;
        this.guests = guests;
        awaiting = new Awaiting(course.patience());
    }

    /**
     * Runs it.
     *
     * @param disguise what consumers get instead of a manager; the identity, but where faults are built in
     * @param guests activators of bundles that are there besides; none, but where faults are built in
     * @return what came of it
     */
    static Outcome run(Course course, UnaryOperator<BufferManager> disguise, List<Class<? extends BundleActivator>> guests)
        throws Exception {
        return new Soak(course, disguise, guests).run();
    }

    private Outcome run() throws Exception {
        try (Standstills standstills = new Standstills(turns::look)) {
            return run(standstills);
        }
    }

    private Outcome run(Standstills standstills) throws Exception {
        Threads threads = new Threads();
        Deeds deeds = inContainer();
        tally.forget();
        loadersLeft.addAll(loaders.left(awaiting, ALL));
        loadersLeft.forEach(name -> findings.add(Finding.LOADER_LEFT, name));
        threads.left(awaiting).forEach(name -> findings.add(Finding.THREAD_LEFT, name));
        return new Outcome(course, deeds.seconds, tally.operations(), tally.refused.sum(), deeds.swaps, deeds.injected, deeds.kept, deeds.workers,
            loaders.noted(), deeds.stalls, deeds.steps, log.last(), standstills, findings);
    }

    /** What was done in the container; it keeps nothing of that. */
    private record Deeds(double seconds, long swaps, Map<Injection, Long> injected, long kept, Map<String, Long> workers, Stalls stalls, Steps steps) {
    }

    private Deeds inContainer() throws Exception {
        try (Container container = new Container(loaders, awaiting)) {
            container.service(LogReaderService.class).addLogListener(log);
            for (Class<? extends BundleActivator> guest : guests) {
                String name = "stress.soak.guest." + guest.getSimpleName();
                container.add(name, BundleJar.of(name, guest));
            }
            AllocatorBundles allocators = new AllocatorBundles(container, awaiting, findings);
            List<ConfiguredManager> managers = List.of(manager(1, container), manager(2, container));
            ConfiguredManager clientsManager = new ConfiguredManager(Client.MANAGER_ID, Settings.forClients(), container,
                awaiting, outage, findings, UnaryOperator.identity());
            ConfiguredManager workersManager = new ConfiguredManager(Worker.MANAGER_ID,
                new Settings(new SplittableRandom(course.seed()), course).scarce(), container, awaiting, outage, findings,
                UnaryOperator.identity());
            List<ConfiguredManager> all = List.of(managers.get(0), managers.get(1), clientsManager, workersManager);
            Clients clients = new Clients(container);
            Workers workers = new Workers(container, awaiting, workersManager, findings);
            Operator operator = new Operator(course, container, awaiting, allocators, managers, clientsManager, clients, workers,
                log, outage, tally, findings);
            Crew crew = new Crew(course, managers, outage, tally, findings, rest);
            turns.add(operator.turn());
            crew.start(turns);
            double seconds = work(operator, all);
            if (crew.end()) {
                try {
                    settle(allocators, managers, clientsManager, clients, workers);
                } catch (Exception e) { // Whatever it is: the rest of the report is worth having.
                    findings.add(Finding.STEP_FAILED, "when all was to be settled: " + e);
                }
            }
            Deeds deeds = new Deeds(seconds, swaps(all), operator.done(), clients.kept(), workers.counts(), crew.stalls(), operator.steps());
            all.forEach(ConfiguredManager::forget);
            leave(container);
            return deeds;
        }
    }

    private ConfiguredManager manager(int id, Container container) throws IOException {
        return new ConfiguredManager(id, Settings.ample(course), container, awaiting, outage, findings, disguise);
    }

    /** Has the operator do what is to be done. {@return how long that took, in seconds} */
    private double work(Operator operator, List<ConfiguredManager> all) {
        long start = System.nanoTime();
        long told = start;
        long now = start;
        while (!course.isOver(now - start, swaps(all))) {
            operator.step();
            rest.after(operator.steps().count());
            now = System.nanoTime();
            if (now - told > PROGRESS.toNanos()) {
                told = now;
                System.out.printf("%d s: %,d operations, %,d swaps; %s%s%n", (now - start) / 1_000_000_000, tally.operations(),
                    swaps(all), Injection.counts(operator.done()), findings.isEmpty() ? "" : "; FAILED: " + findings.first());
            }
        }
        return (now - start) / 1e9;
    }

    private static long swaps(List<ConfiguredManager> managers) {
        return managers.stream().mapToLong(manager -> manager.figures().swaps()).sum();
    }

    /** Holds all accounts against each other, and takes the managers away. */
    private void settle(AllocatorBundles allocators, List<ConfiguredManager> managers, ConfiguredManager clientsManager,
        Clients clients, Workers workers) throws Exception {
        allocators.startAll();
        while (clients.stop()) {
            // Until there is none.
        }
        while (workers.stop()) {
            // As above.
        }
        workers.settle();
        Settlement settlement = new Settlement(findings);
        for (ConfiguredManager manager : managers) {
            // All that it has is to be had by who asks for the least.
            manager.change(Map.of(BufferManager.SPILL, -1));
            workers.audit(manager);
            settlement.settle(manager);
        }
        for (ConfiguredManager manager : managers) {
            manager.delete();
        }
        clientsManager.delete();
        workers.manager().delete();
        awaiting.until(() -> allocators.outstanding() == 0 && clientsManager.figures().expired() == clients.kept());
        workers.settleLeft();
        settlement.settleKept(clientsManager, clients.kept());
        long bytes = allocators.outstanding();
        if (bytes > 0) {
            findings.add(Finding.BYTES_LEFT, bytes, bytes + " when all managers had gone");
        }
    }

    /** Takes all bundles of this project away; while the framework is still there, their class loaders must be collected. */
    private void leave(Container container) throws Exception {
        for (Bundle bundle : container.context().getBundles()) {
            if (OURS.stream().anyMatch(bundle.getSymbolicName()::startsWith)) {
                container.remove(bundle);
            }
        }
        loadersLeft.addAll(loaders.left(awaiting, OURS));
    }
}

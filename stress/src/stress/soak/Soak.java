// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.service.log.LogReaderService;

import stress.hold.Faults;
import stress.soak.client.Client;
import svc.buffermanager.BufferManager;

/** A run of the soak. */
public final class Soak {

    private static final Duration PROGRESS = Duration.ofSeconds(10);
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
    private volatile boolean over;

    private Soak(Course course, UnaryOperator<BufferManager> disguise, List<Class<? extends BundleActivator>> guests) {
        this.course = course;
        this.disguise = disguise;
        this.guests = guests;
        awaiting = new Awaiting(course.patience());
    }

    /**
     * Runs it.
     *
     * @return what came of it
     */
    public static Outcome run(Course course) throws Exception {
        return run(course, UnaryOperator.identity(), List.of());
    }

    /**
     * Runs it with faults built in.
     *
     * @param disguise what consumers get instead of a manager
     * @param guests activators of bundles that are there besides
     */
    static Outcome run(Course course, UnaryOperator<BufferManager> disguise, List<Class<? extends BundleActivator>> guests)
        throws Exception {
        return new Soak(course, disguise, guests).run();
    }

    private Outcome run() throws Exception {
        Threads threads = new Threads();
        String before = ResidentMemory.now();
        Deeds deeds = inContainer();
        tally.forget();
        loadersLeft.addAll(loaders.left(awaiting, ALL));
        loadersLeft.forEach(name -> findings.add(Finding.LOADER_LEFT, name));
        threads.left(awaiting).forEach(name -> findings.add(Finding.THREAD_LEFT, name));
        return new Outcome(course, tally.operations(), tally.refused.sum(), deeds.swaps, deeds.injected, loaders.noted(),
            before + " at first, " + ResidentMemory.now() + " in the end", log.last(), findings);
    }

    /** What was done in the container; it keeps nothing of that. */
    private record Deeds(long swaps, Map<Injection, Long> injected) {
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
            List<ConfiguredManager> all = List.of(managers.get(0), managers.get(1), clientsManager);
            Clients clients = new Clients(container);
            Operator operator = new Operator(course, container, awaiting, allocators, managers, clientsManager, clients, log,
                outage, tally, findings);
            if (work(managers, operator, all)) {
                settle(allocators, managers, clientsManager, clients);
            }
            Deeds deeds = new Deeds(swaps(all), operator.done());
            all.forEach(ConfiguredManager::forget);
            leave(container);
            return deeds;
        }
    }

    private ConfiguredManager manager(int id, Container container) throws IOException {
        return new ConfiguredManager(id, Settings.ample(course), container, awaiting, outage, findings, disguise);
    }

    /** {@return whether all consumers have ended} */
    private boolean work(List<ConfiguredManager> managers, Operator operator, List<ConfiguredManager> all)
        throws InterruptedException {
        List<Consumer> consumers = new ArrayList<>();
        for (int i = 0; i < course.consumers(); i++) {
            consumers.add(new Consumer(i, course, managers, consumers, outage, tally, findings, () -> over));
        }
        List<Thread> threads = new ArrayList<>();
        for (Consumer consumer : consumers) {
            threads.add((threads.size() < course.platform() ? Thread.ofPlatform().daemon() : Thread.ofVirtual()).start(consumer));
        }
        long start = System.nanoTime();
        long told = start;
        while (System.nanoTime() - start < course.length().toNanos()) {
            operator.step();
            if (System.nanoTime() - told > PROGRESS.toNanos()) {
                told = System.nanoTime();
                System.out.printf("soak: %d s, %,d operations, %,d swaps, %,d faults injected%s%n",
                    (told - start) / 1_000_000_000, tally.operations(), swaps(all), operator.injections(),
                    findings.isEmpty() ? "" : ", FAILED: " + findings.first());
            }
        }
        over = true;
        if (haveEnded(threads)) {
            consumers.forEach(Consumer::end);
            return true;
        }
        return false;
    }

    private boolean haveEnded(List<Thread> threads) throws InterruptedException {
        boolean ended = true;
        for (Thread thread : threads) {
            if (!thread.join(ended ? course.patience() : Duration.ofMillis(1))) {
                findings.add(Finding.STUCK, thread + " at " + Arrays.toString(thread.getStackTrace()));
                ended = false;
            }
        }
        return ended;
    }

    private static long swaps(List<ConfiguredManager> managers) {
        return managers.stream().mapToLong(manager -> manager.figures().swaps()).sum();
    }

    /** Holds all accounts against each other, and takes the managers away. */
    private void settle(AllocatorBundles allocators, List<ConfiguredManager> managers, ConfiguredManager clientsManager,
        Clients clients) throws Exception {
        allocators.startAll();
        while (clients.stop()) {
            // Until there is none.
        }
        Settlement settlement = new Settlement(findings);
        managers.forEach(settlement::settle);
        for (ConfiguredManager manager : managers) {
            manager.delete();
        }
        clientsManager.delete();
        awaiting.until(() -> allocators.outstanding() == 0 && clientsManager.figures().expired() == clients.kept());
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

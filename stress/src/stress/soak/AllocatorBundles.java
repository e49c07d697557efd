// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

import fw.memory.AllocatorDTO;
import fw.memory.MemAllocator;
import stress.hold.Faults;

/** The bundles of the allocators, by the allocators' names, and what an operator can do to them. One thread. */
final class AllocatorBundles {

    static final List<String> NAMES = List.of("malloc", "arena", "mmap", "guard");
    /** The one that can keep its memory in files. */
    static final String MMAP = "mmap";
    private static final String GUARD = "guard";
    /** What the names of the bundles, and of their configurations, begin with. */
    private static final String PREFIX = "fw.memory.";

    private final Container container;
    private final ConfigurationAdmin admin;
    private final Awaiting awaiting;
    private final Faults<Finding> findings;
    private final Map<String, String> locations = new HashMap<>();
    private final Map<String, Map<String, Object>> settings = new HashMap<>();
    private boolean keeps;

    AllocatorBundles(Container container, Awaiting awaiting, Faults<Finding> findings) throws IOException {
        this.container = container;
        this.awaiting = awaiting;
        this.findings = findings;
        admin = container.service(ConfigurationAdmin.class);
        for (String name : NAMES) {
            locations.put(name, bundle(name).getLocation());
            settings.put(name, new HashMap<>());
            awaitThere(name);
        }
        // It would be the best of all, until it is ranked for the first time.
        rank(GUARD, 0);
    }

    /** {@return the filter for these allocators} */
    static String filter(Iterable<String> names) {
        StringBuilder filter = new StringBuilder("(|");
        names.forEach(name -> filter.append('(').append(MemAllocator.NAME).append('=').append(name).append(')'));
        return filter.append(')').toString();
    }

    private Bundle bundle(String name) {
        return container.named(PREFIX + name);
    }

    boolean isUp(String name) {
        return isInstalled(name) && bundle(name).getState() == Bundle.ACTIVE;
    }

    boolean isStopped(String name) {
        return isInstalled(name) && !isUp(name);
    }

    boolean isInstalled(String name) {
        return bundle(name) != null;
    }

    void stop(String name) throws BundleException {
        MemAllocator gone = context().getService(reference(name));
        bundle(name).stop();
        findLeft(gone);
    }

    void start(String name) throws BundleException {
        container.start(bundle(name));
        awaitThere(name);
    }

    void update(String name) throws BundleException, IOException, InterruptedException {
        MemAllocator gone = context().getService(reference(name));
        container.update(bundle(name));
        findLeft(gone);
        awaitThere(name);
    }

    void uninstall(String name) throws BundleException, InterruptedException {
        MemAllocator gone = context().getService(reference(name));
        container.remove(bundle(name));
        findLeft(gone);
    }

    void install(String name) throws BundleException {
        container.add(locations.get(name), null);
        awaitThere(name);
    }

    /** Changes the ranking of an allocator that is up. */
    void rank(String name, int ranking) throws IOException {
        settings.get(name).put(Constants.SERVICE_RANKING, ranking);
        configure(name);
        awaiting.that(name + " has ranking " + ranking,
            () -> isThere(name) && Integer.valueOf(ranking).equals(reference(name).getProperty(Constants.SERVICE_RANKING)));
    }

    /** {@return whether it is up, and gives any memory: not what keeps it in files, each of one size} */
    boolean canServe(String name) {
        return isUp(name) && !(name.equals(MMAP) && keeps);
    }

    /** Has that one keep its memory in files, or not. */
    void keep(boolean inFiles) throws IOException {
        keeps = inFiles;
        settings.get(MMAP).put("directory", inFiles ? container.folder().toString() : "");
        configure(MMAP);
        awaiting.that(MMAP + (inFiles ? " keeps" : " doesn't keep") + " its memory", () -> isThere(MMAP)
            && Boolean.valueOf(inFiles).equals(reference(MMAP).getProperty(MemAllocator.RECOVERABLE)));
    }

    private void configure(String name) throws IOException {
        admin.getConfiguration(PREFIX + name, "?").update(FrameworkUtil.asDictionary(settings.get(name)));
    }

    void startAll() throws BundleException {
        for (String name : NAMES) {
            if (!isInstalled(name)) {
                install(name);
            } else if (!isUp(name)) {
                start(name);
            }
        }
    }

    /** {@return what all allocators have outstanding, those of others too, in bytes} */
    long outstanding() {
        try {
            return context().getServiceReferences(MemAllocator.class, null).stream().map(context()::getService)
                .mapToLong(allocator -> allocator.usage().bytes).sum();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("no filter is right", e);
        }
    }

    /** An allocator that has stopped has ended all that was outstanding, or says that it couldn't. */
    private void findLeft(MemAllocator gone) {
        AllocatorDTO usage = gone.usage();
        if (usage.bytes > 0) {
            findings.add(Finding.BYTES_LEFT, usage.bytes, usage.bytes + " of " + usage.name + " when it had stopped");
        }
    }

    private void awaitThere(String name) {
        awaiting.that("allocator " + name + " is registered", () -> isThere(name));
    }

    private boolean isThere(String name) {
        return reference(name) != null;
    }

    private ServiceReference<MemAllocator> reference(String name) {
        try {
            return context().getServiceReferences(MemAllocator.class, filter(List.of(name))).stream().findFirst().orElse(null);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("a name makes a filter", e);
        }
    }

    private BundleContext context() {
        return container.context();
    }
}

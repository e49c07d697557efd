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

    static final List<String> NAMES = List.of("malloc", "arena", "mmap");
    /** What the names of the bundles, and of their configurations, begin with. */
    private static final String PREFIX = "fw.memory.";

    private final Container container;
    private final ConfigurationAdmin admin;
    private final Awaiting awaiting;
    private final Faults<Finding> findings;
    private final Map<String, String> locations = new HashMap<>();

    AllocatorBundles(Container container, Awaiting awaiting, Faults<Finding> findings) {
        this.container = container;
        this.awaiting = awaiting;
        this.findings = findings;
        admin = container.service(ConfigurationAdmin.class);
        for (String name : NAMES) {
            locations.put(name, bundle(name).getLocation());
            awaitThere(name);
        }
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
        admin.getConfiguration(PREFIX + name, "?").update(FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, ranking)));
        awaiting.that(name + " has ranking " + ranking,
            () -> isThere(name) && Integer.valueOf(ranking).equals(reference(name).getProperty(Constants.SERVICE_RANKING)));
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

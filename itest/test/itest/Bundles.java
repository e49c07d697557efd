// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundles under test, by symbolic name, and what an operator does to them. */
final class Bundles {

    private static final String ARENA = "fw.memory.arena";
    private static final String MALLOC = "fw.memory.malloc";
    private static final String MMAP = "fw.memory.mmap";
    static final String PROVIDER = "svc.buffermanager.provider";

    private final BundleContext context;
    private final Map<String, String> locations = new LinkedHashMap<>();

    /** Remembers what is installed now. */
    Bundles(BundleContext context) {
        this.context = context;
        for (Bundle bundle : context.getBundles()) {
            locations.put(bundle.getSymbolicName(), bundle.getLocation());
        }
    }

    Bundle malloc() {
        return named(MALLOC);
    }

    Bundle arena() {
        return named(ARENA);
    }

    Bundle mmap() {
        return named(MMAP);
    }

    Bundle provider() {
        return named(PROVIDER);
    }

    Bundle named(String symbolicName) {
        return Stream.of(context.getBundles()).filter(bundle -> symbolicName.equals(bundle.getSymbolicName())).findFirst()
            .orElseThrow(() -> new AssertionError("no bundle " + symbolicName + " is installed"));
    }

    /** Leaves the buffer managers without any allocator. */
    void stopAllocators() throws Exception {
        malloc().stop();
        arena().stop();
        mmap().stop();
    }

    /** Updates a bundle in place, from the jar that it is from. */
    void update(Bundle bundle) throws Exception {
        try (InputStream jar = URI.create(bundle.getLocation()).toURL().openStream()) {
            bundle.update(jar);
        }
    }

    /** Installs a bundle again that was there at first. */
    Bundle install(String symbolicName) throws Exception {
        return context.installBundle(locations.get(symbolicName));
    }

    /** Installs and starts a bundle again that was there at first. */
    Bundle reinstall(String symbolicName) throws Exception {
        Bundle bundle = install(symbolicName);
        bundle.start();
        return bundle;
    }

    /** Has the framework drop what is left of a bundle that was updated or uninstalled, and waits for that. */
    void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(Set.of(bundle), event -> done.countDown());
        if (!done.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the framework has not refreshed " + bundle);
        }
    }

    /** Installs and starts all that was there at first and is not now. */
    void restore() throws Exception {
        for (String name : locations.keySet()) {
            Bundle bundle = context.getBundle(locations.get(name));
            if (bundle == null) {
                reinstall(name);
            } else if (bundle.getState() != Bundle.ACTIVE) {
                bundle.start();
            }
        }
    }
}

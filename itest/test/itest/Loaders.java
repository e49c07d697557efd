// SPDX-License-Identifier: Apache-2.0
package itest;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Class loaders of bundles that are to be collected when their bundles have gone. Nothing here keeps them. */
final class Loaders {

    private record Watched(WeakReference<ClassLoader> loader, String name) {
    }

    private final List<Watched> watched = new ArrayList<>();

    /** Watches the class loader that the bundle has now; a bundle has another one when it was updated and refreshed. */
    void watch(Bundle bundle) {
        watched.add(new Watched(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()),
            bundle.getSymbolicName() + " (" + (watched.size() + 1) + ")"));
    }

    /** {@return those that a garbage collection leaves, by their bundles' names, numbered as they were watched} */
    List<String> left() {
        System.gc();
        return watched.stream().filter(each -> !each.loader.refersTo(null)).map(Watched::name).toList();
    }

    /** Waits until all are collected. */
    void awaitCollected() {
        Awaiting.that("the class loaders are collected").pollInterval(Duration.ofMillis(50))
            .until(this::left, List::isEmpty);
    }
}

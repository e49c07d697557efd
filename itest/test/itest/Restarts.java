// SPDX-License-Identifier: Apache-2.0
package itest;

import java.util.concurrent.Callable;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A bundle that is started, used and stopped again and again, each time with a new class loader. */
final class Restarts {

    private static final int TIMES = 20;

    private Restarts() {
    }

    /**
     * Restarts a bundle and waits until nothing is left of any of its lives. It is stopped in the end.
     *
     * @param use what is done with it each time
     */
    static void leaveNothing(BundleContext context, Bundles bundles, String symbolicName, Callable<?> use) throws Exception {
        Bundle bundle = bundles.named(symbolicName);
        Loaders loaders = new Loaders();
        use.call();
        bundle.stop();
        Leftovers leftovers = new Leftovers(context);
        for (int i = 0; i < TIMES; i++) {
            bundles.update(bundle);
            bundles.refresh(bundle);
            bundle.start();
            loaders.watch(bundle);
            use.call();
            bundle.stop();
        }
        leftovers.awaitNone();
        bundles.update(bundle);
        bundles.refresh(bundle);
        loaders.awaitCollected();
    }
}

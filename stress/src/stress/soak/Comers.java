// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleException;

/** Bundles of one kind that come and go, so many at a time at most. One thread. */
final class Comers {

    private static final int MOST = 4;

    private final Container container;
    private final String prefix;
    private final Class<? extends BundleActivator> activator;
    private final Deque<Bundle> running = new ArrayDeque<>();
    private int started;

    /**
     * Makes it, with none.
     *
     * @param prefix of their symbolic names; a number follows
     * @param activator all that is in each
     */
    Comers(Container container, String prefix, Class<? extends BundleActivator> activator) {
        this.container = container;
        this.prefix = prefix;
        this.activator = activator;
    }

    /** Installs and starts one. {@return false if there are enough} */
    boolean start() throws BundleException, IOException {
        if (running.size() == MOST) {
            return false;
        }
        String name = prefix + started;
        running.add(container.add(name, BundleJar.of(name, activator)));
        started++;
        return true;
    }

    /** Stops and uninstalls the one that has been there the longest. {@return false if there is none} */
    boolean stop() throws BundleException, InterruptedException {
        Bundle first = running.poll();
        if (first == null) {
            return false;
        }
        first.stop();
        container.remove(first);
        return true;
    }

    /** {@return how many there have been} */
    int started() {
        return started;
    }
}

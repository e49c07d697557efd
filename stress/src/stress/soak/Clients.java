// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

import stress.soak.client.Client;

/** The consumers that come as bundles, and go with buffers in hand. One thread. */
final class Clients {

    private static final int MOST = 4;

    private final Container container;
    private final Deque<Bundle> running = new ArrayDeque<>();
    private int started;

    Clients(Container container) {
        this.container = container;
    }

    /** Installs and starts one. {@return false if there are enough} */
    boolean start() throws BundleException, IOException {
        if (running.size() == MOST) {
            return false;
        }
        String name = "stress.soak.client." + started;
        running.add(container.add(name, BundleJar.of(name, Client.class)));
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

    /** {@return how many buffers they took} They gave none back. */
    long kept() {
        return (long) started * Client.HELD;
    }
}

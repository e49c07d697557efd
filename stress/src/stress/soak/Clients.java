// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.io.IOException;

import org.osgi.framework.BundleException;

import stress.soak.client.Client;

/** The consumers that come as bundles, and go with buffers in hand. One thread. */
final class Clients {

    private final Comers bundles;

    Clients(Container container) {
        bundles = new Comers(container, "stress.soak.client.", Client.class);
    }

    /** Starts one. {@return false if there are enough} */
    boolean start() throws BundleException, IOException {
        return bundles.start();
    }

    /** Stops the one that has been there the longest. {@return false if there is none} */
    boolean stop() throws BundleException, InterruptedException {
        return bundles.stop();
    }

    /** {@return how many buffers they took} They gave none back. */
    long kept() {
        return (long) bundles.started() * Client.HELD;
    }
}

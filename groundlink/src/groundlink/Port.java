// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.time.Duration;

import groundlink.transfer.TransferException;

/**
 * A service that may go away and come back while a component runs. Declarative Services connects it; any thread may ask for it.
 */
final class Port<T> {

    private final String description;
    private T service;

    /** Makes one without a service; the description is what a message calls it. */
    Port(String description) {
        this.description = description;
    }

    /** Connects a service, in the place of the one before. */
    synchronized void bind(T newService) {
        service = newService;
        notifyAll();
    }

    /** Disconnects a service, unless another one is connected already. */
    synchronized void unbind(T oldService) {
        if (service == oldService) {
            service = null;
        }
    }

    /**
     * {@return the service of the moment}
     *
     * @param patience how long to wait for one at most
     * @throws TransferException if none came in that time
     */
    synchronized T await(Duration patience) throws TransferException, InterruptedException {
        long start = System.nanoTime();
        while (service == null) {
            long left = patience.minusNanos(System.nanoTime() - start).toMillis();
            if (left <= 0) {
                throw new TransferException("there was no " + description + " for " + patience.toSeconds()
                    + " s; is its configuration there, and an allocator?");
            }
            wait(left);
        }
        return service;
    }
}

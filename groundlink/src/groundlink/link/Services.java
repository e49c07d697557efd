// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import java.time.Duration;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

import groundlink.transfer.TransferException;

/** A service that may come and go: the best one of the moment, of those that match. Any thread. */
final class Services<T> implements AutoCloseable {

    private final Class<T> type;
    private final String properties;
    private final ServiceTracker<T, T> tracker;

    /** Looks for services of this type that match this filter, from now on. */
    Services(BundleContext context, Class<T> type, String properties) {
        this.type = type;
        this.properties = properties;
        try {
            tracker = new ServiceTracker<>(context,
                context.createFilter("(&(" + Constants.OBJECTCLASS + "=" + type.getName() + ")" + properties + ")"), null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        tracker.open();
    }

    /** {@return the service; null if there is none} */
    T now() {
        return tracker.getService();
    }

    /** {@return the service, for which it waits if there is none} */
    T await(Duration patience) throws TransferException, InterruptedException {
        T service = tracker.waitForService(patience.toMillis());
        if (service == null) {
            throw new TransferException("there was no " + type.getSimpleName() + " " + properties + " for " + patience.toSeconds()
                + " s; is its bundle started?");
        }
        return service;
    }

    @Override
    public void close() {
        tracker.close();
    }
}

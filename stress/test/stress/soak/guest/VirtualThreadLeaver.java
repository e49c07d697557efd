// SPDX-License-Identifier: Apache-2.0
package stress.soak.guest;

import java.util.concurrent.locks.LockSupport;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** As {@link ThreadLeaver}, with a virtual thread; it ends when a system property of its name is set. */
public final class VirtualThreadLeaver implements BundleActivator {

    /** The thread's name, and the property's. */
    public static final String THREAD = "left behind, virtual";

    private static final long PAUSE_NANOS = 10_000_000;

    /** For the framework. */
    public VirtualThreadLeaver() {
    }

    @Override
    public void start(BundleContext context) {
        Thread.ofVirtual().name(THREAD).start(() -> {
            while (System.getProperty(THREAD) == null) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
    }

    @Override
    public void stop(BundleContext context) {
        // This is the fault.
    }
}

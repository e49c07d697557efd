// SPDX-License-Identifier: Apache-2.0
package stress.soak.guest;

import java.util.concurrent.locks.LockSupport;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts a thread that doesn't end when its bundle stops, and so holds its class loader; it ends when it is interrupted. */
public final class ThreadLeaver implements BundleActivator {

    /** The thread's name. */
    public static final String THREAD = "left behind";

    /** For the framework. */
    public ThreadLeaver() {
    }

    @Override
    public void start(BundleContext context) {
        Thread.ofPlatform().daemon().name(THREAD).start(() -> {
            while (!Thread.interrupted()) {
                LockSupport.park();
            }
        });
    }

    @Override
    public void stop(BundleContext context) {
        // This is the fault.
    }
}

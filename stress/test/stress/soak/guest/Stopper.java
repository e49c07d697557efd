// SPDX-License-Identifier: Apache-2.0
package stress.soak.guest;

import java.io.IOException;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Has the process of this JVM stopped by a signal for a while, as a machine does that stands still. */
public final class Stopper implements BundleActivator {

    /** For how many seconds. */
    public static final int SECONDS = 2;

    /** For the framework. */
    public Stopper() {
    }

    @Override
    public void start(BundleContext context) throws IOException {
        long pid = ProcessHandle.current().pid();
        new ProcessBuilder("sh", "-c", "kill -STOP " + pid + "; sleep " + SECONDS + "; kill -CONT " + pid).start();
    }

    @Override
    public void stop(BundleContext context) {
        // It goes on by itself.
    }
}

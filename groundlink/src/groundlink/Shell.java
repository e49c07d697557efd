// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.util.concurrent.CountDownLatch;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Has the Gogo shell follow. Its bundle stops the framework when standard input is at its end, so it is kept at a start level
 * which the framework doesn't reach unless it is raised here ({@code groundlink.bndrun}).
 */
final class Shell {

    private static final int START_LEVEL = 20;

    private final FrameworkStartLevel startLevel;
    private final CountDownLatch left = new CountDownLatch(1);

    /** Makes one that is not started. */
    Shell(BundleContext context) {
        startLevel = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
    }

    /** Starts the shell and waits until it is left. */
    void follow() throws InterruptedException {
        if (left.getCount() > 0) {
            System.out.println("the shell: help, buffers, allocators, serve, send; exit leaves it");
            startLevel.setStartLevel(START_LEVEL);
            left.await();
        }
    }

    /** Ends the wait. */
    void leave() {
        left.countDown();
    }
}

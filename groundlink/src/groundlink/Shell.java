// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Has the Gogo shell follow. Its bundle stops the framework when standard input is at its end, so it is kept at a start level
 * which the framework doesn't reach ({@code groundlink.bndrun}), and started here. JLine looks for what knows the terminal by
 * the class loader of the thread that starts the shell: that has to be JLine's.
 */
final class Shell {

    private static final String SHELL = "org.apache.felix.gogo.jline";
    private static final String JLINE = "org.jline";

    private final BundleContext context;
    private final CountDownLatch left = new CountDownLatch(1);

    /** Makes one that is not started. */
    Shell(BundleContext context) {
        this.context = context;
    }

    /** Starts the shell and waits until it is left. */
    void follow() throws InterruptedException {
        if (left.getCount() > 0) {
            System.out.println("the shell: help, buffers, allocators, serve, send; Tab completes, exit leaves it");
            try {
                start(bundle(SHELL), bundle(JLINE).loadClass("org.jline.terminal.Terminal").getClassLoader());
            } catch (BundleException | ClassNotFoundException e) {
                throw new IllegalStateException("the shell can't be started: " + e.getMessage(), e);
            }
            left.await();
        }
    }

    private void start(Bundle shell, ClassLoader jline) throws BundleException {
        // Else lowering its start level would have another thread start it.
        shell.stop();
        shell.adapt(BundleStartLevel.class).setStartLevel(
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class).getStartLevel());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(jline);
        try {
            shell.start();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals(symbolicName)).findFirst()
            .orElseThrow(() -> new IllegalStateException("there is no bundle " + symbolicName + "; add it to the run"));
    }

    /** Ends the wait. */
    void leave() {
        left.countDown();
    }
}

// SPDX-License-Identifier: Apache-2.0
package itest;

import org.junit.runner.Description;
import org.junit.runner.notification.RunNotifier;
import org.junit.runners.model.InitializationError;
import org.ops4j.pax.exam.junit.PaxExam;

/** Runs a test in a container if this machine has a browser; else the tests are skipped, and it says so. */
public final class IfChromium extends PaxExam {

    /** Called by JUnit. */
    public IfChromium(Class<?> test) throws InitializationError {
        super(test);
    }

    @Override
    public void run(RunNotifier notifier) {
        if (Browser.isInstalled()) {
            super.run(notifier);
            return;
        }
        System.err.println(getDescription().getDisplayName() + ": skipped, as there is no browser; install chromium and "
            + "chromium-driver");
        for (Description test : getDescription().getChildren()) {
            notifier.fireTestIgnored(test);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package itest;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.runner.Description;
import org.junit.runner.notification.RunNotifier;
import org.junit.runners.model.InitializationError;
import org.ops4j.pax.exam.junit.PaxExam;

/** Runs a test in a container if this machine has Prometheus' own tool; else the tests are skipped, and it says so. */
public final class IfPromtool extends PaxExam {

    /** The tool. */
    static final String NAME = "promtool";

    /** Called by JUnit. */
    public IfPromtool(Class<?> test) throws InitializationError {
        super(test);
    }

    @Override
    public void run(RunNotifier notifier) {
        if (Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, NAME)))) {
            super.run(notifier);
            return;
        }
        System.err.println(getDescription().getDisplayName() + ": skipped, as there is no " + NAME + "; install prometheus");
        for (Description test : getDescription().getChildren()) {
            notifier.fireTestIgnored(test);
        }
    }
}

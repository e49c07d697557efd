// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import org.osgi.framework.BundleActivator;

/** A soak in this JVM, which is for that alone: see {@link OwnJvm}. */
public final class Main {

    /** Something was found. The JVM itself uses 1 and 134. */
    static final int FOUND = 3;

    private Main() {
    }

    /**
     * Runs it, and ends the JVM: with status 0 if nothing was found, {@value #FOUND} otherwise.
     *
     * @param arguments how long at most, as {@link Duration#parse} reads it; how many swaps; the seed
     */
    public static void main(String[] arguments) throws Exception {
        Course course = Course.of(Duration.parse(arguments[0]), Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
        System.exit(run(course, List.of()));
    }

    /**
     * Runs it and prints the report.
     *
     * @param guests activators of bundles that are there besides
     * @return the exit status
     */
    static int run(Course course, List<Class<? extends BundleActivator>> guests) throws Exception {
        ProcessMemory before = ProcessMemory.now();
        Outcome outcome = Soak.run(course, UnaryOperator.identity(), guests);
        ProcessMemory after = ProcessMemory.settled(before);
        after.findGrowth(before, outcome.findings());
        System.out.println(after.since(before));
        System.out.println(outcome);
        return outcome.isGood() ? 0 : FOUND;
    }
}

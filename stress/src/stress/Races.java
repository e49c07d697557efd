// SPDX-License-Identifier: Apache-2.0
package stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs the jcstress tests, once or as often as a time allows. Each is run in a JVM of its own for each way to compile it: not
 * at all,
 * by C1, by C2, and by C2 with its choices at random.
 */
final class Races {

    /** Where jcstress puts its report, in the folder that this program works in. */
    private static final Path REPORT = Path.of("races");

    private Races() {
    }

    /**
     * Runs the tests that have {@code filter}, a regular expression, in their names. It stops at the first round in which one
     * fails.
     *
     * @param length no further round is begun when this time has passed
     * @return the exit status, 0 if all went well
     */
    static int run(String filter, Duration length) throws Exception {
        Verdict verdict = new Verdict(Path.of(""));
        long end = System.nanoTime() + length.toNanos();
        do {
            round(filter, verdict);
        } while (verdict.isGood() && System.nanoTime() - end < 0);
        System.out.println(verdict);
        if (!verdict.isGood()) {
            System.out.println("report: " + REPORT.resolve("index.html").toAbsolutePath());
        }
        return verdict.isGood() ? 0 : 1;
    }

    private static void round(String filter, Verdict verdict) throws Exception {
        Options options = new Options(new String[] {"-m", "quick", "-sc", "false", "-iters", "4", "-time", "150",
            // A thread that waits lets others run: there are more of them than processors as soon as the machine does
            // anything else.
            "-spinStyle", "THREAD_YIELD", "-t", filter, "-r", REPORT.toString()});
        if (!options.parse()) {
            throw new IllegalStateException("jcstress refuses its options");
        }
        JCStress jcstress = new JCStress(options);
        List<String> failures = List.of();
        try {
            jcstress.run();
        } catch (AssertionError e) { // So it says that tests failed.
            failures = e.getMessage().lines().toList();
        }
        verdict.round(jcstress.getTests(), options.getCPUCount(), results(Path.of(options.getResultFile())), failures);
    }

    /** {@return the tests that were run, each with its number of samples} */
    private static Map<String, Long> results(Path file) throws IOException, ClassNotFoundException {
        InProcessCollector results = new InProcessCollector();
        if (Files.exists(file)) { // There is none if no test was run.
            DiskReadCollector reader = new DiskReadCollector(file.toString(), results);
            reader.dump();
            reader.close();
            Files.delete(file);
        }
        return results.getTestResults().stream()
            .collect(Collectors.groupingBy(TestResult::getName, Collectors.summingLong(TestResult::getTotalCount)));
    }
}

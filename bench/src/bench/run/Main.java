// SPDX-License-Identifier: Apache-2.0
package bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.openjdk.jmh.runner.RunnerException;

import bench.report.Report;
import bench.report.Results;

/** What {@code ./bndw bench} starts, in the project's folder. */
public final class Main {

    private static final Path FOLDER = Path.of("generated");

    private Main() {
    }

    /** Runs benchmarks and writes the results. Exit status: 0; 1 if a benchmark failed; 2 if the arguments make no sense. */
    public static void main(String[] arguments) throws IOException {
        CommandLine line;
        try {
            line = CommandLine.of(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage() + "\nusage: ./bndw bench [quick] [MODE...] [POOL...]");
            System.exit(2);
            return;
        }
        System.exit(run(line) ? 0 : 1);
    }

    private static boolean run(CommandLine line) throws IOException {
        Path log = FOLDER.resolve("jmh.log");
        Files.deleteIfExists(log);
        Fork fork = new Fork(line.effort(), log);
        Results results = new Results(line.modes());
        Report report = new Report(results, line.effort().name(), FOLDER);
        long start = System.nanoTime();
        int done = 0;
        int failed = 0;
        // Rounds outside, lines inside: what is compared is run close together, and again at another time.
        for (int round = 1; round <= line.effort().rounds(); round++) {
            for (Mode mode : line.modes()) {
                for (Entry entry : mode.entries()) {
                    String figure;
                    try {
                        results.add(entry, fork.run(mode, entry));
                        figure = results.last(mode, entry);
                    } catch (RunnerException e) {
                        failed++;
                        results.fail(entry);
                        figure = "FAILED: " + e.getMessage() + ", see " + log;
                    }
                    done++;
                    System.out.printf(Locale.ROOT, "%d/%d %s %s: %s%n", done, line.forks(), mode.name(), entry.label(), figure);
                }
            }
            report.write(round, Duration.ofNanos(System.nanoTime() - start));
        }
        System.out.printf(Locale.ROOT, "%n%s%nresults: %s, %s and %s in bench/%s%n", report.summary(), Report.JSON, Report.TABLES,
            Report.PLOT, FOLDER);
        return failed == 0;
    }
}

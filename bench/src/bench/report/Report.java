// SPDX-License-Identifier: Apache-2.0
package bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

import bench.report.Verdict.Answer;

/** The files that hold the results. */
public final class Report {

    /** All that JMH knows, in JMH's form. */
    public static final String JSON = "results.json";
    /** Tables for people. */
    public static final String TABLES = "results.md";
    /** The plot. */
    public static final String PLOT = "results.svg";

    private final Results results;
    private final String effort;
    private final Path folder;
    private final Machine machine;

    /** Makes a report, before anything is run. */
    public Report(Results results, String effort, Path folder) throws IOException {
        this.results = results;
        this.effort = effort;
        this.folder = folder;
        machine = Machine.now();
    }

    /** Writes all files, over those that are there. */
    public void write(int rounds, Duration lasted) throws IOException {
        try (PrintStream json = new PrintStream(folder.resolve(JSON).toFile(), StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, json).writeOut(results.merged());
        }
        Files.writeString(folder.resolve(TABLES), head(rounds, lasted) + new Tables(results).text());
        Files.writeString(folder.resolve(PLOT), new Plot(results.figures()).svg());
    }

    private String head(int rounds, Duration lasted) {
        return "# Results of the benchmarks\n\n"
            + effort + " run of " + LocalDate.now(ZoneOffset.UTC) + ", " + Math.max(1, lasted.toMinutes()) + " min: " + rounds
            + (rounds == 1 ? " round" : " rounds") + ", each line of each in a JVM of its own.\n\n"
            + "- " + machine.text() + "\n- " + Machine.libraries() + "\n\n";
    }

    /** {@return how many aims are met, and those that are missed} */
    public String summary() {
        List<Verdict> verdicts = new Aims(results.figures()).verdicts();
        StringBuilder text = new StringBuilder("aims: " + count(verdicts, Answer.MET) + " met, " + count(verdicts, Answer.MISSED)
            + " missed, " + count(verdicts, Answer.NOT_MEASURED) + " not measured");
        for (Verdict verdict : verdicts) {
            if (verdict.answer() == Answer.MISSED) {
                text.append("\n  missed: ").append(verdict.mode()).append(": ").append(verdict.aim()).append(": ").append(
                    verdict.measured());
            }
        }
        return text.toString();
    }

    private static long count(List<Verdict> verdicts, Answer answer) {
        return verdicts.stream().filter(verdict -> verdict.answer() == answer).count();
    }
}

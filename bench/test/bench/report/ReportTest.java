// SPDX-License-Identifier: Apache-2.0
package bench.report;

import static org.junit.jupiter.api.Assertions.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import bench.run.Entry;
import bench.run.Mode;
import bench.run.Modes;

/** What is written of real runs, of a moment each. */
@Timeout(60)
class ReportTest {

    @TempDir
    private Path folder;

    private final List<Mode> modes = Modes.all().stream()
        .filter(mode -> List.of("one-thread", "hand-over", "latency").contains(mode.name())).toList();
    private final List<Mode> ofOurs = Modes.all().stream()
        .filter(mode -> List.of("swap", "handles-use").contains(mode.name())).toList();
    private final Results results = new Results(Stream.concat(modes.stream(), ofOurs.stream()).toList());

    private void run(Entry entry) throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder().include("^" + entry.benchmark() + "$").forks(0)
            .addProfiler(GCProfiler.class).shouldFailOnError(true).warmupIterations(0).measurementIterations(2)
            .measurementTime(TimeValue.milliseconds(10)).output(folder.resolve("log").toString());
        entry.parameters().forEach(options::param);
        results.add(entry, new Runner(options.build()).runSingle());
    }

    private void report() throws Exception {
        new Report(results, "short", folder).write(1, Duration.ofMinutes(3));
    }

    @Test
    void hasAllLinesThatRanInAllFiles() throws Exception {
        for (Mode mode : modes) {
            for (String label : List.of("agrona", "jctools", "stormpot")) {
                run(mode.entries().stream().filter(entry -> entry.label().equals(label)).findFirst().orElseThrow());
            }
        }
        report();
        String tables = Files.readString(folder.resolve(Report.TABLES));
        for (Mode mode : modes) {
            assertEquals(2 + 3, table(tables, mode).size(), mode.name());
        }
        String json = Files.readString(folder.resolve(Report.JSON));
        assertTrue(json.contains("\"bench.mode.HandOver.handOver\"") && json.contains("\"pool\" : \"stormpot\"") && json.contains(
            "gc.alloc.rate.norm"), json);
        Path plot = folder.resolve(Report.PLOT);
        assertNotNull(DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(plot.toFile()), "well-formed");
    }

    @Test
    void comparesOurOwnModesWithTheDefaultAndSaysHowOftenThePoolWasSwapped() throws Exception {
        for (Mode mode : ofOurs) {
            for (Entry entry : mode.entries()) {
                run(entry);
            }
        }
        report();
        String tables = Files.readString(folder.resolve(Report.TABLES));
        for (Mode mode : ofOurs) {
            List<String> lines = table(tables, mode);
            assertEquals(2 + 4, lines.size(), mode.name());
            long columns = lines.getFirst().chars().filter(one -> one == '|').count();
            for (String line : lines) {
                assertEquals(columns, line.chars().filter(one -> one == '|').count(), line);
            }
            if (mode.name().equals("swap")) {
                assertTrue(lines.getFirst().endsWith("| swaps in each |"), lines.getFirst());
                assertTrue(lines.stream().anyMatch(line -> line.startsWith("| take, at rest |") && line.endsWith("| 0 |")),
                    tables);
            } else {
                assertTrue(lines.getFirst().contains("× REUSED"), lines.getFirst());
                assertTrue(lines.stream().anyMatch(line -> line.startsWith("| REUSED |") && line.contains("| 1.00 |")), tables);
            }
        }
    }

    private static List<String> table(String tables, Mode mode) {
        String section = tables.substring(tables.indexOf("\n### " + mode.name() + "\n"));
        int next = section.indexOf("\n### ", 1);
        return (next < 0 ? section : section.substring(0, next)).lines().filter(line -> line.startsWith("| ")).toList();
    }

    @Test
    void saysWhichLinesFailed() throws Exception {
        results.fail(modes.getFirst().entries().getLast());
        report();
        assertTrue(Files.readString(folder.resolve(Report.TABLES)).contains("A run of direct failed."));
    }
}

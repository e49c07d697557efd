// SPDX-License-Identifier: Apache-2.0
package stress;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.openjdk.jcstress.infra.runners.TestList;

/** What came of the jcstress tests, in one round or in several. */
final class Verdict {

    private final Path folder;
    private final Set<Path> oldCrashes;
    private final Set<String> run = new TreeSet<>();
    private final Set<String> notRun = new TreeSet<>();
    private final Set<String> complaints = new TreeSet<>();
    private final long start = System.nanoTime();
    private int rounds;
    private long samples;

    /** @param folder where a JVM that crashes leaves its file; what is there already doesn't count */
    Verdict(Path folder) throws IOException {
        this.folder = folder;
        oldCrashes = crashes();
    }

    /**
     * Takes note of a round.
     *
     * @param tests all that were to be run
     * @param processors of this machine; a test with more actors can't be run
     * @param results those that were run, each with its number of samples
     * @param failures what jcstress says of tests that failed, some lines
     */
    void round(Collection<String> tests, int processors, Map<String, Long> results, List<String> failures) throws IOException {
        rounds++;
        // Without the JVM's options, of which there are many; they are in the report.
        failures.stream().map(line -> line.replaceAll(" \\[[^]]*]", "")).forEach(complaints::add);
        samples += results.values().stream().mapToLong(Long::longValue).sum();
        run.addAll(results.keySet());
        for (String test : tests) {
            int actors = TestList.getInfo(test).threads();
            if (actors > processors) {
                notRun.add(test + ": it needs " + actors + " processors, and this machine has " + processors);
            } else if (!results.containsKey(test)) {
                complaints.add(test + ": no result");
            }
        }
        if (results.isEmpty()) {
            complaints.add("no test was run");
        }
        for (Path file : crashes()) {
            if (!oldCrashes.contains(file)) {
                complaints.add("a JVM crashed: " + file.toAbsolutePath());
            }
        }
    }

    private Set<Path> crashes() throws IOException {
        Set<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "hs_err*.log")) {
            found.forEach(files::add);
        }
        return files;
    }

    boolean isGood() {
        return complaints.isEmpty();
    }

    /** {@return lines for people; the last says it all} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        notRun.forEach(line -> text.append("not run: ").append(line).append('\n'));
        complaints.forEach(line -> text.append("FAILED: ").append(line).append('\n'));
        return text.append("races: %d tests, %d %s, %,d samples in %d s: %s".formatted(run.size(), rounds,
            rounds == 1 ? "round" : "rounds", samples, (System.nanoTime() - start) / 1_000_000_000,
            isGood() ? "no forbidden outcome" : "FAILED")).toString();
    }
}

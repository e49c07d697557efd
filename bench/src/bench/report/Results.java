// SPDX-License-Identifier: Apache-2.0
package bench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

import bench.run.Entry;
import bench.run.Mode;

/** All that JMH has given so far. For one thread. */
public final class Results {

    private final List<Mode> modes;
    private final Map<Entry, List<RunResult>> runs = new LinkedHashMap<>();
    private final Set<Entry> failed = new HashSet<>();

    /** Makes results without any. */
    public Results(List<Mode> modes) {
        this.modes = modes;
    }

    /** Adds a run of a line. */
    public void add(Entry entry, RunResult run) {
        runs.computeIfAbsent(entry, _ -> new ArrayList<>()).add(run);
    }

    /** Remembers that a run of a line failed. */
    public void fail(Entry entry) {
        failed.add(entry);
    }

    /** {@return whether any run of the line failed} */
    boolean hasFailed(Entry entry) {
        return failed.contains(entry);
    }

    /** {@return the figure of the last run alone, for people} */
    public String last(Mode mode, Entry entry) {
        return Figure.of(mode.unit(), List.of(runs.get(entry).getLast())).toString();
    }

    Figures figures() {
        Map<Entry, Figure> figures = new HashMap<>();
        for (Mode mode : modes) {
            mode.entries().stream().filter(runs::containsKey).forEach(entry -> figures.put(entry, Figure.of(mode.unit(), runs.get(
                entry))));
        }
        return new Figures(modes, figures);
    }

    /** {@return a percentile of all runs of a line together, in nanoseconds} */
    double percentile(Entry entry, double rank) {
        return merged(entry).getPrimaryResult().getStatistics().getPercentile(rank);
    }

    /** {@return all, the runs of each line as if they had been one with several forks} */
    Collection<RunResult> merged() {
        return runs.keySet().stream().map(this::merged).toList();
    }

    private RunResult merged(Entry entry) {
        List<BenchmarkResult> jvms = runs.get(entry).stream().flatMap(run -> run.getBenchmarkResults().stream()).toList();
        return new RunResult(runs.get(entry).getFirst().getParams(), jvms);
    }
}

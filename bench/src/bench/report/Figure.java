// SPDX-License-Identifier: Apache-2.0
package bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

import bench.run.Unit;

/**
 * What all iterations of one line come to.
 *
 * @param unit what it is
 * @param median of all iterations in all JVMs; for {@link Unit#PERCENTILES}, of the JVMs' 99.99th percentiles
 * @param min the least of these
 * @param max the most of these
 * @param bytes how many bytes of heap were allocated for each buffer that was taken and given back, a median
 * @param bytesOfIteration how many bytes of heap a whole iteration allocated, a median
 * @param counted what was counted besides the time, by name, medians of the JVMs
 */
public record Figure(Unit unit, double median, double min, double max, double bytes, double bytesOfIteration,
    Map<String, Double> counted) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final double RARE = 99.99;

    static Figure of(Unit unit, List<RunResult> runs) {
        List<Double> scores = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        List<Double> bytesOfIteration = new ArrayList<>();
        Map<String, List<Double>> counted = new TreeMap<>();
        for (RunResult run : runs) {
            for (BenchmarkResult jvm : run.getBenchmarkResults()) {
                jvm.getSecondaryResults().forEach(
                    (name, result) -> counted.computeIfAbsent(name, _ -> new ArrayList<>()).add(result.getScore()));
                if (unit == Unit.PERCENTILES) {
                    scores.add(jvm.getPrimaryResult().getStatistics().getPercentile(RARE));
                }
                for (IterationResult iteration : jvm.getIterationResults()) {
                    if (unit != Unit.PERCENTILES) {
                        scores.add(score(unit, iteration));
                    }
                    double perOperation = iteration.getSecondaryResults().get(ALLOCATED).getScore();
                    // Take and give are one operation, but where two threads share them.
                    bytes.add(unit == Unit.MILLIONS_PER_SECOND ? 2 * perOperation : perOperation);
                    bytesOfIteration.add(perOperation * iteration.getMetadata().getAllOps());
                }
            }
        }
        Map<String, Double> medians = new TreeMap<>();
        counted.forEach((name, counts) -> medians.put(name, median(counts)));
        return new Figure(unit, median(scores), Collections.min(scores), Collections.max(scores), median(bytes), median(
            bytesOfIteration), medians);
    }

    /** Of threads that hand over, JMH adds up both sides. What counts is what arrives, where the name begins with "give". */
    private static double score(Unit unit, IterationResult iteration) {
        if (unit != Unit.MILLIONS_PER_SECOND) {
            return iteration.getPrimaryResult().getScore();
        }
        String giver = iteration.getSecondaryResults().keySet().stream().filter(side -> side.startsWith("give")).findFirst()
            .orElseThrow();
        return iteration.getSecondaryResults().get(giver).getScore();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** {@return a number with three digits that count, for people} */
    static String number(double value) {
        int digits = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
        return String.format(Locale.ROOT, "%,." + Math.clamp(2 - digits, 0, 2) + "f", value);
    }

    /** {@return a number with two decimals, for people} */
    static String decimals(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** {@return the median with its unit} */
    @Override
    public String toString() {
        return number(median) + " " + unit.symbol();
    }
}

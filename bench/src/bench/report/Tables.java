// SPDX-License-Identifier: Apache-2.0
package bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import bench.frames.FrameContender;
import bench.pool.Contender;
import bench.report.Figures.Line;
import bench.run.Entry;
import bench.run.Mode;
import bench.run.Unit;

/** The results as tables in Markdown. */
final class Tables {

    /** What {@link bench.mode.Activation} counts. */
    private static final String HEAP = "heapBytesPerBuffer";
    /** What {@link bench.mode.Swap} counts. */
    static final String SWAPS = "swaps";
    /** What {@link bench.mode.Frames} counts. */
    private static final String PAYLOAD = "payloadBytes";

    private final Results results;
    private final Figures figures;
    private final StringBuilder text = new StringBuilder();

    Tables(Results results) {
        this.results = results;
        figures = results.figures();
    }

    /** {@return all tables} */
    String text() {
        aims();
        notes();
        for (Mode mode : figures.modes()) {
            mode(mode);
        }
        return text.toString();
    }

    private void aims() {
        text.append("## Aims\n\n");
        row("mode", "aim", "measured", "");
        row("---", "---", "---", "---");
        for (Verdict verdict : new Aims(figures).verdicts()) {
            row(verdict.mode(), verdict.aim(), verdict.measured(), verdict.answer().text);
        }
    }

    private void notes() {
        text.append("""

            ## Modes

            Medians of all iterations, the best first. × best: against the best peer; × REUSED: against that line. B: bytes of
            heap for each buffer taken and given back; JMH itself allocates some 10,000 in an iteration, which may show where
            operations are slow.

            - Pools without sizes: %s. Where one size is taken, each is one pool, and has nothing to choose. In `mixed` and
              `imix` it is one pool for each size.
            - Pools without a number of buffers: %s. They take no part in `pool-`.
            - All threads are of Netty's own kind, for which it has its caches.
            """.formatted(labels(one -> !one.knowsSizes()), labels(one -> !one.hasSize())));
    }

    private static String labels(Predicate<Contender> which) {
        return Arrays.stream(Contender.values()).filter(which).map(Contender::label).collect(Collectors.joining(", "));
    }

    private void mode(Mode mode) {
        String what = mode.what().substring(0, 1).toUpperCase(Locale.ROOT) + mode.what().substring(1);
        text.append("\n### ").append(mode.name()).append("\n\n").append(what).append(".\n\n");
        List<Line> lines = figures.lines(mode);
        switch (mode.unit()) {
            case PERCENTILES -> percentiles(lines);
            case MILLISECONDS -> activations(lines);
            case MILLION_FRAMES -> frames(lines);
            default -> figures(mode, lines);
        }
        for (Entry entry : mode.entries()) {
            if (results.hasFailed(entry)) {
                text.append("\nA run of ").append(entry.label()).append(" failed.\n");
            }
        }
    }

    private void figures(Mode mode, List<Line> lines) {
        String base = mode.base();
        row("", mode.unit().symbol(), "min–max", "× " + (base.isEmpty() ? "best" : base), "B");
        row("---", "--:", "--:", "--:", "--:");
        Line other = lines.stream().filter(line -> base.isEmpty() ? !isOurs(line) : line.label().equals(base)).findFirst()
            .orElse(null);
        for (Line line : lines) {
            Figure figure = line.figure();
            String ratio = other == null ? "–" : Figure.number(figure.median() / other.figure().median());
            row(name(line), Figure.number(figure.median()), spread(figure), ratio, Figure.decimals(figure.bytes()));
        }
    }

    private void percentiles(List<Line> lines) {
        boolean swaps = lines.stream().anyMatch(line -> line.figure().counted().containsKey(SWAPS));
        String last = "p99.99 of each JVM";
        row("ns", "p50", "p99", "p99.9", "p99.99", "max", swaps ? last + " | swaps in each" : last);
        row("---", "--:", "--:", "--:", "--:", "--:", swaps ? "--: | --:" : "--:");
        for (Line line : lines) {
            String spread = spread(line.figure());
            row(name(line), percentile(line, 50), percentile(line, 99), percentile(line, 99.9), percentile(line, 99.99),
                percentile(line, 100), swaps ? spread + " | " + swaps(line) : spread);
        }
    }

    private String percentile(Line line, double rank) {
        return Figure.number(results.percentile(line.entry(), rank));
    }

    private static String swaps(Line line) {
        return String.format(Locale.ROOT, "%,.0f", line.figure().counted().get(SWAPS));
    }

    private void activations(List<Line> lines) {
        row("", "ms", "min–max", "bytes of heap for a buffer");
        row("---", "--:", "--:", "--:");
        for (Line line : lines) {
            String heap = Figure.number(line.figure().counted().get(HEAP));
            row(name(line), Figure.number(line.figure().median()), spread(line.figure()), heap);
        }
    }

    private void frames(List<Line> lines) {
        row("", "million frames/s", "min–max", "payload, MB/s", "× the best Netty", "ns for a frame", "of that the CRC", "B");
        row("---", "--:", "--:", "--:", "--:", "--:", "--:", "--:");
        Line netty = lines.stream().filter(line -> FrameContender.of(line.label()).isNetty()).findFirst().orElse(null);
        Line crc = lines.stream().filter(line -> line.label().equals(FrameContender.CRC.label())).findFirst().orElse(null);
        for (Line line : lines) {
            Figure figure = line.figure();
            row(name(line), Figure.number(figure.median()), spread(figure), Figure.number(figure.counted().get(PAYLOAD)),
                netty == null ? "–" : Figure.decimals(figure.median() / netty.figure().median()),
                Figure.number(1000 / figure.median()), crc == null ? "–" : Figure.decimals(crcPart(line, crc)),
                Figure.decimals(figure.bytes()));
        }
    }

    /** {@return which part of its time a line spends on CRCs, if they take as long as they do alone} */
    static double crcPart(Line line, Line crc) {
        return FrameContender.of(line.label()).checks() * line.figure().median() / crc.figure().median();
    }

    private static String spread(Figure figure) {
        return Figure.number(figure.min()) + "–" + Figure.number(figure.max());
    }

    /** Also the ways to access its memory. */
    private static boolean isOurs(Line line) {
        return line.label().equals(Contender.BUFFERMANAGER.label()) || line.label().endsWith("()")
            || Arrays.stream(FrameContender.values()).anyMatch(one -> one.isOurs() && one.label().equals(line.label()));
    }

    private static String name(Line line) {
        return isOurs(line) ? "**" + line.label() + "**" : line.label();
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}

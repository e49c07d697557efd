// SPDX-License-Identifier: Apache-2.0
package bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import bench.pool.Contender;
import bench.report.Figures.Line;
import bench.run.Mode;
import bench.run.Unit;

/**
 * Modes as bars: how many times as much time as the buffer manager each pool needs for a buffer, on a logarithmic scale. A bar to
 * the left of the line is a pool that needs less.
 */
final class Plot {

    private static final String OURS = Contender.BUFFERMANAGER.label();
    /** Those in which all take part. */
    private static final Set<String> MODES = Set.of("one-thread", "two-threads", "eight-threads", "hold-64", "mixed", "imix",
        "hand-over", "fan-in");
    private static final int COLUMNS = 2;
    private static final int WIDTH = 480;
    private static final int BAR = 16;
    private static final int TITLE = 34;
    private static final int LABELS = 110;
    private static final int SCALE = 240;
    /** The ends of the scale, as powers of ten. */
    private static final double LEAST = -0.5;
    private static final double MOST = 2.5;
    private static final int PANEL = TITLE + BAR * (Contender.values().length - 1) + 26;

    private final Figures figures;
    private final StringBuilder svg = new StringBuilder();

    Plot(Figures figures) {
        this.figures = figures;
    }

    /** {@return the plot as SVG} */
    String svg() {
        List<Mode> modes = figures.modes().stream().filter(mode -> MODES.contains(mode.name()) && ours(mode) != null).toList();
        int rows = Math.max(1, (modes.size() + COLUMNS - 1) / COLUMNS);
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">",
            COLUMNS * WIDTH, rows * PANEL);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        for (int i = 0; i < modes.size(); i++) {
            add("<g transform=\"translate(%d %d)\">", i % COLUMNS * WIDTH, i / COLUMNS * PANEL);
            panel(modes.get(i));
            add("</g>");
        }
        add("</svg>");
        return svg.toString();
    }

    private Line ours(Mode mode) {
        return figures.lines(mode).stream().filter(line -> line.label().equals(OURS)).findFirst().orElse(null);
    }

    private void panel(Mode mode) {
        Figure ours = ours(mode).figure();
        List<Line> peers = figures.lines(mode).stream().filter(line -> !line.label().equals(OURS)).toList();
        add("<text x=\"8\" y=\"18\" font-size=\"13\" font-weight=\"bold\">%s: %s %s</text>", mode.name(), OURS, ours);
        int bottom = TITLE + BAR * peers.size();
        for (int power = 0; power < MOST; power++) {
            double x = LABELS + at(power);
            add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>", x, TITLE - 6, x, bottom, power == 0
                ? "black" : "#ddd");
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%d×</text>", x, bottom + 12, Math.round(Math.pow(
                10, power)));
        }
        for (int i = 0; i < peers.size(); i++) {
            bar(peers.get(i), ours, TITLE + BAR * i);
        }
    }

    private void bar(Line line, Figure ours, int y) {
        double theirs = line.figure().median();
        double ratio = ours.unit() == Unit.MILLIONS_PER_SECOND ? ours.median() / theirs : theirs / ours.median();
        double from = at(0);
        double to = at(Math.log10(ratio));
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LABELS - 6, y + 9, line.label());
        add("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", LABELS + Math.min(from, to), y, Math.abs(to
            - from), BAR - 5, ratio >= 1 ? "#4878a8" : "#c8553d");
        add("<text x=\"%.1f\" y=\"%d\" fill=\"#333\">%s×  (%s)</text>", LABELS + Math.max(from, to) + 4, y + 9,
            Figure.number(ratio), line.figure());
    }

    private static double at(double power) {
        return (Math.clamp(power, LEAST, MOST) - LEAST) / (MOST - LEAST) * SCALE;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

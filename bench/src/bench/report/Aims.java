// SPDX-License-Identifier: Apache-2.0
package bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import bench.frames.FrameContender;
import bench.pool.Contender;
import bench.pool.Contender.Kind;
import bench.report.Figures.Line;
import bench.report.Verdict.Answer;
import bench.run.Mode;
import bench.run.Unit;

/** What the buffer manager is to reach: ratios within one run, and a bound for the time that a call may last. */
final class Aims {

    private static final String OURS = Contender.BUFFERMANAGER.label();
    private static final List<String> MAIN = List.of("one-thread", "two-threads", "eight-threads", "hold-64", "mixed", "imix");
    private static final List<String> HANDED_OVER = List.of("hand-over", "fan-in");
    private static final Set<Contender> QUEUES = Set.of(Contender.AGRONA, Contender.JCTOOLS, Contender.JCTOOLS_XADD);
    /** In these, something else allocates as well: threads, and garbage on purpose; or it is no operation. */
    private static final Set<String> NOT_FREE_OF_GARBAGE = Set.of("virtual-threads", "latency", "activation-1000",
        "activation-1000000", "activation-prefault-1000000");
    /** The most that a call may last while the pool is swapped. */
    private static final double STALL_NANOS = 1_000_000;
    /** Less than this is 0.00. */
    private static final double NO_BYTES = 0.005;
    /** And so is less than this in a whole iteration, however few operations it had: JMH itself allocates some. */
    private static final double BYTES_OF_JMH = 32768;

    private final Figures figures;
    private final List<Verdict> verdicts = new ArrayList<>();

    Aims(Figures figures) {
        this.figures = figures;
    }

    List<Verdict> verdicts() {
        for (String mode : MAIN) {
            double limit = mode.equals("eight-threads") ? 0.3 : 0.25;
            atMost(limit, "the best of Netty, Jetty, Arrow and commons-pool2", mode, is(OURS), mode, Aims::isBufferPool);
            atMost(1, "any peer", mode, is(OURS), mode, is(OURS).negate());
        }
        for (String mode : HANDED_OVER) {
            atLeast(4, "the best of Netty, Jetty, Arrow and commons-pool2", mode, Aims::isBufferPool);
            atLeast(1, "the queues of JCTools and Agrona", mode, line -> QUEUES.contains(Contender.of(line.label())));
        }
        own(2, "nearly-full", "empty");
        own(2, "churn-nearly-full", "churn-empty");
        own(1.5, "pool-1000000", "pool-1000");
        own(0.5, "bulk-32", "one-by-one-32");
        atMost(1, "the p99.99 of the best peer", "latency", is(OURS), "latency", is(OURS).negate());
        stall("take");
        stall("give");
        for (Mode mode : figures.modes()) {
            if (mode.name().startsWith("longs-") || mode.name().startsWith("copy-")) {
                for (String access : List.of("segment()", "byteBuffer()")) {
                    atMost(1.1, "a plain ByteBuffer", mode.name(), is(access), mode.name(), is("plain ByteBuffer"));
                }
            }
        }
        for (Mode mode : figures.modes()) {
            if (mode.unit() == Unit.MILLION_FRAMES) {
                frames(mode.name(), FrameContender.COMPONENTS);
            }
        }
        bytes();
        return verdicts;
    }

    private static Predicate<Line> is(String label) {
        return line -> line.label().equals(label);
    }

    private static boolean isBufferPool(Line line) {
        return Contender.of(line.label()).kind() == Kind.BUFFER_POOL;
    }

    private void own(double limit, String mode, String otherMode) {
        atMost(limit, "our own " + otherMode, mode, is(OURS), otherMode, is(OURS));
    }

    private void atMost(double limit, String than, String mode, Predicate<Line> whose, String otherMode, Predicate<Line> others) {
        compare(mode, "at most " + Figure.decimals(limit) + " × " + than, figures.best(mode, whose),
            figures.best(otherMode, others), ratio -> ratio <= limit);
    }

    private void atLeast(double limit, String than, String mode, Predicate<Line> others) {
        compare(mode, "at least " + Figure.decimals(limit) + " × " + than, figures.best(mode, is(OURS)),
            figures.best(mode, others), ratio -> ratio >= limit);
    }

    private void compare(String mode, String aim, Optional<Line> ours, Optional<Line> other, Predicate<Double> met) {
        if (ours.isEmpty() || other.isEmpty()) {
            verdicts.add(new Verdict(mode, aim, "", Answer.NOT_MEASURED));
            return;
        }
        double ratio = ours.get().figure().median() / other.get().figure().median();
        String measured = Figure.decimals(ratio) + " (" + ours.get().label() + " " + ours.get().figure() + ", "
            + other.get().label() + " " + other.get().figure() + ")";
        verdicts.add(new Verdict(mode, aim, measured, Answer.of(met.test(ratio))));
    }

    /** Without a swap, nothing is measured. */
    private void stall(String call) {
        String aim = call + ", swapped: p99.99 at most " + Figure.number(STALL_NANOS) + " ns";
        Optional<Figure> swapped = figures.best("swap", is(call + ", swapped")).map(Line::figure)
            .filter(figure -> figure.counted().get(Tables.SWAPS) > 0);
        if (swapped.isEmpty()) {
            verdicts.add(new Verdict("swap", aim, "", Answer.NOT_MEASURED));
            return;
        }
        String rest = figures.best("swap", is(call + ", at rest")).map(line -> ", at rest " + line.figure()).orElse("");
        verdicts.add(new Verdict("swap", aim, swapped.get() + rest, Answer.of(swapped.get().median() <= STALL_NANOS)));
    }

    private void frames(String mode, FrameContender ours) {
        compare(mode, ours.label() + ": at least 2.00 × the best of Netty", figures.best(mode, is(ours.label())),
            figures.best(mode, line -> FrameContender.of(line.label()).isNetty()), ratio -> ratio >= 2);
        Optional<Line> line = figures.best(mode, is(ours.label()));
        Optional<Line> crc = figures.best(mode, is(FrameContender.CRC.label()));
        String aim = ours.label() + ": the CRC at least 0.50 of the time";
        if (line.isEmpty() || crc.isEmpty()) {
            verdicts.add(new Verdict(mode, aim, "", Answer.NOT_MEASURED));
        } else {
            double part = Tables.crcPart(line.get(), crc.get());
            verdicts.add(new Verdict(mode, aim, Figure.decimals(part), Answer.of(part >= 0.5)));
        }
    }

    private void bytes() {
        for (Mode mode : figures.modes()) {
            Optional<Line> line = figures.best(mode.name(), is(OURS).or(is(FrameContender.COMPONENTS.label())));
            if (line.isPresent() && !NOT_FREE_OF_GARBAGE.contains(mode.name())) {
                Figure ours = line.get().figure();
                boolean none = ours.bytes() < NO_BYTES || ours.bytesOfIteration() < BYTES_OF_JMH;
                String measured = Figure.decimals(ours.bytes()) + " (" + Figure.number(ours.bytesOfIteration())
                    + " in an iteration)";
                verdicts.add(new Verdict(mode.name(), "0.00 bytes of heap for a buffer", measured, Answer.of(none)));
            }
        }
    }
}

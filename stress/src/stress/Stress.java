// SPDX-License-Identifier: Apache-2.0
package stress;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import joptsimple.OptionException;
import joptsimple.OptionParser;
import joptsimple.OptionSet;
import joptsimple.OptionSpec;
import stress.hold.Hold;
import stress.hold.Plan;
import stress.hold.Report;
import stress.model.Sequences;
import stress.model.Tally;
import svc.buffermanager.provider.SteppedPools;
import stress.recovery.Kills;
import stress.soak.Course;
import stress.soak.OwnJvm;
import svc.buffermanager.provider.SwappedPools;

/** The command {@code ./bndw stress}. */
public final class Stress {

    private static final String USAGE = """
        usage: ./bndw stress [races] [--only REGEX] [--minutes N]
               ./bndw stress hold [--minutes N] [--seed N]
               ./bndw stress model [--minutes N] [--seed N]
               ./bndw stress replay SEED
               ./bndw stress soak [--minutes N] [--swaps N] [--seed N] [--heap SIZE] [--vm OPTIONS]
               ./bndw stress kills [--times N] [--seed N]
          races   the jcstress tests, those with REGEX in their names: once, or again and again until N minutes have passed
          hold    16 threads take buffers, stamp them, hold them, hand them over and give them back, while pools are swapped;
                  for 1 minute, or for N
          model   random sequences of calls, each held against a simple model; for 1 minute, or for N, from seed N on
          replay  the sequence of one seed, step by step
          soak    in Felix, threads take buffers, stamp them, hand them over, verify them and give them back, while allocators
                  are stopped, updated, uninstalled and installed again, configurations changed, and consumers stopped with
                  buffers in hand; for 1 minute, or for N, or until there were N swaps; in a JVM with a heap of SIZE, 256m if
                  not given, and with OPTIONS, such as -XX:+UseZGC
          kills   JVMs that use buffers of a recoverable pool are killed at random moments, 200 or N, one after the other;
                  each must find whole what the one before had confirmed""";

    private final OptionParser parser = new OptionParser();
    private final OptionSpec<Void> help = parser.accepts("help");
    private final OptionSpec<String> only = parser.accepts("only").withRequiredArg();
    private final OptionSpec<Double> minutes = parser.accepts("minutes").withRequiredArg().ofType(Double.class);
    private final OptionSpec<Long> seed = parser.accepts("seed").withRequiredArg().ofType(Long.class);
    private final OptionSpec<Long> swaps = parser.accepts("swaps").withRequiredArg().ofType(Long.class);
    private final OptionSpec<Integer> times = parser.accepts("times").withRequiredArg().ofType(Integer.class).defaultsTo(200);
    private final OptionSpec<String> heap = parser.accepts("heap").withRequiredArg().defaultsTo("256m");
    private final OptionSpec<String> vm = parser.accepts("vm").withRequiredArg();
    private final OptionSpec<String> test = parser.nonOptions();

    Stress() {
    }

    /**
     * Runs what the command line asks for, and ends the JVM: with status 0 if all went well, 1 if not, 2 if the command line
     * makes no
     * sense.
     *
     * @param arguments see the usage
     */
    public static void main(String[] arguments) throws Exception {
        System.exit(new Stress().run(arguments));
    }

    /** {@return the exit status} */
    int run(String... arguments) throws Exception {
        try {
            OptionSet options = parser.parse(arguments);
            if (options.has(help)) {
                System.out.println(USAGE);
                return 0;
            }
            List<String> words = options.valuesOf(test);
            String named = String.join(" ", words);
            if (!named.equals("soak") && (options.has(swaps) || options.has(heap) || options.has(vm))) {
                return refuse("--swaps, --heap and --vm are for soak");
            }
            if (!named.equals("kills") && options.has(times)) {
                return refuse("--times is for kills");
            }
            if (words.size() == 2 && words.getFirst().equals("replay")) {
                return replay(words.getLast(), options);
            }
            return switch (named) {
                case "", "races" -> races(options);
                case "hold" -> hold(options);
                case "model" -> model(options);
                case "replay" -> refuse("replay needs the seed of the sequence");
                case "soak" -> soak(options);
                case "kills" -> kills(options);
                default -> refuse("there is no test " + named);
            };
        } catch (OptionException | IllegalArgumentException e) {
            return refuse(e.getMessage());
        }
    }

    private int races(OptionSet options) throws Exception {
        if (options.has(seed)) {
            return refuse("races take no seed: each JVM draws its own, and the report names it");
        }
        return Races.run(options.has(only) ? options.valueOf(only) : "", length(options, Duration.ZERO));
    }

    private int hold(OptionSet options) throws InterruptedException {
        if (options.has(only)) {
            return refuse("hold is one test");
        }
        Plan plan = Plan.of(length(options, Duration.ofMinutes(1)), seed(options));
        System.out.println("hold: seed " + plan.seed());
        int out = plan.mostOut(2);
        Report report = Hold.run(plan, List.of(SwappedPools.ample(out), SwappedPools.scarce(out / 2)));
        System.out.println(report);
        return report.isGood() ? 0 : 1;
    }

    private int model(OptionSet options) {
        if (options.has(only)) {
            return refuse("model is one test; replay runs one sequence");
        }
        long first = options.has(seed) ? options.valueOf(seed) : newSeed();
        System.out.println("model: from seed " + first + " on");
        return report(Sequences.run(SteppedPools::new, first, length(options, Duration.ofMinutes(1)), Long.MAX_VALUE));
    }

    private int replay(String number, OptionSet options) {
        if (options.has(only) || options.has(seed) || options.has(minutes)) {
            return refuse("replay takes a seed and nothing else");
        }
        return report(Sequences.replay(SteppedPools::new, Long.parseLong(number), System.out::println));
    }

    private static int report(Tally tally) {
        System.out.println(tally);
        return tally.isGood() ? 0 : 1;
    }

    /** {@return a seed that is short enough to be typed} */
    private static long newSeed() {
        return new SplittableRandom().nextLong(1_000_000_000_000L);
    }

    private int soak(OptionSet options) throws Exception {
        if (options.has(only)) {
            return refuse("soak is one test");
        }
        long goal = options.has(swaps) ? options.valueOf(swaps) : 0;
        if (options.has(swaps) && goal <= 0) {
            return refuse("--swaps " + goal + " is not positive; give 1,000, for example, as 1000");
        }
        OwnJvm jvm = new OwnJvm(Path.of("soak"), options.valueOf(heap),
            options.valuesOf(vm).stream().flatMap(given -> Stream.of(given.strip().split("\\s+"))).toList());
        jvm.check();
        Course course = Course.of(length(options, goal > 0 ? Duration.ofHours(1) : Duration.ofMinutes(1)), goal, seed(options));
        System.out.println("soak: seed " + course.seed());
        OwnJvm.End end = jvm.run(course, System.out::println);
        System.out.println(end);
        return end.isGood() ? 0 : 1;
    }

    private int kills(OptionSet options) throws Exception {
        if (options.has(only) || options.has(minutes)) {
            return refuse("kills take --times and --seed");
        }
        int count = options.valueOf(times);
        if (count < 1) {
            return refuse("--times " + count + " is not positive; give 200, for example");
        }
        long chosen = seed(options);
        System.out.println("kills: seed " + chosen);
        Path folder = Files.createTempDirectory(Path.of(""), "kills").toAbsolutePath();
        return Kills.run(folder, count, chosen, System.out::println).isEmpty() ? 0 : 1;
    }

    private long seed(OptionSet options) {
        return options.has(seed) ? options.valueOf(seed) : newSeed();
    }

    private Duration length(OptionSet options, Duration otherwise) {
        if (!options.has(minutes)) {
            return otherwise;
        }
        Duration length = Duration.ofMillis(Math.round(options.valueOf(minutes) * 60_000));
        if (!length.isPositive()) {
            throw new IllegalArgumentException("--minutes " + options.valueOf(minutes) + " is not positive; give 0.1 or more");
        }
        return length;
    }

    private static int refuse(String reason) {
        System.err.println(reason + "\n" + USAGE);
        return 2;
    }
}

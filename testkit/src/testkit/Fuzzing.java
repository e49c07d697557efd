// SPDX-License-Identifier: Apache-2.0
package testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Runs fuzzers: a short while in each test run, with a seed that doesn't change; or as long as the environment says, by {@code
 * FUZZ_INPUTS}, how many inputs for each, and {@code FUZZ_SEED}.
 */
public final class Fuzzing {

    private static final int BATCH = 1_000;
    /** CPU time that so many inputs may take: some hundred times what they do. */
    private static final long BATCH_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PROGRESS_NANOS = TimeUnit.MINUTES.toNanos(1);

    private Fuzzing() {
    }

    /** What is fuzzed. */
    public interface Target {

        /** Gives one input, or a few that belong together, and checks what became of them. {@return how many} */
        int next() throws Exception;

        /** Checks what can be checked in the end, and ends it. Called after the last input, if none was a finding. */
        default void end() throws Exception {
        }
    }

    /** Makes a target. */
    public interface Maker {

        /** {@return a target whose inputs are from there} */
        Target from(Mutator mutator) throws Exception;
    }

    /**
     * Runs one.
     *
     * @param few how many inputs it gets where the environment doesn't say
     * @throws AssertionError if an input did what it should not, or took too long; the message has the seed and the number
     */
    public static void run(String name, long few, Maker maker) throws Exception {
        String wanted = System.getenv("FUZZ_INPUTS");
        String chosen = System.getenv("FUZZ_SEED");
        long inputs = wanted == null ? few : Long.parseLong(wanted);
        long seed = chosen == null ? 1 : Long.parseLong(chosen);
        long start = System.nanoTime();
        long told = start;
        long given = 0;
        try {
            Target target = maker.from(new Mutator(seed));
            while (given < inputs) {
                given += batch(target, Math.min(BATCH, inputs - given));
                if (System.nanoTime() - told > PROGRESS_NANOS) {
                    told = System.nanoTime();
                    System.out.printf("%s: %,d inputs so far%n", name, given);
                }
            }
            target.end();
        } catch (Exception | AssertionError e) {
            throw new AssertionError(name + ": seed " + seed + ", after " + given + " inputs: " + e, e);
        }
        System.out.printf("%s: %,d inputs from seed %d, no finding, %.1f s%n", name, given, seed,
            (System.nanoTime() - start) / 1e9);
    }

    private static long batch(Target target, long inputs) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long given = 0;
        while (given < inputs) {
            given += target.next();
        }
        long took = threads.getCurrentThreadCpuTime() - start;
        if (took > BATCH_NANOS) {
            throw new AssertionError("the next " + given + " inputs took " + TimeUnit.NANOSECONDS.toSeconds(took) + " s");
        }
        return given;
    }
}

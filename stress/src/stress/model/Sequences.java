// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs random sequences of calls on managers and their model. */
public final class Sequences {

    private Sequences() {
    }

    /**
     * Runs one sequence after the other, of seeds that follow each other, until the time is over or one goes wrong.
     *
     * @param subjects makes a manager without a pool; two are made for each sequence
     * @param first the first seed
     * @param most how many at most
     */
    public static Tally run(Supplier<? extends Subject> subjects, long first, Duration length, long most) {
        long end = System.nanoTime() + length.toNanos();
        Map<String, Integer> outcomes = new TreeMap<>();
        long steps = 0;
        long seed = first;
        while (seed - first < most && System.nanoTime() - end < 0) {
            try {
                steps += new Sequence(seed++, subjects, _ -> { }, outcomes).run();
            } catch (Mismatch e) {
                return new Tally(first, seed - first, steps + e.step(), outcomes, e);
            }
        }
        return new Tally(first, seed - first, steps, outcomes, null);
    }

    /**
     * Runs one sequence.
     *
     * @param listener is told of each step, before it is made, and what it must come to
     */
    public static Tally replay(Supplier<? extends Subject> subjects, long seed, Consumer<String> listener) {
        Map<String, Integer> outcomes = new TreeMap<>();
        try {
            return new Tally(seed, 1, new Sequence(seed, subjects, listener, outcomes).run(), outcomes, null);
        } catch (Mismatch e) {
            return new Tally(seed, 1, e.step(), outcomes, e);
        }
    }
}

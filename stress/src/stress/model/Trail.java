// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The steps of a sequence as they are made. It keeps the last, for the report if one goes wrong. */
final class Trail {

    private static final int KEPT = 20;
    private static final String REPORT = """
        seed %d, step %d
          expected: %s
          actual:   %s
        The last steps, each with what it must come to:
          %s
        All of them: ./bndw stress replay %d""";

    private final long seed;
    private final Consumer<String> listener;
    private final Deque<String> last = new ArrayDeque<>();
    private int steps;
    private String expected = "";

    /** @param listener is told of each step */
    Trail(long seed, Consumer<String> listener) {
        this.seed = seed;
        this.listener = listener;
    }

    /** Takes note of a step that is about to be made. */
    void step(String call, String answer) {
        steps++;
        expected = answer;
        String line = steps + " " + call + ": " + answer;
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.add(line);
        listener.accept(line);
    }

    int steps() {
        return steps;
    }

    Mismatch mismatch(String wanted, String actual) {
        return mismatch(wanted, actual, null);
    }

    /** {@return a mismatch for what nobody thought of} */
    Mismatch mismatch(Throwable surprise) {
        return mismatch(expected, surprise.toString(), surprise);
    }

    private Mismatch mismatch(String wanted, String actual, Throwable cause) {
        String report = REPORT.formatted(seed, steps, wanted, actual, String.join("\n  ", last), seed);
        return new Mismatch(steps, report, cause);
    }
}

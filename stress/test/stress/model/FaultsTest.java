// SPDX-License-Identifier: Apache-2.0
package stress.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a manager does wrong that is made to do it is found, soon, and reported so that it can be found again. */
@Timeout(120)
class FaultsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int SEQUENCES = 100;
    private static final int SHOWN = 20;
    private static final Pattern STEP = Pattern.compile("^  (\\d+) ", Pattern.MULTILINE);

    @ParameterizedTest(name = "{0}")
    @MethodSource({"stress.model.ManagerFaults#all", "stress.model.PoolFaults#all"})
    void isFoundAndReported(String fault, Supplier<Subject> subjects) {
        Tally tally = Sequences.run(subjects, 1, LONG, SEQUENCES);
        assertFalse(tally.isGood());
        Mismatch found = tally.mismatch();
        assertNotNull(found, fault);
        assertReports(found, tally.first() + tally.sequences() - 1);
        Tally again = Sequences.replay(subjects, tally.first() + tally.sequences() - 1, _ -> { });
        assertEquals(found.getMessage(), again.mismatch().getMessage());
    }

    private static void assertReports(Mismatch found, long seed) {
        String report = found.getMessage();
        assertTrue(report.startsWith("seed " + seed + ", step " + found.step() + "\n"), report);
        assertTrue(report.endsWith("./bndw stress replay " + seed), report);
        assertNotEquals(after("expected: ", report), after("actual: ", report));
        List<Integer> steps = STEP.matcher(report).results().map(step -> Integer.valueOf(step.group(1))).toList();
        assertEquals(Math.min(SHOWN, found.step()), steps.size(), report);
        assertEquals(found.step(), steps.getLast(), report);
    }

    private static String after(String title, String report) {
        Matcher line = Pattern.compile(title + "(.+)").matcher(report);
        assertTrue(line.find(), report);
        return line.group(1).trim();
    }
}

// SPDX-License-Identifier: Apache-2.0
package stress.model;

import java.util.Map;

/**
 * What came of some sequences.
 *
 * @param first the first one's seed; the others' follow it
 * @param sequences how many there were
 * @param steps how many all together had
 * @param outcomes how often each call came to what, as {@code call: what}; what threw is named
 * @param mismatch what was wrong with the last sequence, or null
 */
public record Tally(long first, long sequences, long steps, Map<String, Integer> outcomes, Mismatch mismatch) {

    /** {@return whether anything was done, and all as the model says} */
    public boolean isGood() {
        return steps > 0 && mismatch == null;
    }

    /** {@return lines for people; the last says it all} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        outcomes.forEach((outcome, count) -> text.append("%,11d  %s%n".formatted(count, outcome)));
        if (mismatch != null) {
            text.append("FAILED: ").append(mismatch.getMessage()).append('\n');
        }
        return text.append("model: %,d sequences, %,d steps, seeds %d to %d: %s".formatted(sequences, steps, first,
            first + sequences - 1, isGood() ? "all as the model says" : "FAILED")).toString();
    }
}

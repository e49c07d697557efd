// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.List;
import java.util.Map;

import stress.hold.Faults;

/**
 * What came of a soak.
 *
 * @param course what was to be done
 * @param operations what the consumers did: took, handed over, verified and gave back
 * @param refused their calls that failed while there was no service
 * @param swaps of all managers' pools, as the managers count them
 * @param injected how often the operator did what
 * @param loaders how many class loaders the bundles had, revision by revision
 * @param resident how much of the process was in memory at first and in the end, for people
 * @param log the last warnings and errors
 * @param findings what must not be
 */
public record Outcome(Course course, long operations, long refused, long swaps, Map<Injection, Long> injected, int loaders,
    String resident, List<String> log, Faults<Finding> findings) {

    /** {@return how often the operator did anything} */
    public long injections() {
        return injected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return whether anything was done, and nothing was found} */
    public boolean isGood() {
        return operations > 0 && swaps > 0 && findings.isEmpty();
    }

    /** {@return lines for people; the last says it all} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!isGood()) {
            log.forEach(line -> text.append("log: ").append(line).append('\n'));
            findings.first().forEach(finding -> text.append("FAILED: ").append(finding).append('\n'));
        }
        line(text, "operations", operations);
        line(text, "swaps", swaps);
        line(text, "faults injected", injections());
        injected.forEach((injection, count) -> line(text, "  " + injection, count));
        line(text, "calls refused without service", refused);
        line(text, "class loaders watched", loaders);
        text.append("resident memory ").append(resident).append('\n');
        for (Finding finding : Finding.values()) {
            line(text, finding.toString(), findings.count(finding));
        }
        return text.append("soak: %d consumers, %.1f s, seed %d: %s".formatted(course.consumers(),
            course.length().toMillis() / 1e3, course.seed(), isGood() ? "no fault" : "FAILED")).toString();
    }

    private static void line(StringBuilder text, String title, long count) {
        text.append("%-47s %,15d%n".formatted(title, count));
    }
}

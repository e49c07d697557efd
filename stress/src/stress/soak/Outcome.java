// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.List;
import java.util.Map;

import stress.hold.Faults;

/**
 * What came of a soak.
 *
 * @param course what was to be done
 * @param seconds how long the consumers were at work
 * @param operations what the consumers did: took, handed over, verified and gave back
 * @param refused their calls that failed while there was no service
 * @param swaps of all managers' pools, as the managers count them
 * @param injected how often the operator did what
 * @param kept how many buffers consumer bundles had in hand when they stopped
 * @param workers what the worker bundles counted
 * @param loaders how many class loaders the bundles had, revision by revision
 * @param stalls how long calls took
 * @param steps what the operator did, in its order
 * @param log the last warnings and errors
 * @param standstills when no thread went on
 * @param findings what must not be
 */
record Outcome(Course course, double seconds, long operations, long refused, long swaps, Map<Injection, Long> injected, long kept,
    Map<String, Long> workers, int loaders, Stalls stalls, Steps steps, List<String> log,
    Standstills standstills, Faults<Finding> findings) {

    private static final String LINE = "%-47s %,15d%n";

    long injections() {
        return injected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return whether as much was done as was to be, and nothing was found} */
    boolean isGood() {
        return operations > 0 && swaps >= Math.max(1, course.swaps()) && findings.isEmpty();
    }

    /** {@return lines for people} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!isGood()) {
            log.forEach(line -> text.append("log: ").append(line).append('\n'));
            steps.last().forEach(step -> text.append("did: ").append(step).append('\n'));
            findings.first().forEach(finding -> text.append("FAILED: ").append(finding).append('\n'));
        }
        if (swaps < course.swaps()) {
            text.append("FAILED: %,d swaps were to be made in %.0f s%n".formatted(course.swaps(), seconds));
        }
        line(text, "operations", operations);
        line(text, "swaps", swaps);
        line(text, "faults injected", injections());
        injected.forEach((injection, count) -> line(text, "  " + injection, count));
        line(text, "calls refused without service", refused);
        line(text, "buffers that stopped consumers had in hand", kept);
        workers.forEach((what, count) -> line(text, "workers: " + what, count));
        line(text, "class loaders watched", loaders);
        stalls.table().forEach(line -> text.append(line).append('\n'));
        line(text, "ms that this JVM stood still at a time, at most", standstills.longestMillis());
        standstills.longOnes().forEach(one -> text.append("this JVM stood still ").append(one).append('\n'));
        for (Finding finding : Finding.values()) {
            line(text, finding.toString(), findings.count(finding));
        }
        return text.append("%d consumers, %.1f s, seed %d".formatted(course.consumers(), seconds, course.seed())).toString();
    }

    private static void line(StringBuilder text, String title, long count) {
        text.append(LINE.formatted(title, count));
    }
}

// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** What the operator does to the system. */
enum Injection {

    /** While another can serve. */
    STOP("allocator stopped", 6),
    /** One that was stopped. */
    START("allocator started", 12),
    /** In place, while another can serve. */
    UPDATE("allocator updated", 3),
    /** While another can serve. */
    UNINSTALL("allocator uninstalled", 2),
    /** One that was uninstalled. */
    INSTALL("allocator installed again", 8),
    /** So that another may be the best. */
    RANKING("allocator's ranking changed", 10),
    /** Of a manager; all others of its settings stay. */
    BINS("bins changed", 10),
    /** See {@link #BINS}. */
    ALIGNMENT("alignment changed", 5),
    /** See {@link #BINS}. */
    PREFAULT("prefault changed", 2),
    /** See {@link #BINS}. */
    TARGET("allocator.target changed", 6),
    /** See {@link #BINS}. */
    DRAIN_TIMEOUT("drain.timeout changed", 1),
    /** Of the second manager, together, see {@link #BINS}: from then on it lends buffers of another kind. */
    TREATMENT("handles, guard, wipe, recovery changed", 4),
    /** See {@link #BINS}: accounting, tracking, held.limit, reclaim, quotas and spill, all together. */
    OWNERSHIP("accounting, quotas and the like changed", 6),
    /** All that the workers' manager has, see {@link Workers}. */
    WORKERS("workers' manager configured anew", 6),
    /** Of a manager, while it is used. */
    AUDIT("manager audited", 3),
    /** The marks begin anew. */
    CLEAR("high-water marks cleared", 3),
    /** By the manager's own method. */
    TRACK("tracking switched", 2),
    /** From anonymous memory to files in a directory, or back. */
    DIRECTORY("directory of mmap changed", 3),
    /** A configuration that is bad in one setting, and then a good one. */
    REFUSED("configuration refused", 1),
    /** A target that no allocator matches, and then another: meanwhile the manager stays where it is. */
    NOBODY("target that nobody matches", 1),
    /** A bundle that takes buffers. */
    CLIENT_START("consumer bundle started", 2),
    /** It never gives them back. */
    CLIENT_STOP("consumer bundle stopped with buffers in hand", 2),
    /** A bundle that takes, hands on, waits and gives back, see {@link Workers}. */
    WORKER_START("worker bundle started", 4),
    /** With what it has in hand, or after it has given that back. */
    WORKER_STOP("worker bundle stopped", 3),
    /** All are stopped, and start again. Meanwhile there is no service. */
    OUTAGE("all allocators stopped", 1),
    /** The bundle of the managers is updated in place. Meanwhile there is no service. */
    MANAGER_UPDATE("manager updated", 1);

    private static final int SUM = Arrays.stream(values()).mapToInt(injection -> injection.weight).sum();

    private final String title;
    private final int weight;

    /** @param weight how often it is drawn, compared with the others */
    Injection(String title, int weight) {
        this.title = title;
        this.weight = weight;
    }

    static Injection draw(SplittableRandom random) {
        int left = random.nextInt(SUM);
        for (Injection injection : values()) {
            left -= injection.weight;
            if (left < 0) {
                return injection;
            }
        }
        throw new AssertionError("the weights are " + SUM + " together");
    }

    /** {@return how often there was what, on one line} */
    static String counts(Map<Injection, Long> counts) {
        return counts.entrySet().stream().map(each -> each.getKey().name().toLowerCase(Locale.ROOT) + " " + each.getValue())
            .collect(Collectors.joining(", "));
    }

    /** {@return for people} */
    @Override
    public String toString() {
        return title;
    }
}

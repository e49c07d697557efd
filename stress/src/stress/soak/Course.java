// SPDX-License-Identifier: Apache-2.0
package stress.soak;

import java.time.Duration;

/**
 * How much of it.
 *
 * @param platform how many consumers are platform threads
 * @param virtual how many are virtual ones
 * @param hand most buffers that a consumer has in its hand at a time
 * @param inbox most buffers that wait to be received by a consumer
 * @param length how long at most
 * @param swaps how many swaps there must be, and no need to go on after them; 0 if the length alone ends it
 * @param drain the least {@code drain.timeout} of the managers whose buffers all come home
 * @param patience how long to wait for what must happen
 * @param seed chooses what the operator and the consumers do; in which order they come to do it is not chosen
 */
public record Course(int platform, int virtual, int hand, int inbox, Duration length, long swaps, Duration drain,
    Duration patience, long seed) {

    /** {@return the usual course: more consumers of either kind than processors, and 6 at least} */
    public static Course of(Duration length, long swaps, long seed) {
        int threads = Math.max(6, Runtime.getRuntime().availableProcessors() + 1);
        return new Course(threads, threads, 6, 2, length, swaps, Duration.ofSeconds(20), Duration.ofSeconds(60), seed);
    }

    int consumers() {
        return platform + virtual;
    }

    /** {@return most buffers that can be out at a time} */
    int mostOut() {
        return consumers() * (hand + inbox);
    }

    /** {@return whether a run may end that has gone on for so long, and has made so many swaps} */
    boolean isOver(long nanos, long made) {
        return nanos >= length.toNanos() || swaps > 0 && made >= swaps;
    }
}

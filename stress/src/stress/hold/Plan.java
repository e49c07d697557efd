// SPDX-License-Identifier: Apache-2.0
package stress.hold;

import java.time.Duration;

/**
 * How much stress.
 *
 * @param threads how many; half of them are virtual
 * @param hand most buffers that a thread has in its hand at a time
 * @param inbox most buffers that wait to be received by a thread
 * @param length how long
 * @param seed chooses what the threads do; in which order they come to do it is not chosen
 */
public record Plan(int threads, int hand, int inbox, Duration length, long seed) {

    /** {@return the usual plan: 16 threads} */
    public static Plan of(Duration length, long seed) {
        return new Plan(16, 10, 2, length, seed);
    }

    /** {@return most buffers of a supply that can be out at a time, if the threads are spread over so many supplies} */
    public int mostOut(int supplies) {
        return Math.ceilDiv(threads, supplies) * (hand + inbox);
    }
}

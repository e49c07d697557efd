// SPDX-License-Identifier: Apache-2.0
package itest;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for what other threads do. */
final class Awaiting {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Awaiting() {
    }

    /**
     * {@return what waits for a condition and fails when that doesn't come}
     *
     * @param condition what is awaited, as a sentence, for the failure's message
     */
    static ConditionFactory that(String condition) {
        return Awaitility.await(condition).atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
            .pollInSameThread();
    }
}

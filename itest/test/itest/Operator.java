// SPDX-License-Identifier: Apache-2.0
package itest;

import java.util.concurrent.CompletableFuture;

/** Someone who stops bundles and changes configurations, beside whoever else does. */
final class Operator {

    /** What an operator does. */
    interface Step {
        void take() throws Exception;
    }

    private Operator() {
    }

    /** Has an operator do this on a thread of its own. {@return its end, or its failure} */
    static CompletableFuture<Void> does(Step step) {
        return CompletableFuture.runAsync(() -> {
            try {
                step.take();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }, task -> Thread.ofPlatform().name("itest operator").start(task));
    }
}

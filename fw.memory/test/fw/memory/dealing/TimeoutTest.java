// SPDX-License-Identifier: Apache-2.0
package fw.memory.dealing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

class TimeoutTest {

    @Test
    void oneOfNothingHasPassedAndTheLongestHasNot() {
        assertTrue(new Timeout(0).hasPassed());
        assertFalse(new Timeout(Long.MAX_VALUE).hasPassed());
        assertTrue(new Timeout(Long.MAX_VALUE).left() > 0);
    }

    @Test
    void anInterruptDoesNotEndTheWaitAndStays() {
        CountDownLatch latch = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertFalse(new Timeout(20_000_000).await(latch));
        assertTrue(Thread.interrupted());
        Thread.currentThread().interrupt();
        latch.countDown();
        assertTrue(new Timeout(0).await(latch));
        assertTrue(Thread.interrupted());
    }
}

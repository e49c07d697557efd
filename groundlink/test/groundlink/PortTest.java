// SPDX-License-Identifier: Apache-2.0
package groundlink;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import groundlink.transfer.TransferException;

@Timeout(30)
class PortTest {

    private final Port<String> port = new Port<>("thing");

    @Test
    void waitsForAService() throws Exception {
        FutureTask<String> waiting = new FutureTask<>(() -> port.await(Duration.ofSeconds(20)));
        Thread thread = new Thread(waiting);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        port.bind("service");

        assertEquals("service", waiting.get());
    }

    @Test
    void saysWhatDidNotCome() {
        TransferException e = assertThrows(TransferException.class, () -> port.await(Duration.ofMillis(1)));

        assertEquals("there was no thing for 0 s; is its configuration there, and an allocator?", e.getMessage());
    }

    @Test
    void keepsTheNewServiceWhenTheOldOneLeavesAfterIt() throws Exception {
        port.bind("old");
        port.bind("new");
        port.unbind("old");

        assertEquals("new", port.await(Duration.ZERO));
    }

    @Test
    void hasNoServiceAfterItLeft() {
        port.bind("old");
        port.unbind("old");

        assertThrows(TransferException.class, () -> port.await(Duration.ZERO));
    }
}

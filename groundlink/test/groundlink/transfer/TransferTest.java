// SPDX-License-Identifier: Apache-2.0
package groundlink.transfer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class TransferTest {

    @ParameterizedTest
    @CsvSource({"0,1,0", "1,1,1", "2,1,2", "3,2,2", "100,50,2", "127,64,2", "128,64,2", "129,64,3", "10000000000,64,156250000"})
    void cutsAFileIntoTwoChunksOrMore(long size, int chunkSize, long chunks) {
        Transfer transfer = new Transfer(size, 64);

        assertEquals(chunkSize, transfer.chunkSize());
        assertEquals(chunks, transfer.chunks());
    }

    @ParameterizedTest
    @CsvSource({"2,1", "3,2", "100,50", "129,65"})
    void isHalfWayOnceWhenHalfOfTheBytesHaveGone(int size, int half) throws Exception {
        Transfer transfer = new Transfer(size, 64);
        transfer.handedOver(half - 1);
        transfer.written(1);
        assertEquals(Transfer.Event.PROGRESS, transfer.await(1));
        transfer.handedOver(1);

        assertEquals(Transfer.Event.HALF_WAY, transfer.await(1));
        assertEquals(Transfer.Event.PROGRESS, transfer.await(1));
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void hasNoHalfWayWithoutTwoChunks(int size) throws Exception {
        Transfer transfer = new Transfer(size, 64);
        transfer.handedOver(size);

        assertEquals(Transfer.Event.PROGRESS, transfer.await(0));
        transfer.awaitGoOn();
    }

    @Test
    void holdsTheLastChunkBackUntilItMayGo() throws Exception {
        Transfer transfer = new Transfer(2, 64);
        Thread source = new Thread(() -> {
            try {
                transfer.awaitGoOn();
                transfer.complete();
            } catch (InterruptedException e) {
                transfer.fail("interrupted");
            }
        });
        source.start();
        await().until(() -> source.getState() == Thread.State.WAITING);
        transfer.goOn();

        assertEquals(Transfer.Event.ENDED, transfer.await(Long.MAX_VALUE));
        assertEquals("none", transfer.failure().orElse("none"));
        source.join();
    }

    @Test
    void keepsTheFirstFailure() {
        Transfer transfer = new Transfer(2, 64);
        transfer.fail("first");
        transfer.fail("second");
        transfer.complete();

        assertEquals("first", transfer.failure().orElseThrow());
    }

    @Test
    void doesNotFailOnceItIsComplete() {
        Transfer transfer = new Transfer(2, 64);
        transfer.complete();
        transfer.fail("late");

        assertEquals("none", transfer.failure().orElse("none"));
    }
}

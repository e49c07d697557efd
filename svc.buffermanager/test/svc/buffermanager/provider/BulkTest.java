// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import fw.buffer.BufferMisuseException;
import fw.buffer.BufferSend;
import svc.buffermanager.Handles;

/** Taking and giving back several at once: as the port does it by itself, one by one, and as the manager does it. */
class BulkTest {

    record Ports(ManagerFixture fixture, BufferGet get, BufferSend send) {
    }

    static Stream<Named<Ports>> ports() {
        ManagerFixture one = ManagerFixture.withBins("8x4", "16x3");
        ManagerFixture two = ManagerFixture.withBins("8x4", "16x3");
        return Stream.of(
            Named.of("one by one", new Ports(one, one.manager::allocate, one.manager::deallocate)),
            Named.of("by the manager", new Ports(two, two.manager, two.manager)));
    }

    @ParameterizedTest
    @MethodSource("ports")
    void takesAllThatAreAskedForAndGivesThemBack(Ports ports) {
        Buffer[] buffers = new Buffer[5];
        assertEquals(3, ports.get.allocate(5, buffers, 3));
        assertEquals(3, Arrays.stream(buffers, 0, 3).filter(buffer -> buffer.isValid() && buffer.size() == 5).distinct().count());
        assertNull(buffers[3], "what lies beyond stays as it is");
        assertEquals(3, ports.fixture.manager.snapshot().currBuffs);
        ports.send.deallocate(buffers, 3);
        assertEquals(0, ports.fixture.manager.snapshot().currBuffs);
    }

    @ParameterizedTest
    @MethodSource("ports")
    void takesAsManyAsThereAreThroughAllBinsThatFitAndCountsOneFailure(Ports ports) {
        Buffer[] buffers = new Buffer[10];
        assertEquals(7, ports.get.allocate(8, buffers, 10));
        assertEquals(List.of(8, 8, 8, 8, 16, 16, 16), Arrays.stream(buffers, 0, 7).map(Buffer::capacity).toList());
        assertEquals(1, ports.fixture.manager.snapshot().noBuffs);
        assertEquals(0, ports.get.allocate(17, buffers, 10));
        ports.send.deallocate(buffers, 7);
    }

    @ParameterizedTest
    @MethodSource("ports")
    void refusesACountOutOfRangeAndANegativeSize(Ports ports) {
        Buffer[] buffers = new Buffer[2];
        assertThrows(IndexOutOfBoundsException.class, () -> ports.get.allocate(8, buffers, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> ports.get.allocate(8, buffers, -1));
        assertThrows(IllegalArgumentException.class, () -> ports.get.allocate(-1, buffers, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> ports.send.deallocate(buffers, 3));
        assertEquals(0, ports.fixture.manager.snapshot().currBuffs);
        assertEquals(0, ports.get.allocate(0, buffers, 2));
        assertEquals(0, ports.get.allocate(8, buffers, 0));
    }

    @ParameterizedTest
    @MethodSource("ports")
    void givesBackAllThatCanBeBeforeItRefusesTheOthers(Ports ports) {
        Buffer[] buffers = new Buffer[6];
        ports.get.allocate(8, buffers, 4);
        buffers[4] = buffers[0];
        Buffer last = buffers[3];
        buffers[3] = null;
        buffers[5] = last;
        RuntimeException e = assertThrows(RuntimeException.class, () -> ports.send.deallocate(buffers, 6));
        assertEquals(NullPointerException.class, e.getClass());
        assertEquals(1, e.getSuppressed().length);
        assertEquals(BufferMisuseException.class, e.getSuppressed()[0].getClass());
        assertEquals(0, ports.fixture.manager.snapshot().currBuffs);
    }

    @ParameterizedTest
    @MethodSource("ports")
    void refusesAnArrayThatCannotHoldItsBuffersBeforeItTakesAny(Ports ports) {
        assertThrows(ArrayStoreException.class, () -> ports.get.allocate(8, new InvalidBuffer[2], 2));
        assertEquals(0, ports.fixture.manager.snapshot().currBuffs);
    }

    @Test
    void whatWasTakenIsTheCallersAlsoIfTheProviderStopsMeanwhile() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x4")) {
            int[] calls = {0};
            BufferGet stopping = size -> {
                if (calls[0]++ == 2) {
                    throw new IllegalStateException("stopped");
                }
                return fixture.manager.allocate(size);
            };
            Buffer[] buffers = new Buffer[4];
            assertEquals(2, stopping.allocate(8, buffers, 4));
            calls[0] = 2;
            assertThrows(IllegalStateException.class, () -> stopping.allocate(8, buffers, 4));
        }
    }

    @Test
    void whatIsWatchedComesHomeInBulkToo() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x300")) {
            Buffer[] all = new Buffer[301];
            for (int round = 0; round < 3; round++) {
                assertEquals(300, fixture.manager.allocate(8, all, 301));
                fixture.manager.deallocate(all, 300);
            }
            assertEquals(0, fixture.manager.snapshot().currBuffs);
            assertEquals(3, fixture.manager.snapshot().noBuffs);
        }
    }

    @Test
    void buffersOfSeveralPoolsGoHomeInOneCall() {
        try (ManagerFixture fixture = ManagerFixture.withBins("8x4")) {
            Buffer[] buffers = new Buffer[4];
            fixture.manager.allocate(8, buffers, 2);
            Pool before = fixture.manager.current();
            fixture.publish(ManagerFixture.spec(32, 1, "8x4"));
            Buffer[] more = {fixture.manager.allocate(8), fixture.manager.allocate(8)};
            buffers[2] = buffers[1];
            buffers[1] = more[0];
            buffers[3] = more[1];
            fixture.manager.deallocate(buffers, 4);
            assertTrue(before.isDrained());
            assertEquals(0, fixture.manager.snapshot().currBuffs);
        }
    }

    @Test
    void givesAllBackThatItCannotLendWhateverBecomesOfOneOfThem() {
        ManagerFixture fixture = new ManagerFixture();
        Pool pool = fixture.publish(new PoolSpec(32, 49, BinSpec.parse("8x4"), 8, false, Handles.FRESH));
        Buffer[] taken = {pool.take(5), pool.take(5), null};
        pool.giveBack((Slot) taken[0]);
        Throwable failure = assertThrows(NullPointerException.class, () -> pool.lend(taken, 0, 3, fixture.manager.holders.nobody()));
        assertEquals(0, pool.lent());
        assertEquals(BufferMisuseException.class, failure.getSuppressed()[0].getClass(), "somebody gave one back who had no right to");
    }
}

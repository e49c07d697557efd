// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static svc.framing.provider.Port.assertBounds;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import fw.buffer.BufferMisuseException;
import svc.buffermanager.provider.RealPool;
import svc.comms.FrameContext;
import testkit.LogLines;

class FramerTest {

    private static final String PACKET = "000010000001";
    private static final String FRAME = "deadbeef0000000600001000000187bc890c";

    private final LogLines log = new LogLines();
    private final RealPool pool = new RealPool("64x3");
    private final FramerComponent framer = new FramerComponent("f");
    private final Port link = new Port();
    private final Port sender = new Port();
    private final FrameContext context = FrameContext.NONE.withComQueueIndex(3);

    @BeforeEach
    void connect() {
        framer.loggerFactory = log.factory();
        framer.output = link;
        framer.buffers = pool;
    }

    @AfterEach
    void nothingIsLost() {
        pool.close();
    }

    private Buffer packet(int offset) {
        return Port.filled(pool.allocate(64), offset, PACKET);
    }

    private void assertWentBack(Buffer packet, int offset) {
        assertEquals(List.of(packet), sender.returned);
        assertSame(context, sender.returnedContexts.getFirst());
        assertBounds(offset, 6, packet);
        assertEquals(PACKET, Port.hex(packet));
        assertEquals(0, framer.snapshot().outstanding);
    }

    @Test
    void framesInPlaceWhereTheBufferHasRoom() {
        Buffer packet = packet(8);
        framer.dataIn(packet, context, sender);
        assertSame(packet, link.given.getFirst());
        assertSame(context, link.contexts.getFirst());
        assertBounds(0, 18, packet);
        assertEquals(FRAME, link.hex());
        assertEquals(List.of(), sender.returned);
        assertEquals(1, framer.snapshot().outstanding);
        link.giveBack();
        assertWentBack(packet, 8);
        assertEquals("1 18 0", framer.snapshot().frames + " " + framer.snapshot().bytes + " " + framer.snapshot().copied);
    }

    @Test
    void framesInPlaceUpToTheVeryEndOfTheSlot() {
        Buffer packet = packet(64 - 6 - 4);
        framer.dataIn(packet, context, sender);
        assertSame(packet, link.given.getFirst());
        assertEquals(FRAME, link.hex());
        link.giveBack();
        assertWentBack(packet, 54);
    }

    @Test
    void copiesWhereThereIsNoRoomInFront() {
        copies(7);
    }

    @Test
    void copiesWhereThereIsNoRoomBehind() {
        copies(64 - 6 - 3);
    }

    private void copies(int offset) {
        Buffer packet = packet(offset);
        framer.dataIn(packet, context, sender);
        assertNotSame(packet, link.given.getFirst());
        assertEquals(FRAME, link.hex());
        assertEquals(List.of(), sender.returned);
        assertEquals(2, pool.lent());
        link.giveBack();
        assertEquals(1, pool.lent());
        assertWentBack(packet, offset);
        assertEquals(1, framer.snapshot().copied);
    }

    @Test
    void framesAnEmptyPacket() {
        Buffer packet = pool.allocate(64);
        Port.filled(packet, 8, "");
        framer.dataIn(packet, context, sender);
        assertEquals("deadbeef00000000da8d2be2", link.hex());
        link.giveBack();
        assertBounds(8, 0, packet);
    }

    @Test
    void theOutputMayMoveTheBounds() {
        Buffer packet = packet(8);
        framer.dataIn(packet, context, sender);
        packet.advance(18).setSize(20).setSize(0);
        link.giveBack();
        assertWentBack(packet, 8);
    }

    @Test
    void withoutOutputAPacketGoesBackAtOnce() {
        framer.output = null;
        Buffer packet = packet(8);
        for (int i = 0; i < 12; i++) {
            framer.dataIn(packet, context, sender);
        }
        assertEquals(12, sender.returned.size());
        assertEquals(12, framer.snapshot().noOutput);
        assertEquals(10, log.count("framer f: NoOutput"));
        framer.clearThrottles();
        framer.dataIn(packet, context, sender);
        assertEquals(11, log.count("framer f: NoOutput"));
    }

    @Test
    void aFramerThatIsItsOwnOutputHasNone() {
        framer.output = framer;
        framer.dataIn(packet(8), context, sender);
        assertEquals(1, framer.snapshot().noOutput);
    }

    @Test
    void withoutAFreeBufferAPacketGoesBack() {
        Buffer packet = packet(0);
        pool.allocate(64);
        Buffer last = pool.allocate(64);
        framer.dataIn(packet, context, sender);
        assertWentBack(packet, 0);
        last.close();
        framer.buffers = null;
        framer.dataIn(packet, context, sender);
        assertEquals(2, framer.snapshot().noBufferAvailable);
        assertEquals(1, log.count("but the pool has none"));
        assertEquals(1, log.count("but there is no pool"));
        assertEquals(List.of(), link.given);
    }

    @Test
    void aPoolThatIsGoneHasNone() {
        Buffer packet = packet(0);
        framer.buffers = size -> {
            throw new IllegalStateException("out of service");
        };
        framer.dataIn(packet, context, sender);
        assertWentBack(packet, 0);
        assertEquals(1, log.count("but the pool threw java.lang.IllegalStateException: out of service"));
    }

    /** Found by fuzzing: the packet was lost, and its sender got the exception. */
    @Test
    void aPoolThatThrowsWhateverItLikesHasNone() {
        Buffer packet = packet(0);
        framer.buffers = size -> {
            throw new UnsupportedOperationException("no");
        };
        framer.dataIn(packet, context, sender);
        assertWentBack(packet, 0);
        assertEquals(1, framer.snapshot().noBufferAvailable);
    }

    /** Found by fuzzing, as above. */
    @Test
    void aPoolThatGivesTooLittleHasNoneAndGetsThatBack() {
        Buffer packet = packet(0);
        try (RealPool pool = new RealPool("64x1")) {
            framer.buffers = size -> pool.allocate(size - 1);
            framer.dataIn(packet, context, sender);
            assertEquals(0, pool.lent() + pool.misuses());
        }
        assertWentBack(packet, 0);
        assertEquals(1, log.count("but the pool gave one of "));
    }

    @Test
    void anOutputThatThrowsHasGivenTheFrameUp() {
        link.whenGiven = () -> {
            throw new IllegalArgumentException("no");
        };
        Buffer packet = packet(0);
        framer.dataIn(packet, context, sender);
        assertWentBack(packet, 0);
        assertEquals(1, pool.lent());
        assertEquals(1, framer.snapshot().outputFailures);
        assertEquals(0, framer.snapshot().frames);
    }

    @Test
    void anOutputThatReturnsTheFrameAndThrowsReturnsItOnce() {
        link.whenGiven = () -> {
            link.giveBack();
            throw new IllegalArgumentException("no");
        };
        Buffer packet = packet(8);
        framer.dataIn(packet, context, sender);
        assertWentBack(packet, 8);
        assertEquals(0, framer.snapshot().misuses);
    }

    @Test
    void aFrameThatIsReturnedTwiceGoesBackOnce() {
        Buffer packet = packet(8);
        framer.dataIn(packet, context, sender);
        link.giveBack();
        link.giveBack();
        assertWentBack(packet, 8);
        assertEquals(1, framer.snapshot().misuses);
        assertEquals(1, log.count("BufferMisuse"));
    }

    @Test
    void anotherBufferIsNotTakenForTheFrame() {
        Buffer packet = packet(8);
        framer.dataIn(packet, context, sender);
        link.senders.getFirst().dataReturn(pool.allocate(64), context);
        link.senders.getFirst().dataReturn(null, context);
        assertEquals(List.of(), sender.returned);
        assertEquals(2, framer.snapshot().misuses);
        link.giveBack();
        assertWentBack(packet, 8);
    }

    @Test
    void aSenderThatThrowsHarmsNobody() {
        framer.dataIn(packet(8), context, (data, with) -> {
            throw new IllegalStateException("no");
        });
        link.giveBack();
        assertEquals(1, framer.snapshot().misuses);
    }

    @Test
    void aSenderIsToldEvenIfTheOutputGaveTheBufferToThePool() {
        Buffer packet = packet(8);
        framer.dataIn(packet, context, sender);
        packet.close();
        link.giveBack();
        assertEquals(List.of(packet), sender.returned);
        assertEquals(1, framer.snapshot().misuses);
    }

    @Test
    void moreFramesThanEverMayBeOut() {
        try (RealPool many = new RealPool("32x100")) {
            for (int i = 0; i < 100; i++) {
                framer.dataIn(Port.filled(many.allocate(32), 8, PACKET), context, sender);
            }
            assertEquals(100, framer.snapshot().outstanding);
            for (int i = 0; i < 100; i++) {
                link.senders.get(i).dataReturn(link.given.get(i), context);
            }
            assertEquals(link.given, sender.returned);
            assertEquals(0, framer.snapshot().misuses);
        }
    }

    @Test
    void noDataIsAnExceptionToTheCaller() {
        assertThrows(NullPointerException.class, () -> framer.dataIn(null, context, sender));
        assertEquals(0, framer.snapshot().outstanding);
    }

    @Test
    void anInvalidBufferGoesBack() {
        Buffer invalid = pool.allocate(0);
        framer.dataIn(invalid, context, sender);
        assertEquals(List.of(invalid), sender.returned);
        assertEquals(1, framer.snapshot().invalidBuffers);
        assertEquals(0, framer.snapshot().misuses + pool.misuses());
    }

    @Test
    void aPacketWhoseMemoryHasEndedGoesBack() {
        Buffer packet = packet(8);
        pool.end();
        framer.dataIn(packet, context, sender);
        assertEquals(List.of(packet), sender.returned);
        assertEquals(1, framer.snapshot().invalidBuffers);
        assertEquals(List.of(), link.given);
    }

    @Test
    void aFrameWhoseMemoryEndsOnTheWayIsReturned() {
        Buffer packet = packet(0);
        framer.dataIn(packet, context, sender);
        pool.end();
        link.giveBack();
        assertEquals(List.of(packet), sender.returned);
        assertEquals(BufferMisuseException.Kind.EXPIRED, assertThrows(BufferMisuseException.class, packet::close).kind());
    }
}

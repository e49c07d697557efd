// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static svc.frameaccumulator.provider.Frames.fprime;
import static svc.frameaccumulator.provider.Frames.join;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import fw.buffer.Buffer;
import svc.comms.FrameContext;
import svc.frameaccumulator.RingView;
import svc.frameaccumulator.detector.FprimeFrameDetector;

/** Input that is made to cost as much as it can, and buffers that are not what they should be. */
@Timeout(60)
class HostileInputTest {

    private static final int START = 0xDEAD_BEEF;

    private final FprimeFrameDetector detector = new FprimeFrameDetector();
    private final Fixture fixture = new Fixture(detector);

    @AfterEach
    void close() {
        assertEquals(0, fixture.inputs.lent());
        assertEquals(0, fixture.frameBuffers.lent());
        fixture.close();
    }

    private static byte[] falseHeaders(int count, int length) {
        ByteBuffer headers = ByteBuffer.allocate(count * 8);
        while (headers.hasRemaining()) {
            headers.putInt(START).putInt(length);
        }
        return headers.array();
    }

    @Test
    void aTrueFrameAmongFalseHeadersIsFound() {
        byte[] frame = fprime((byte) 1, (byte) 2, (byte) 3);
        fixture.send(join(falseHeaders(40, 500), frame, falseHeaders(40, 500)));
        // The headers behind the frame look like a longer one; what comes now tells that they are not.
        fixture.send(new byte[600]);
        assertEquals(1, fixture.frames.size());
        assertArrayEquals(frame, fixture.frames.getFirst());
    }

    @Test
    void aFalseHeaderCostsOneCrcOfAFrameAtMostHoweverTheInputIsSplit() {
        long[] crcBytes = {0};
        fixture.detector = (ring, detection) -> detector.detect(new Counting(ring, crcBytes), detection);
        int largest = 800;
        byte[] hostile = falseHeaders(4096, largest - 12);
        for (int i = 0; i < hostile.length; i++) {
            fixture.send(hostile[i]);
        }
        assertTrue(crcBytes[0] > 0, "or this test could not fail");
        assertTrue(crcBytes[0] <= (long) hostile.length / 8 * largest, crcBytes[0] + " bytes");
    }

    @Test
    void aFrameThatWaitsForABufferIsNotLookedAtAgainWithEachInput() {
        long[] crcBytes = {0};
        fixture.detector = (ring, detection) -> detector.detect(new Counting(ring, crcBytes), detection);
        fixture.buffers = null;
        fixture.send(fprime(new byte[1000]));
        for (int i = 0; i < 500; i++) {
            fixture.send((byte) 0);
        }
        assertEquals(1008, crcBytes[0]);
        assertEquals(501, fixture.snapshot().noBufferAvailable);
        fixture.buffers = fixture.frameBuffers;
        fixture.accumulator.resume();
        assertEquals(1, fixture.frames.size());
    }

    @Test
    void theLongestLengthThatCanBeClaimedIsNoFrame() {
        fixture.send(falseHeaders(100, -1));
        assertEquals(11, fixture.fill());
        byte[] frame = fprime();
        fixture.send(frame);
        assertArrayEquals(frame, fixture.frames.getFirst());
    }

    @Test
    void anInputWhoseMemoryHasEndedGoesBack() {
        TestPool other = new TestPool(1, 10);
        Buffer dead = other.allocate(10);
        other.arena.close();
        fixture.accumulator.dataIn(dead, FrameContext.NONE, (data, context) -> data.close());
        assertEquals(0, other.lent());
        assertEquals(0, fixture.snapshot().bytes);
    }

    @Test
    void anInputThatLiesAboutItsSizeIsAnErrorAndGoesBack() {
        Buffer liar = new Liar(fixture.input((byte) 1));
        fixture.accumulator.dataIn(liar, FrameContext.NONE, (data, context) -> data.close());
        assertEquals(1, fixture.snapshot().inputErrors);
        assertEquals(0, fixture.fill());
        byte[] frame = fprime();
        fixture.send(frame);
        assertArrayEquals(frame, fixture.frames.getFirst());
    }

    @Test
    void anInputThatWasGivenBackAlreadyIsAnErrorOfItsSender() {
        Buffer stale = fixture.input((byte) 1);
        stale.close();
        fixture.accumulator.dataIn(stale, FrameContext.NONE, (data, context) -> data.close());
        assertEquals(1, fixture.snapshot().returnErrors);
        assertEquals(0, fixture.snapshot().bytes);
    }

    @Test
    void theInputHasItsOffsetAndSizeWhenItComesBack() {
        Buffer input = fixture.input((byte) 1, (byte) 2, (byte) 3, (byte) 4).advance(1).setSize(2);
        int[] seen = new int[2];
        fixture.accumulator.dataIn(input, FrameContext.NONE, (data, context) -> {
            seen[0] = data.offset();
            seen[1] = data.size();
            data.close();
        });
        assertArrayEquals(new int[] {1, 2}, seen);
        assertEquals(2, fixture.snapshot().bytes);
    }

    /** A ring that counts the bytes whose CRC is computed. */
    private record Counting(RingView ring, long[] crcBytes) implements RingView {

        @Override
        public int size() {
            return ring.size();
        }

        @Override
        public int capacity() {
            return ring.capacity();
        }

        @Override
        public byte get(int index) {
            return ring.get(index);
        }

        @Override
        public short getShort(int index) {
            return ring.getShort(index);
        }

        @Override
        public int getInt(int index) {
            return ring.getInt(index);
        }

        @Override
        public int crc32(int index, int length) {
            crcBytes[0] += length;
            return ring.crc32(index, length);
        }
    }

    /** A buffer that claims to hold more than it does. */
    private static final class Liar extends Forwarding {

        Liar(Buffer real) {
            super(real);
        }

        @Override
        public int size() {
            return 1000;
        }

        @Override
        public int capacity() {
            return 1000;
        }
    }
}

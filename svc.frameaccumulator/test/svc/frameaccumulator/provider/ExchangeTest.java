// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static svc.frameaccumulator.provider.Frames.fprime;
import static svc.frameaccumulator.provider.Frames.join;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import svc.frameaccumulator.detector.FprimeFrameDetector;

/** The ring is exchanged, or its memory ends, at every moment of a frame's way. */
@Timeout(60)
class ExchangeTest {

    private static final byte[] FRAME = fprime(new byte[300]);

    private final Fixture fixture = new Fixture(new FprimeFrameDetector());

    @AfterEach
    void everyBufferHasComeHome() {
        assertEquals(0, fixture.inputs.lent());
        assertEquals(0, fixture.frameBuffers.lent());
        var figures = fixture.snapshot();
        assertEquals(figures.bytes, figures.frameBytes + figures.droppedBytes + figures.fill);
        fixture.close();
    }

    private void sendInTwoWith(Runnable between) {
        fixture.send(Arrays.copyOf(FRAME, 150));
        between.run();
        fixture.send(Arrays.copyOfRange(FRAME, 150, FRAME.length));
    }

    @Test
    void halfAFrameGoesAlongToAnotherRing() {
        sendInTwoWith(() -> fixture.moveTo(1000));
        assertArrayEquals(FRAME, fixture.frames.getFirst());
    }

    @Test
    void aFrameThatWaitsForABufferGoesAlong() {
        fixture.buffers = null;
        fixture.send(FRAME);
        fixture.moveTo(1000);
        fixture.buffers = fixture.frameBuffers;
        fixture.accumulator.resume();
        assertArrayEquals(FRAME, fixture.frames.getFirst());
    }

    @Test
    void theLatestGoesAlongWhereTheNextRingIsTooSmallForAll() {
        fixture.buffers = null;
        fixture.send(join(FRAME, FRAME));
        fixture.moveTo(400);
        assertEquals(1, fixture.log.count("RingLost: " + (2 * FRAME.length - 400) + " bytes"));
        fixture.buffers = fixture.frameBuffers;
        fixture.accumulator.resume();
        assertEquals(1, fixture.frames.size());
        assertArrayEquals(FRAME, fixture.frames.getFirst());
        assertEquals(0, fixture.fill());
    }

    @Test
    void aFrameThatIsTooLargeForTheNextRingIsDroppedAndNothingIsWedged() {
        fixture.buffers = null;
        fixture.send(FRAME);
        fixture.moveTo(100);
        fixture.buffers = fixture.frameBuffers;
        byte[] small = fprime((byte) 1);
        fixture.send(small);
        assertEquals(1, fixture.frames.size());
        assertArrayEquals(small, fixture.frames.getFirst());
    }

    @Test
    void aFrameThatIsCutOffWhileABufferIsTakenIsNotDroppedASecondTime() {
        fixture.send(Arrays.copyOf(FRAME, 100));
        fixture.buffers = size -> {
            fixture.moveTo(100);
            return null;
        };
        fixture.send(Arrays.copyOfRange(FRAME, 100, FRAME.length));
        assertEquals(100, fixture.fill());
        assertEquals(0, fixture.snapshot().validFramesDropped);
    }

    @Test
    void whatWasInARingWhoseMemoryHasEndedIsLostAndThatIsAnEvent() {
        sendInTwoWith(fixture::endRing);
        assertEquals(1, fixture.snapshot().ringsLost);
        assertEquals(1, fixture.log.count("RingLost: 150 bytes"));
        assertEquals(1, fixture.snapshot().inputsRefused);
        fixture.moveTo(1000);
        fixture.send(FRAME);
        assertArrayEquals(FRAME, fixture.frames.getFirst());
    }

    @Test
    void aRingWhoseMemoryEndsWhileADetectorReadsIsGone() {
        fixture.send(Arrays.copyOf(FRAME, 100));
        FprimeFrameDetector fprime = new FprimeFrameDetector();
        fixture.detector = (ring, detection) -> {
            fixture.endRing();
            fprime.detect(ring, detection);
        };
        fixture.send(Arrays.copyOfRange(FRAME, 100, FRAME.length));
        assertEquals(0, fixture.fill());
        assertEquals(0, fixture.snapshot().detectorErrors);
        assertEquals(1, fixture.snapshot().ringsLost);
    }

    @Test
    void aRingWhoseMemoryEndsWhileABufferIsTakenIsGone() {
        fixture.send(Arrays.copyOf(FRAME, 100));
        fixture.buffers = size -> {
            fixture.endRing();
            return fixture.frameBuffers.allocate(size);
        };
        fixture.send(Arrays.copyOfRange(FRAME, 100, FRAME.length));
        assertEquals(0, fixture.frames.size());
        assertEquals(1, fixture.snapshot().ringsLost);
    }

    @Test
    void aFrameThatIsSeenBehindOneAndLostWithTheRingIsNotHandedOn() {
        var keep = fixture.output;
        fixture.output = (frame, context, sender) -> {
            fixture.store.exchange(null);
            keep.dataIn(frame, context, sender);
        };
        fixture.buffers = null;
        fixture.send(join(FRAME, FRAME));
        fixture.buffers = fixture.frameBuffers;
        fixture.accumulator.resume();
        assertEquals(1, fixture.frames.size());
        assertEquals(FRAME.length, fixture.snapshot().droppedBytes);
        fixture.output = keep;
        fixture.moveTo(1000);
        fixture.send(FRAME);
        assertEquals(2, fixture.frames.size());
    }

    @Test
    void whatFollowsInAnInputGoesBackUntakenWhenTheRingIsGoneMeanwhile() {
        var keep = fixture.output;
        fixture.output = (frame, context, sender) -> {
            fixture.store.exchange(null);
            keep.dataIn(frame, context, sender);
        };
        fixture.send(join(FRAME, FRAME));
        assertEquals(1, fixture.frames.size());
        assertEquals(FRAME.length, fixture.snapshot().bytes);
        assertEquals(1, fixture.snapshot().inputsRefused);
        assertEquals(1, fixture.returned.size());
    }

    @Test
    void theRingMayMoveWhileABufferIsTakenAndWhileAFrameIsHandedOn() {
        var keep = fixture.output;
        fixture.buffers = size -> {
            fixture.moveTo(1000);
            return fixture.frameBuffers.allocate(size);
        };
        fixture.output = (frame, context, sender) -> {
            fixture.moveTo(900);
            keep.dataIn(frame, context, sender);
        };
        fixture.send(join(FRAME, FRAME, FRAME));
        assertEquals(3, fixture.frames.size());
    }

    @Test
    void anExchangeDoesNotWaitForAnOutputThatHangs() throws InterruptedException {
        CountDownLatch inOutput = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        var keep = fixture.output;
        fixture.output = (frame, context, sender) -> {
            inOutput.countDown();
            await(goOn);
            keep.dataIn(frame, context, sender);
        };
        Thread sender = new Thread(() -> fixture.send(join(FRAME, FRAME)));
        sender.start();
        await(inOutput);
        fixture.moveTo(1000);
        goOn.countDown();
        sender.join();
        assertEquals(2, fixture.frames.size());
    }

    @Test
    void framesStayWholeWhileTwoThreadsSendThemAndAThirdMovesTheRing() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] senders = new Thread[2];
        TestPool[] pools = {new TestPool(4, 4096), new TestPool(4, 4096)};
        for (int i = 0; i < senders.length; i++) {
            TestPool pool = pools[i];
            Random random = new Random(i);
            senders[i] = new Thread(() -> {
                for (int sent = 0; sent < 10_000;) {
                    // Whole frames only: how the bytes of two threads are mixed is theirs to see to.
                    byte[] frame = fprime(new byte[random.nextInt(200)]);
                    var input = pool.allocate(frame.length);
                    if (input.isValid()) {
                        input.byteBuffer().put(frame);
                        fixture.accumulator.dataIn(input, svc.comms.FrameContext.NONE, (data, context) -> data.close());
                        sent++;
                    } else {
                        Thread.onSpinWait();
                    }
                }
            });
            senders[i].setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
            senders[i].start();
        }
        int moves = 0;
        while (senders[0].isAlive() || senders[1].isAlive()) {
            fixture.moveTo(700 + moves++ % 3);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertEquals(null, failure.get());
        assertEquals(20_000, fixture.frames.size() + fixture.snapshot().validFramesDropped);
        assertTrue(moves > 10, moves + " moves");
        assertEquals(0, fixture.snapshot().droppedBytes);
        assertEquals(0, pools[0].lent() + pools[1].lent());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

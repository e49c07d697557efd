// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static svc.frameaccumulator.provider.Frames.fprime;
import static svc.frameaccumulator.provider.Frames.join;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import fw.buffer.Buffer;
import svc.comms.FrameContext;
import svc.frameaccumulator.detector.FprimeFrameDetector;

/** Pools, outputs and senders that fail, call back, or are not there: no buffer is lost, and the stream goes on in order. */
@Timeout(60)
class NeighboursTest {

    private static final byte[] FRAME = fprime((byte) 1, (byte) 2, (byte) 3);
    private static final byte[] OTHER = fprime((byte) 4);

    private final Fixture fixture = new Fixture(new FprimeFrameDetector());

    @AfterEach
    void everyBufferHasComeHome() {
        assertEquals(0, fixture.inputs.lent());
        assertEquals(0, fixture.frameBuffers.lent());
        assertEquals(0, fixture.snapshot().framesOut);
        fixture.close();
    }

    private void assertGoesOn() {
        int before = fixture.frames.size();
        fixture.send(OTHER);
        assertEquals(before + 1, fixture.frames.size());
        assertArrayEquals(OTHER, fixture.frames.getLast());
    }

    // ------------------------------------------------------------------------------------------------ pools

    @Test
    void aFrameWaitsForABufferUntilThereIsOne() {
        fixture.buffers = new TestPool(0, 1);
        fixture.send(FRAME);
        assertEquals(0, fixture.frames.size());
        assertEquals(FRAME.length, fixture.fill());
        fixture.buffers = fixture.frameBuffers;
        fixture.send(OTHER);
        assertEquals(2, fixture.frames.size());
        assertArrayEquals(FRAME, fixture.frames.getFirst());
    }

    @Test
    void aFrameThatWaitsNeedsNoFurtherInputIfSomebodyResumes() {
        FrameContext latest = FrameContext.NONE.withVcId(7);
        fixture.buffers = null;
        fixture.send(latest, FRAME);
        fixture.accumulator.resume();
        assertEquals(0, fixture.frames.size());
        fixture.buffers = fixture.frameBuffers;
        fixture.accumulator.resume();
        assertArrayEquals(FRAME, fixture.frames.getFirst());
        assertSame(latest, fixture.contexts.getFirst());
    }

    @Test
    void onlyTheOldestFrameIsDroppedWhenTheRingIsFull() {
        fixture.buffers = null;
        byte[] large = fprime(new byte[1000]);
        fixture.send(large);
        fixture.send(large);
        assertEquals(0, fixture.snapshot().validFramesDropped);
        fixture.send(FRAME);
        fixture.send(FRAME);
        assertEquals(1, fixture.snapshot().validFramesDropped);
        fixture.buffers = fixture.frameBuffers;
        fixture.accumulator.resume();
        assertEquals(3, fixture.frames.size());
        assertArrayEquals(large, fixture.frames.getFirst());
        assertEquals(0, fixture.fill());
    }

    @Test
    void aPoolThatHasStoppedIsAsGoodAsNone() {
        fixture.buffers = size -> {
            throw new IllegalStateException("manager 1 is out of service");
        };
        fixture.send(FRAME);
        assertEquals(1, fixture.log.count("NoBufferAvailable: no buffer for a frame of 15 bytes: "
            + "java.lang.IllegalStateException: manager 1 is out of service"));
        fixture.buffers = fixture.frameBuffers;
        fixture.accumulator.resume();
        assertArrayEquals(FRAME, fixture.frames.getFirst());
    }

    @Test
    void aBufferWhoseMemoryEndsWhileItIsTakenIsGivenBackAndTheFrameWaits() {
        TestPool dying = new TestPool(1, 100);
        fixture.buffers = size -> !dying.arena.scope().isAlive() ? null : new Forwarding(dying.allocate(size)) {
            @Override
            public java.lang.foreign.MemorySegment segment() {
                dying.arena.close();
                return super.segment();
            }
        };
        fixture.send(FRAME);
        assertEquals(0, dying.lent());
        assertEquals(FRAME.length, fixture.fill());
        fixture.buffers = fixture.frameBuffers;
        fixture.accumulator.resume();
        assertArrayEquals(FRAME, fixture.frames.getFirst());
    }

    @Test
    void aPoolThatGivesNothingOrTheWrongSizeIsAsGoodAsNone() {
        fixture.buffers = size -> null;
        fixture.send(FRAME);
        fixture.buffers = size -> fixture.frameBuffers.allocate(size - 1);
        fixture.accumulator.resume();
        assertEquals(0, fixture.frames.size());
        assertEquals(0, fixture.frameBuffers.lent());
        fixture.buffers = fixture.frameBuffers;
        fixture.accumulator.resume();
        assertArrayEquals(FRAME, fixture.frames.getFirst());
    }

    // ------------------------------------------------------------------------------------------------ outputs

    @Test
    void aFrameWithoutOutputIsDroppedCountedAndLogged() {
        fixture.output = null;
        for (int i = 0; i < 12; i++) {
            fixture.send(FRAME);
        }
        assertEquals(12, fixture.snapshot().noOutput);
        assertEquals(10, fixture.log.count("NoOutput: a frame of 15 bytes is dropped"));
        assertEquals(0, fixture.fill());
        fixture.events.clearThrottles();
        fixture.send(FRAME);
        assertEquals(11, fixture.log.count("NoOutput"));
    }

    @Test
    void anOutputThatThrowsKeepsNoBuffer() {
        var good = fixture.output;
        fixture.output = (frame, context, sender) -> {
            throw new IllegalStateException("no");
        };
        fixture.send(FRAME);
        assertEquals(0, fixture.frameBuffers.lent());
        assertEquals(1, fixture.snapshot().outputErrors);
        fixture.output = good;
        assertGoesOn();
    }

    @Test
    void anOutputThatThrowsAfterItHasReturnedTheFrameDoesNotMakeItComeBackTwice() {
        var good = fixture.output;
        List<Buffer> taken = new ArrayList<>();
        fixture.output = (frame, context, sender) -> {
            sender.dataReturn(frame, context);
            // Somebody else takes it at once: a second return would take it from him.
            taken.add(fixture.frameBuffers.allocate(1));
            throw new IllegalStateException("late");
        };
        fixture.send(FRAME);
        assertEquals(1, fixture.frameBuffers.lent());
        assertTrue(taken.getFirst().isValid());
        assertEquals(0, fixture.snapshot().returnErrors);
        taken.getFirst().close();
        fixture.output = good;
        assertGoesOn();
    }

    @Test
    void aFrameThatComesBackTwiceIsAnErrorAndNothingElse() {
        var good = fixture.output;
        fixture.output = (frame, context, sender) -> {
            sender.dataReturn(frame, context);
            sender.dataReturn(frame, context);
        };
        fixture.send(FRAME);
        assertEquals(1, fixture.snapshot().returnErrors);
        fixture.output = good;
        assertGoesOn();
    }

    @Test
    void anOutputMayKeepFramesAndReturnThemInAnyOrderFromAnyThread() throws InterruptedException {
        List<Buffer> kept = new ArrayList<>();
        fixture.output = (frame, context, sender) -> kept.add(frame);
        fixture.send(join(FRAME, OTHER, FRAME));
        assertEquals(3, fixture.snapshot().framesOut);
        assertEquals(0, fixture.inputs.lent());
        Thread other = new Thread(
            () -> kept.reversed().forEach(frame -> fixture.accumulator.dataReturn(frame, FrameContext.NONE)));
        other.start();
        other.join();
        assertEquals(0, fixture.snapshot().framesOut);
    }

    @Test
    void aFrameThatComesBackAfterTheRingIsGoneFindsItsPool() {
        List<Buffer> kept = new ArrayList<>();
        fixture.output = (frame, context, sender) -> kept.add(frame);
        fixture.send(FRAME);
        fixture.store.exchange(null);
        fixture.buffers = null;
        fixture.accumulator.dataReturn(kept.getFirst(), FrameContext.NONE);
        assertEquals(0, fixture.frameBuffers.lent());
    }

    @Test
    void whatAnOutputSendsBackOnTheSameThreadComesAfterTheInputThatIsUnderWay() {
        var keep = fixture.output;
        byte[] large = fprime(new byte[3000 - 12]);
        fixture.output = (frame, context, sender) -> {
            if (frame.size() == FRAME.length) {
                // The rest of the input that this frame is from is not in the ring yet.
                fixture.send(OTHER);
            }
            keep.dataIn(frame, context, sender);
        };
        fixture.moveTo(3000);
        fixture.send(join(FRAME, large, FRAME));
        List<Integer> sizes = fixture.frames.stream().map(frame -> frame.length).toList();
        assertEquals(List.of(FRAME.length, large.length, FRAME.length, OTHER.length, OTHER.length), sizes);
    }

    @Test
    void inputsThatWaitInLineBehindOneAreAllTakenInOrder() {
        var keep = fixture.output;
        boolean[] first = {true};
        TestPool many = new TestPool(100, 100);
        fixture.output = (frame, context, sender) -> {
            if (first[0]) {
                first[0] = false;
                for (int i = 0; i < 100; i++) {
                    Buffer input = many.allocate(13);
                    input.byteBuffer().put(fprime((byte) i));
                    fixture.accumulator.dataIn(input, FrameContext.NONE, (data, goesWith) -> data.close());
                }
            }
            keep.dataIn(frame, context, sender);
        };
        fixture.send(FRAME);
        assertEquals(101, fixture.frames.size());
        for (int i = 0; i < 100; i++) {
            assertEquals(i, fixture.frames.get(1 + i)[8]);
        }
        assertEquals(0, many.lent());
        many.arena.close();
    }

    @Test
    void aThreadThatSendsWhileAnotherIsAtWorkDoesNotWait() throws InterruptedException {
        CountDownLatch inOutput = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        var keep = fixture.output;
        fixture.output = (frame, context, sender) -> {
            inOutput.countDown();
            await(goOn);
            keep.dataIn(frame, context, sender);
        };
        Thread first = new Thread(() -> fixture.send(FRAME));
        first.start();
        await(inOutput);
        fixture.send(OTHER);
        assertEquals(0, fixture.frames.size());
        goOn.countDown();
        first.join();
        assertEquals(2, fixture.frames.size());
        assertArrayEquals(OTHER, fixture.frames.getLast());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ------------------------------------------------------------------------------------------------ senders

    @Test
    void anInputIsBackBeforeTheFrameThatItCompletesIsHandedOn() {
        int[] lent = {-1};
        var keep = fixture.output;
        fixture.output = (frame, context, sender) -> {
            lent[0] = fixture.inputs.lent();
            keep.dataIn(frame, context, sender);
        };
        fixture.send(FRAME);
        assertEquals(0, lent[0]);
    }

    @Test
    void oneBufferIsEnoughForInputAndFrame() {
        TestPool one = new TestPool(1, 100);
        fixture.buffers = one;
        Buffer input = one.allocate(FRAME.length);
        input.byteBuffer().put(FRAME);
        fixture.accumulator.dataIn(input, FrameContext.NONE, (data, context) -> data.close());
        assertArrayEquals(FRAME, fixture.frames.getFirst());
        assertEquals(0, one.lent());
        one.arena.close();
    }

    @Test
    void aSenderThatThrowsStopsNobody() {
        fixture.accumulator.dataIn(fixture.input(FRAME), FrameContext.NONE, (data, context) -> {
            data.close();
            throw new IllegalStateException("no");
        });
        assertArrayEquals(FRAME, fixture.frames.getFirst());
        assertEquals(1, fixture.snapshot().returnErrors);
        assertGoesOn();
    }

    @Test
    void inputsGoBackUntakenWhileThereIsNoMemory() {
        fixture.store.exchange(null);
        for (int i = 0; i < 12; i++) {
            fixture.send(FRAME);
        }
        assertEquals(12, fixture.returned.size());
        assertEquals(12, fixture.snapshot().inputsRefused);
        assertEquals(10, fixture.log.count("InputRefused: 15 bytes go back untaken: there is no memory for the ring"));
        fixture.moveTo(100);
        assertGoesOn();
    }

    @Test
    void inputsGoBackUntakenWhenTheRingIsFullAndThereIsNoDetector() {
        fixture.detector = null;
        fixture.send(new byte[Fixture.STORE_SIZE]);
        assertEquals(0, fixture.snapshot().inputsRefused);
        fixture.send(FRAME);
        assertEquals(1, fixture.log.count("InputRefused: 15 bytes go back untaken: the ring is full, and there is no detector"));
        fixture.detector = new FprimeFrameDetector();
        assertGoesOn();
    }

    @Test
    void refusesNullBeforeItTakesAnything() {
        Buffer data = fixture.input(FRAME);
        assertThrows(NullPointerException.class, () -> fixture.accumulator.dataIn(null, FrameContext.NONE, fixture::returned));
        assertThrows(NullPointerException.class, () -> fixture.accumulator.dataIn(data, null, fixture::returned));
        assertThrows(NullPointerException.class, () -> fixture.accumulator.dataIn(data, FrameContext.NONE, null));
        data.close();
        assertGoesOn();
    }
}

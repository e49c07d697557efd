// SPDX-License-Identifier: Apache-2.0
package svc.frameaccumulator.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static svc.frameaccumulator.provider.Frames.fprime;
import static svc.frameaccumulator.provider.Frames.join;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import fw.buffer.Buffer;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.frameaccumulator.FrameDetector;
import svc.frameaccumulator.detector.FprimeFrameDetector;

/** From input to output no heap is allocated: shown by the thread's own allocation counter, in bytes. */
class AllocationFreeTest {

    private static final int ROUNDS = 20_000;
    private static final int SLOT = 4096;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ComReturn giveBack = (data, context) -> data.close();
    private long frames;
    private byte[] kept;

    private Fixture fixture(FrameDetector detector) {
        Fixture fixture = new Fixture(detector, 1000);
        fixture.output = (frame, context, sender) -> {
            frames++;
            sender.dataReturn(frame, context);
        };
        return fixture;
    }

    /** Sends the stream over and over, in pieces of ever other sizes, and returns how many bytes of heap that took. */
    private long allocatedBySending(Fixture fixture, byte[] stream) {
        MemorySegment source = MemorySegment.ofArray(stream);
        int[] at = {0};
        return allocatedBy(round -> {
            int count = Math.min(1 + round * 37 % 700, stream.length - at[0]);
            Buffer input = fixture.inputs.allocate(SLOT);
            MemorySegment.copy(source, at[0], input.segment(), 0, count);
            fixture.accumulator.dataIn(input.setSize(count), FrameContext.NONE, giveBack);
            at[0] = (at[0] + count) % stream.length;
        });
    }

    @Test
    void framesOfManySizesInPiecesOfManySizes() {
        try (Fixture fixture = fixture(new FprimeFrameDetector())) {
            byte[] stream = join(fprime(), fprime(new byte[64]), fprime(new byte[900]), fprime(new byte[7]));
            assertEquals(0, allocatedBySending(fixture, stream));
            assertTrue(frames > ROUNDS, "frames " + frames);
        }
    }

    @Test
    void garbageAndFramesThatAreSpoilt() {
        try (Fixture fixture = fixture(new FprimeFrameDetector())) {
            byte[] stream = join(new byte[50], fprime(0xDEAD_BEEF, 300, 1, new byte[300]), fprime(new byte[20]));
            assertEquals(0, allocatedBySending(fixture, stream));
            assertTrue(frames > ROUNDS / 2, "frames " + frames);
        }
    }

    @Test
    void framesThatNoBufferIsFreeForAndThatAreDropped() {
        try (Fixture fixture = fixture(new FprimeFrameDetector())) {
            fixture.buffers = new TestPool(0, 1);
            for (int i = 0; i < 40; i++) {
                fixture.send(fprime(new byte[64]));
            }
            assertEquals(0, allocatedBySending(fixture, fprime(new byte[64])));
            assertTrue(fixture.snapshot().validFramesDropped > ROUNDS / 2);
        }
    }

    @Test
    void theCounterSeesAnAllocation() {
        assertTrue(allocatedBy(round -> kept = new byte[64]) >= 64L * ROUNDS, "or these tests could not fail");
        assertEquals(64, kept.length);
    }

    @Test
    void theCounterSeesAnAllocationOnTheWay() {
        FrameDetector fprime = new FprimeFrameDetector();
        try (Fixture fixture = fixture((ring, detection) -> {
            kept = new byte[64];
            fprime.detect(ring, detection);
        })) {
            assertTrue(allocatedBySending(fixture, fprime(new byte[64])) >= 64L * ROUNDS, "or these tests could not fail");
        }
    }

    private interface Operation {
        void run(int round);
    }

    /** The least of several tries: the JVM itself sometimes allocates in the name of a thread, for instance when it compiles. */
    private long allocatedBy(Operation operation) {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                operation.run(i);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}

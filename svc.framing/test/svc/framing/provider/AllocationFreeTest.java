// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;
import testkit.LogLines;

/** Framing and deframing allocate no heap, whatever the sizes: shown by the thread's own allocation counter, in bytes. */
class AllocationFreeTest {

    private static final int ROUNDS = 50_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final RealPool pool = new RealPool("2048x8");
    private final FramerComponent framer = new FramerComponent("f");
    private final DeframerComponent deframer = new DeframerComponent("d", true);
    /** Gives what the framer returns back to the pool. */
    private final ComReturn toPool = (data, context) -> data.close();
    private final ComDataIn end = (data, context, sender) -> sender.dataReturn(data, context);
    private long refused;

    @AfterEach
    void nothingIsLost() {
        assertEquals(0, pool.lent() + pool.misuses() + framer.snapshot().misuses + deframer.snapshot().misuses);
        pool.close();
    }

    /** A packet of another size each time, from the framer through the deframer and back. */
    private void packet(int offset) {
        int size = ThreadLocalRandom.current().nextInt(2, 1900);
        Buffer packet = pool.allocate(2048);
        WholeSlot.setBounds(packet, offset, size);
        framer.dataIn(packet, FrameContext.NONE, toPool);
    }

    @Test
    void framingInPlaceAndDeframingAllocateNothing() {
        framer.output = deframer;
        deframer.output = end;
        assertEquals(0, allocatedBy(() -> packet(8)));
        assertTrue(deframer.snapshot().packets > ROUNDS && framer.snapshot().copied == 0);
    }

    @Test
    void framingInACopyAllocatesNothing() {
        framer.output = deframer;
        framer.buffers = pool;
        deframer.output = end;
        assertEquals(0, allocatedBy(() -> packet(0)));
        assertTrue(deframer.snapshot().packets > ROUNDS && framer.snapshot().copied > ROUNDS);
    }

    @Test
    void refusingABadFrameAllocatesNothing() {
        deframer.loggerFactory = new LogLines().factory();
        deframer.output = end;
        ComReturn counted = (data, context) -> refused++;
        Buffer frame = pool.allocate(100);
        assertEquals(0, allocatedBy(() -> deframer.dataIn(frame, FrameContext.NONE, counted)));
        assertTrue(refused > ROUNDS && deframer.snapshot().packets == 0);
        frame.close();
    }

    @Test
    void theCounterSeesAnAllocation() {
        deframer.output = end;
        framer.output = (data, context, sender) -> deframer.dataIn(data, context.withVcId(2), sender);
        assertTrue(allocatedBy(() -> packet(8)) >= 24L * ROUNDS, "a context for each frame, or these tests could not fail");
    }

    /** The least of several tries: the JVM itself sometimes allocates in the name of a thread, for instance when it compiles. */
    private long allocatedBy(Runnable operation) {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                operation.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.management.ThreadMXBean;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.parts.WholeSlot;
import svc.framing.provider.FramingParts;
import testkit.LogLines;

/** A packet of a file costs no heap, neither to send nor to receive: shown by the thread's own allocation counter, in bytes. */
class AllocationFreeTest {

    private static final int PACKETS = 20_000;

    @TempDir
    private Path folder;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Object kept;

    /** Sends files of {@link #PACKETS} packets. {@return the least that one allocated more than an empty one} */
    private long allocatedForAFile(ComDataIn output, RealPool pool) throws Exception {
        byte[] content = new byte[PACKETS * 50 - 7];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("source"), content);
        Path empty = Files.createFile(folder.resolve("empty"));
        DownlinkComponent downlink = new DownlinkComponent("d", 13 + 50 + folder.toString().length(), 3);
        downlink.buffers = pool;
        downlink.output = output;
        downlink.loggerFactory = new LogLines().factory();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 8; attempt++) {
            long allocated = allocatedBy(() -> downlink.send(file, "copy"));
            least = Math.min(least, allocated - allocatedBy(() -> downlink.send(empty, "none")));
        }
        assertEquals(16, downlink.snapshot().filesSent);
        return least;
    }

    private long allocatedBy(Runnable operation) {
        long before = threads.getCurrentThreadAllocatedBytes();
        operation.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void packetsOfAFileThatIsSentAllocateNothing() throws Exception {
        try (RealPool pool = new RealPool("256x8")) {
            long allocated = allocatedForAFile((data, context, sender) -> sender.dataReturn(data, context), pool);
            // What a file costs depends on how long the numbers in its log lines are.
            assertTrue(allocated < 1000, allocated + " bytes for " + PACKETS + " packets");
        }
    }

    @Test
    void packetsOfAFileThatGoesThroughAllComponentsAllocateNothing() throws Exception {
        Path received = Files.createDirectory(folder.resolve("received"));
        UplinkFixture fixture = new UplinkFixture(received);
        ComDataIn deframer = (ComDataIn) FramingParts.deframer(fixture.uplink, fixture.log.factory());
        ComDataIn framer = (ComDataIn) FramingParts.framer(deframer, null);
        try (RealPool pool = new RealPool("256x8"); fixture) {
            long allocated = allocatedForAFile(framer, pool);
            assertTrue(allocated < 1000, allocated + " bytes for " + PACKETS + " packets");
            assertEquals(16, fixture.counters().filesReceived);
            assertEquals(0, fixture.counters().warnings);
            assertEquals(-1, Files.mismatch(folder.resolve("source"), received.resolve("copy")));
        }
    }

    @Test
    void packetsThatAreRefusedAllocateNothing() {
        UplinkFixture fixture = new UplinkFixture(folder);
        ComReturn nobody = (data, context) -> { };
        try (fixture) {
            Buffer buffer = fixture.pool.allocate(100);
            WholeSlot.bytes(buffer).put(Packets.data(1, 5, "x"));
            buffer.setSize(14);
            long least = Long.MAX_VALUE;
            for (int attempt = 0; attempt < 5; attempt++) {
                least = Math.min(least, allocatedBy(() -> {
                    for (int i = 0; i < PACKETS; i++) {
                        fixture.uplink.dataIn(buffer, UplinkFixture.FILE, nobody);
                    }
                }));
            }
            assertEquals(0, least);
            assertEquals(5 * PACKETS, fixture.counters().invalidReceiveModes);
            buffer.close();
        }
    }

    @Test
    void theCounterSeesAnAllocation() throws Exception {
        try (RealPool pool = new RealPool("256x8")) {
            long allocated = allocatedForAFile((data, context, sender) -> {
                kept = data.segment().asSlice(1);
                sender.dataReturn(data, context);
            }, pool);
            assertTrue(allocated > 16L * PACKETS / 2, "or these tests could not fail: " + allocated + " " + kept);
        }
    }
}

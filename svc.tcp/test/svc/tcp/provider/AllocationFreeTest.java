// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.sun.management.ThreadMXBean;

import fw.buffer.Buffer;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;

/** A buffer that is sent and received costs no heap: shown by the allocation counters of both links' threads, in bytes. */
@Timeout(60)
class AllocationFreeTest {

    private static final int ROUNDS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Object kept;

    private long allocatedFor(ComDataIn output) throws Exception {
        try (LinkFixture links = new LinkFixture()) {
            AtomicLong received = new AtomicLong();
            ServerComponent server = links.server(0, (data, context, sender) -> {
                received.addAndGet(data.size());
                output.dataIn(data, context, sender);
            });
            ClientComponent client = links.client(LinkFixture.port(server), null);
            LinkFixture.awaitConnected(server, client);
            long least = Long.MAX_VALUE;
            for (int attempt = 0; attempt < 5; attempt++) {
                long before = allocated();
                long expected = received.get() + 200L * ROUNDS;
                // Each buffer that comes back is sent again, on the client's thread.
                AtomicLong left = new AtomicLong(ROUNDS - 1);
                ComReturn again = new ComReturn() {
                    @Override
                    public void dataReturn(Buffer data, FrameContext context) {
                        if (left.getAndDecrement() > 0) {
                            client.dataIn(data, context, this);
                        } else {
                            data.close();
                        }
                    }
                };
                client.dataIn(links.pool.allocate(200), FrameContext.NONE, again);
                await().until(() -> received.get() == expected);
                least = Math.min(least, allocated() - before);
            }
            return least;
        }
    }

    private long allocated() {
        return LinkFixture.threads().stream().mapToLong(thread -> threads.getThreadAllocatedBytes(thread.threadId())).sum();
    }

    @Test
    void buffersThatAreSentAndReceivedAllocateNothing() throws Exception {
        long allocated = allocatedFor((data, context, sender) -> sender.dataReturn(data, context));
        assertTrue(allocated < ROUNDS, allocated + " bytes for " + ROUNDS + " buffers");
    }

    @Test
    void theCounterSeesAnAllocation() throws Exception {
        long allocated = allocatedFor((data, context, sender) -> {
            kept = new byte[data.size()];
            sender.dataReturn(data, context);
        });
        assertTrue(allocated > ROUNDS, "or this test could not fail: " + allocated + " " + kept);
    }
}

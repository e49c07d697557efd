// SPDX-License-Identifier: Apache-2.0
package svc.framing.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import fw.buffer.Buffer;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.comms.parts.WholeSlot;

/** Many frames out at a time, sent and returned by different threads: each goes back to its own sender, once. */
class HandoversTest {

    private static final int THREADS = 4;
    private static final int FRAMES = 100_000;

    private record Sent(Buffer data, FrameContext context, ComReturn sender) {
    }

    /** A sender that takes one kind of packet only: those of its own offset. */
    private static final class Sender implements ComReturn {

        final int offset;
        final AtomicLong wrong = new AtomicLong();
        final AtomicLong returned = new AtomicLong();

        Sender(int offset) {
            this.offset = offset;
        }

        @Override
        public void dataReturn(Buffer data, FrameContext context) {
            if (data.offset() != offset || data.size() != 100 || context.comQueueIndex() != offset) {
                wrong.incrementAndGet();
            }
            returned.incrementAndGet();
            data.close();
        }
    }

    @Test
    void eachFrameGoesBackToItsOwnSenderOnce() throws Exception {
        BlockingQueue<Sent> out = new LinkedBlockingQueue<>();
        FramerComponent framer = new FramerComponent("f");
        framer.output = (data, context, sender) -> out.add(new Sent(data, context, sender));
        List<Sender> senders = new ArrayList<>();
        CountDownLatch sending = new CountDownLatch(THREADS);
        try (RealPool pool = new RealPool("256x64"); ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS)) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Sender sender = new Sender(8 + i);
                senders.add(sender);
                work.add(threads.submit(() -> {
                    send(pool, framer, sender);
                    sending.countDown();
                }));
                work.add(threads.submit(() -> giveBack(out, sending)));
            }
            for (Future<?> each : work) {
                each.get();
            }
            for (Sender sender : senders) {
                assertEquals(FRAMES, sender.returned.get());
                assertEquals(0, sender.wrong.get());
            }
            assertEquals(0, framer.snapshot().outstanding + framer.snapshot().misuses + pool.lent() + pool.misuses());
            assertTrue(framer.snapshot().frames == THREADS * (long) FRAMES);
        }
    }

    /** All threads have the same usual handover: so they are at it at once, each with a frame that comes back at once. */
    @Test
    void threadsThatShareAHandoverDoNotMixTheirFramesUp() throws Exception {
        FramerComponent framer = new FramerComponent("f");
        framer.output = (data, context, sender) -> sender.dataReturn(data, context);
        List<Sender> senders = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try (RealPool pool = new RealPool("256x64")) {
            while (threads.size() < THREADS) {
                Sender sender = new Sender(8 + threads.size());
                Thread thread = new Thread(() -> send(pool, framer, sender));
                // Which one is a thread's usual handover, the lower bits of its id tell.
                if (threads.isEmpty() || (thread.threadId() - threads.get(0).threadId()) % 64 == 0) {
                    threads.add(thread);
                    senders.add(sender);
                }
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            for (Sender sender : senders) {
                assertEquals(FRAMES, sender.returned.get());
                assertEquals(0, sender.wrong.get());
            }
            assertEquals(0, framer.snapshot().outstanding + framer.snapshot().misuses + pool.lent() + pool.misuses());
        }
    }

    private static void send(RealPool pool, FramerComponent framer, Sender sender) {
        FrameContext context = FrameContext.NONE.withComQueueIndex(sender.offset);
        for (int sent = 0; sent < FRAMES;) {
            Buffer packet = pool.allocate(200);
            if (packet.isValid()) {
                WholeSlot.setBounds(packet, sender.offset, 100);
                framer.dataIn(packet, context, sender);
                sent++;
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private static void giveBack(BlockingQueue<Sent> out, CountDownLatch sending) {
        while (sending.getCount() > 0 || !out.isEmpty()) {
            Sent sent = out.poll();
            if (sent != null) {
                sent.data.setSize(0);
                sent.sender.dataReturn(sent.data, sent.context);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

import groundlink.channel.ChannelSpec;
import groundlink.link.Delivery;
import groundlink.link.ReceivingEnd;
import groundlink.link.ReceptionListener;
import groundlink.link.SendingEnd;
import groundlink.report.Delivered;
import groundlink.report.Figures;
import groundlink.report.Progress;
import groundlink.report.Summary;
import groundlink.transfer.InputFile;
import groundlink.transfer.Sha256;
import groundlink.transfer.TransferException;
import groundlink.transfer.TemporaryFolder;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;
import svc.frameaccumulator.FrameAccumulatorDTO;

/** Sends a file to itself over TCP, swaps the allocator half-way, and prints how it goes and went. */
final class FileRun implements Delivery.Watch {

    private static final String NAME = "groundlink.run";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String COPY = "copy";
    /** The identifiers of the rings' memory. */
    private static final int RECEIVING_MEMORY_ID = 101;
    private static final int SENDING_MEMORY_ID = 102;
    /** What is under way at the end, an answer for instance, has so long to come home. */
    private static final long HOMING_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Port<BufferManager> manager;
    private final ChannelSpec channel;
    private final InputFile file;
    private final boolean terminal;
    private Progress progress;
    private String swap = "none";
    private ReceivingEnd receiving;
    private SendingEnd sending;
    private long sent;

    FileRun(BundleContext context, ConfigurationAdmin admin, Port<BufferManager> manager, ChannelSpec channel, InputFile file,
        boolean terminal) {
        this.context = context;
        this.admin = admin;
        this.manager = manager;
        this.channel = channel;
        this.file = file;
        this.terminal = terminal;
    }

    /**
     * Sends the file into a temporary folder, which is gone afterwards.
     *
     * @return 0 if the copy was identical and no buffer is outstanding, else 1
     * @throws TransferException if it didn't come to its end
     * @throws IOException if the file can't be read again at the end
     */
    int run() throws IOException, TransferException, InterruptedException {
        BufferManagerDTO pool = manager.await(Defaults.PATIENCE).snapshot();
        try (TemporaryFolder folder = TemporaryFolder.create();
            ReceivingEnd receivingEnd = ReceivingEnd.open(context, admin, NAME + ".receive", RECEIVING_MEMORY_ID, LOOPBACK, 0,
                folder.path(), new Silent());
            SendingEnd sendingEnd = SendingEnd.open(context, admin, NAME + ".send", SENDING_MEMORY_ID, LOOPBACK,
                receivingEnd.port(), channel)) {
            receiving = receivingEnd;
            sending = sendingEnd;
            System.out.println("groundlink: sending " + Figures.tail(file.path().toString(), 80));
            System.out.println("  " + Figures.bytes(file.size()) + " over TCP port " + receiving.port()
                + " through the buffers of manager " + pool.managerId + ", " + Figures.bytes(pool.poolBytes) + " from allocator "
                + pool.allocator);
            Summary summary = summary(deliver());
            System.out.println();
            summary.lines().forEach(System.out::println);
            return summary.exitCode();
        }
    }

    private Delivered deliver() throws IOException, TransferException, InterruptedException {
        Delivery delivery = new Delivery(sending, file.path(), file.size(), COPY, this);
        progress = new Progress(System.out, terminal, file.size());
        long start = System.nanoTime();
        String copyHash;
        try {
            copyHash = delivery.run();
        } catch (TransferException e) {
            throw new TransferException("failed after " + Figures.grouped(sent) + " of " + Figures.grouped(file.size())
                + " bytes: " + e.getMessage());
        } finally {
            progress.close();
        }
        return new Delivered(file.path().toString(), file.size(), Math.ceilDiv(file.size(), Delivery.DATA_BYTES),
            Delivery.DATA_BYTES, sending.frames(), receiving.packets(), sending.drops() + receiving.drops(), delivery.repairs(),
            delivery.repairedBytes(), delivery.repeats(), sending.badness(), delivery.arrivedAt() - start,
            Sha256.of(file.channel()), copyHash);
    }

    private Summary summary(Delivered delivered) throws TransferException, InterruptedException {
        long rings = swapsOf(receiving.ring()) + swapsOf(sending.ring());
        long start = System.nanoTime();
        BufferManagerDTO pool = manager.await(Defaults.PATIENCE).snapshot();
        while (pool.currBuffs > 0 && System.nanoTime() - start < HOMING_NANOS) {
            TimeUnit.MILLISECONDS.sleep(5);
            pool = manager.await(Defaults.PATIENCE).snapshot();
        }
        return new Summary(delivered, pool, rings, swap);
    }

    private static long swapsOf(FrameAccumulatorDTO ring) {
        return ring == null ? 0 : ring.swaps;
    }

    @Override
    public void sent(long bytes) {
        sent = bytes;
        progress.show(bytes);
    }

    @Override
    public void halfWay() throws TransferException, InterruptedException {
        BufferManagerDTO before = manager.await(Defaults.PATIENCE).snapshot();
        long start = System.nanoTime();
        Bundle stopped = Swap.stopAllocatorOf(before, context);
        String time = Figures.time(System.nanoTime() - start);
        BufferManagerDTO after = manager.await(Defaults.PATIENCE).snapshot();
        FrameAccumulatorDTO ring = receiving.ring();
        progress.note("half-way: stopped " + stopped.getSymbolicName() + " (bundle " + stopped.getBundleId() + ") in " + time
            + "; the pool is from " + after.allocator + " now, the ring from " + (ring == null ? "nobody" : ring.allocator));
        swap = "half-way from " + before.allocator + " to " + after.allocator + ", in " + time;
    }

    /** The sender is told all. */
    private static final class Silent implements ReceptionListener {

        @Override
        public void received(Path received, long bytes, String sha256) {
            // The receiving end answers so when it is asked.
        }

        @Override
        public void failed(String destination, String why) {
            // The same.
        }
    }
}

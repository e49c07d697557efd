// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.io.IOException;
import java.nio.channels.FileChannel;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

import groundlink.report.Figures;
import groundlink.report.Progress;
import groundlink.report.Summary;
import groundlink.transfer.CopyFile;
import groundlink.transfer.InputFile;
import groundlink.transfer.Link;
import groundlink.transfer.Sha256;
import groundlink.transfer.Transfer;
import groundlink.transfer.TransferException;
import svc.buffermanager.BufferManager;
import svc.buffermanager.BufferManagerDTO;

/** Has the source and the sink move a file, swaps the allocator half-way, and prints how it goes and went. */
final class FileMove {

    private final BundleContext context;
    private final Port<BufferManager> manager;
    private final Source source;
    private final Sink sink;
    private final boolean terminal;

    /** Makes a move that has not begun. */
    FileMove(BundleContext context, Port<BufferManager> manager, Source source, Sink sink, boolean terminal) {
        this.context = context;
        this.manager = manager;
        this.source = source;
        this.sink = sink;
        this.terminal = terminal;
    }

    /**
     * Moves a file into a temporary copy, which is gone afterwards.
     *
     * @return 0 if the copy was identical and no buffer is outstanding, else 1
     * @throws TransferException if it didn't come to its end
     * @throws IOException if file or copy can't be read again at the end
     */
    int run(InputFile file) throws IOException, TransferException, InterruptedException {
        BufferManagerDTO pool = manager.await(Defaults.PATIENCE).snapshot();
        System.out.println("groundlink: moving " + Figures.tail(file.path().toString(), 80));
        System.out.println("  " + Figures.bytes(file.size()) + " through the buffers of manager " + pool.managerId + ", "
            + Figures.bytes(pool.poolBytes) + " of memory from allocator " + pool.allocator);
        Transfer transfer = new Transfer(file.size(), Defaults.CHUNK);
        try (FileChannel copy = CopyFile.create()) {
            Progress progress = new Progress(System.out, terminal, file.size());
            String swap = carry(transfer, file, copy, progress);
            long nanos = progress.nanos();
            if (transfer.failure().isPresent()) {
                throw new TransferException("failed at byte " + Figures.grouped(transfer.totals().written()) + " of "
                    + Figures.grouped(file.size()) + ": " + transfer.failure().get());
            }
            Summary summary = new Summary(file.path().toString(), transfer.chunkSize(), transfer.chunks(), transfer.totals(),
                manager.await(Defaults.PATIENCE).snapshot(), swap, nanos, Sha256.of(file.channel()), Sha256.of(copy));
            System.out.println();
            summary.lines().forEach(System.out::println);
            return summary.exitCode();
        }
    }

    /** {@return what was swapped half-way} When it returns, source and sink have ended and given back all buffers. */
    private String carry(Transfer transfer, InputFile file, FileChannel copy, Progress progress) throws InterruptedException {
        Link link = new Link(Defaults.UNDER_WAY);
        String swap = "a file of fewer than 2 bytes has no half way";
        try {
            sink.start(transfer, link, copy);
            source.start(transfer, link, file.channel());
            while (true) {
                switch (transfer.await(progress.next())) {
                    case PROGRESS -> progress.show(transfer.totals().written());
                    case HALF_WAY -> {
                        try {
                            swap = swap(progress);
                        } catch (TransferException e) {
                            transfer.fail(e.getMessage());
                        }
                        transfer.goOn();
                    }
                    case ENDED -> {
                        if (transfer.failure().isEmpty()) {
                            progress.show(transfer.totals().written());
                        }
                        return swap;
                    }
                }
            }
        } finally {
            progress.close();
            source.stop();
            sink.stop();
            link.giveBackBuffers(transfer);
        }
    }

    private String swap(Progress progress) throws TransferException, InterruptedException {
        BufferManagerDTO before = manager.await(Defaults.PATIENCE).snapshot();
        long start = System.nanoTime();
        Bundle stopped = Swap.stopAllocatorOf(before, context);
        String time = Figures.time(System.nanoTime() - start);
        BufferManagerDTO after = manager.await(Defaults.PATIENCE).snapshot();
        progress.note("half-way: stopped " + stopped.getSymbolicName() + " (bundle " + stopped.getBundleId() + ") in " + time
            + "; the pool is from " + after.allocator + " now");
        return "half-way from " + before.allocator + " to " + after.allocator + ", in " + time;
    }
}

// SPDX-License-Identifier: Apache-2.0
package groundlink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import groundlink.channel.ChannelSpec;
import groundlink.link.Delivery;
import groundlink.link.ReceivingEnd;
import groundlink.link.ReceptionListener;
import groundlink.link.SendingEnd;
import groundlink.report.Delivered;
import groundlink.report.Figures;
import groundlink.report.Progress;
import groundlink.transfer.InputFile;
import groundlink.transfer.InputRefusedException;
import groundlink.transfer.Sha256;
import groundlink.transfer.TransferException;

/**
 * The shell commands {@code groundlink:serve} and {@code groundlink:send}: the two ends, in two containers or in one. What goes
 * wrong is an exception with a line for people, which the shell prints. Immediate, since the shell lets go of it after each
 * command, and a receiving end must stay.
 */
@Component(service = GroundCommands.class, immediate = true,
    property = {"osgi.command.scope=groundlink", "osgi.command.function=serve", "osgi.command.function=send"})
public final class GroundCommands {

    private static final String LOOPBACK = "127.0.0.1";
    /** The identifiers of the rings' memory. */
    private static final int RECEIVING_MEMORY_ID = 103;
    private static final int SENDING_MEMORY_ID = 104;

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    /** Guarded by this: one end of a kind at a time. */
    private ReceivingEnd receiving;
    /** The thread that sends; null if none does. Guarded by this. */
    private Thread sending;
    /** Guarded by this. */
    private boolean stopped;

    /** Makes commands that have done nothing. */
    @Activate
    public GroundCommands(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
    }

    /** Takes the receiving end away, and stops what is being sent. */
    @Deactivate
    synchronized void deactivate() throws TransferException {
        stopped = true;
        if (sending != null) {
            sending.interrupt();
        }
        closeReceiving();
    }

    /**
     * Receives files into a new folder.
     *
     * @param where the TCP port to listen at, 0 for a free one; of this machine only, unless it is {@code HOST:PORT}
     * @return where it listens, and where files go
     * @throws TransferException if it can't listen
     */
    public String serve(String where) throws TransferException, InterruptedException {
        try {
            return serve(where, Files.createTempDirectory("groundlink").toString());
        } catch (IOException e) {
            throw new TransferException("no temporary folder for files: " + TransferException.reason(e));
        }
    }

    /**
     * Receives files into a folder, until it is called again or the bundle is stopped. What comes is printed.
     *
     * @param where as above
     * @param folderName the folder; it must be there
     * @return where it listens, and where files go
     * @throws TransferException if it can't listen, or there is no such folder
     */
    public synchronized String serve(String where, String folderName) throws TransferException, InterruptedException {
        Address address = Address.parse(where, LOOPBACK, 0);
        Path folder = Path.of(folderName).toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            throw new TransferException(folder + " is no folder; give one that is there");
        }
        if (stopped) {
            throw new TransferException("the bundle is stopping");
        }
        closeReceiving();
        receiving = ReceivingEnd.open(context, admin, "groundlink.receive", RECEIVING_MEMORY_ID, address.host(), address.port(),
            folder, new Printer());
        return "groundlink: serving at " + address.host() + ":" + receiving.port() + ", files go to " + folder;
    }

    private void closeReceiving() throws TransferException {
        if (receiving != null) {
            try {
                receiving.close();
            } finally {
                receiving = null;
            }
        }
    }

    /**
     * Sends a file to where somebody serves, under its own name, and waits until it is there.
     *
     * @param where {@code HOST:PORT}, or {@code PORT} for this machine
     * @param fileName the file
     * @return how it went
     * @throws InputRefusedException if there is no such file to send
     * @throws TransferException if it can't be sent, did not arrive, or arrived with other bytes
     */
    public String send(String where, String fileName) throws InputRefusedException, TransferException, InterruptedException {
        Address address = Address.parse(where, LOOPBACK, 1);
        synchronized (this) {
            if (stopped) {
                throw new TransferException("the bundle is stopping");
            }
            if (sending != null) {
                throw new TransferException("another file is being sent; one at a time");
            }
            sending = Thread.currentThread();
        }
        try (InputFile file = InputFile.open(fileName);
            SendingEnd end = SendingEnd.open(context, admin, "groundlink.send", SENDING_MEMORY_ID, address.host(), address.port(),
                ChannelSpec.parse(context.getProperty(FileJob.CHANNEL)))) {
            return send(file, end);
        } catch (IOException e) {
            throw new TransferException(fileName + " can't be read again: " + TransferException.reason(e));
        } catch (IllegalArgumentException e) {
            throw new TransferException(FileJob.CHANNEL + ": " + e.getMessage());
        } finally {
            synchronized (this) {
                sending = null;
            }
        }
    }

    private static String send(InputFile file, SendingEnd end) throws IOException, TransferException, InterruptedException {
        Progress progress = new Progress(System.out, false, file.size());
        Delivery delivery = new Delivery(end, file.path(), file.size(), file.path().getFileName().toString(), new Delivery.Watch() {

            @Override
            public void sent(long bytes) {
                progress.show(bytes);
            }

            @Override
            public void halfWay() {
                // Here nothing is swapped.
            }
        });
        long start = System.nanoTime();
        String copyHash = delivery.run();
        Delivered delivered = new Delivered(file.path().toString(), file.size(),
            Math.ceilDiv(file.size(), Delivery.DATA_BYTES), Delivery.DATA_BYTES, end.frames(), -1, end.drops(), delivery.repairs(),
            delivery.repairedBytes(), delivery.repeats(), end.badness(), delivery.arrivedAt() - start, Sha256.of(file.channel()),
            copyHash);
        String lines = String.join("\n", delivered.first()) + "\n" + String.join("\n", delivered.last()) + "\n"
            + delivered.verdict("");
        if (!delivered.identical()) {
            throw new TransferException("the copy differs:\n" + lines);
        }
        return lines;
    }

    /** Prints what comes. */
    private static final class Printer implements ReceptionListener {

        @Override
        public void received(Path file, long bytes, String sha256) {
            System.out.println("groundlink: received " + file + ", " + Figures.grouped(bytes) + " bytes, SHA-256 " + sha256);
        }

        @Override
        public void failed(String destination, String why) {
            System.out.println("groundlink: " + destination + " did not come: " + why);
        }
    }
}

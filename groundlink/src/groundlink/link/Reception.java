// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import fw.buffer.Buffer;
import groundlink.transfer.Sha256;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.filetransfer.FileUplink;
import svc.filetransfer.FileUplinkDTO;
import svc.filetransfer.FileUplinkListener;
import svc.framing.PacketDescriptor;
import svc.comms.parts.WholeSlot;

/** What the receiving end knows of its file, and its answers when the other end asks for that. */
final class Reception implements ComDataIn, FileUplinkListener, AutoCloseable {

    private static final FrameContext LOG = FrameContext.NONE.withApid(PacketDescriptor.LOG);

    private final String portName;
    private final Path folder;
    private final ReceptionListener listener;
    private final Packets packets;
    private final Services<FileUplink> uplink;
    private final ServiceRegistration<?> questions;
    private final ServiceRegistration<?> outcomes;
    /** To read a file again takes longer than who tells of it may wait. */
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
        work -> Thread.ofPlatform().daemon().name("groundlink SHA-256").unstarted(work));
    /** What became of the last file, as an answer to question 0. */
    private volatile Answer last = new Answer(0, Answer.State.NONE, 0, "", "");

    Reception(BundleContext context, String name, Path folder, ReceptionListener listener) {
        portName = name + ".uplink";
        this.folder = folder;
        this.listener = listener;
        packets = new Packets(context, Layout.POOL, name + ".framer");
        uplink = new Services<>(context, FileUplink.class, Layout.filter(portName));
        questions = context.registerService(ComDataIn.class, this,
            FrameworkUtil.asDictionary(Map.of(ComDataIn.PORT_NAME, name + ".questions")));
        outcomes = context.registerService(FileUplinkListener.class, this, null);
    }

    @Override
    public void dataIn(Buffer data, FrameContext context, ComReturn sender) {
        int number = -1;
        try {
            number = Answer.readQuestion(WholeSlot.bytes(data));
        } catch (IllegalStateException e) {
            // Its memory has ended. Who has asked asks again.
            number = -1;
        } finally {
            sender.dataReturn(data, context);
        }
        if (number != -1) {
            packets.send(Answer.MAX_BYTES, LOG, answer(number)::write);
        }
    }

    private Answer answer(int number) {
        FileUplink present = uplink.now();
        if (present != null) {
            FileUplinkDTO dto = present.snapshot();
            if (dto.destination != null) {
                return new Answer(number, Answer.State.COMING, dto.fileBytes, dto.destination, "", dto.missing);
            }
        }
        Answer known = last;
        return new Answer(number, known.state(), known.size(), known.destination(), known.detail());
    }

    @Override
    public void fileReceived(String of, Path file, long bytes) {
        if (!of.equals(portName)) {
            return;
        }
        String destination = folder.relativize(file).toString().replace('\\', '/');
        Answer received = new Answer(0, Answer.State.RECEIVED, bytes, destination, "");
        last = received;
        reader.execute(() -> read(file, received));
    }

    private void read(Path file, Answer received) {
        Answer known;
        try (FileChannel channel = FileChannel.open(file)) {
            known = new Answer(0, Answer.State.RECEIVED, received.size(), received.destination(), Sha256.of(channel));
        } catch (IOException e) {
            known = new Answer(0, Answer.State.FAILED, received.size(), received.destination(), "it can't be read again: " + e);
        }
        // Unless another file has come meanwhile.
        if (last == received) {
            last = known;
        }
        if (known.state() == Answer.State.RECEIVED) {
            listener.received(file, known.size(), known.detail());
        } else {
            listener.failed(known.destination(), known.detail());
        }
    }

    @Override
    public void fileFailed(String of, String destination, String why) {
        if (of.equals(portName)) {
            last = new Answer(0, Answer.State.FAILED, 0, destination, why);
            listener.failed(destination, why);
        }
    }

    @Override
    public void close() {
        questions.unregister();
        outcomes.unregister();
        // The end of a read is not waited for: it closes its file, and its thread ends.
        reader.shutdownNow();
        uplink.close();
        packets.close();
    }
}

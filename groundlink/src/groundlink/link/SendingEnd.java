// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import static groundlink.link.Layout.buffers;
import static groundlink.link.Layout.filter;
import static groundlink.link.Layout.output;
import static groundlink.link.Layout.input;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

import groundlink.channel.Channel;
import groundlink.channel.ChannelSpec;
import groundlink.transfer.TransferException;
import svc.filetransfer.FileDownlink;
import svc.frameaccumulator.FrameAccumulator;
import svc.frameaccumulator.FrameAccumulatorDTO;
import svc.framing.Deframer;
import svc.framing.Framer;
import svc.framing.Router;
import svc.tcp.TcpLink;
import svc.tcp.TcpLinkDTO;

/**
 * The end that sends files: file downlink, framer, TCP client; a bad channel before the last, if one is wanted; and for the
 * answers accumulator, deframer and router, which the same TCP client sends to.
 */
public final class SendingEnd implements AutoCloseable {

    private static final int STORE_BYTES = 16 * 1024;
    private static final int READ_BYTES = 4 * 1024;

    private final Parts parts;
    private final String name;
    private final Services<FileDownlink> downlink;
    private final Services<Framer> framer;
    private final Services<Channel> channel;
    private final Services<TcpLink> link;
    private final Services<FrameAccumulator> accumulator;
    private final Services<Router> router;
    private final Questions questions;

    private SendingEnd(BundleContext context, ConfigurationAdmin admin, String name) {
        this.name = name;
        parts = new Parts(admin, name);
        downlink = new Services<>(context, FileDownlink.class, "(downlink.name=" + name + ")");
        framer = new Services<>(context, Framer.class, filter(name + ".framer"));
        channel = new Services<>(context, Channel.class, filter(name + ".channel"));
        link = new Services<>(context, TcpLink.class, filter(name + ".link"));
        accumulator = new Services<>(context, FrameAccumulator.class, filter(name + ".accumulator"));
        router = new Services<>(context, Router.class, filter(name + ".router"));
        questions = new Questions(context, name);
    }

    /**
     * Makes such an end. When it returns, it is connected.
     *
     * @param name what the names of its ports begin with
     * @param memoryId of the accumulator's ring
     * @param host where to connect to
     * @param port where to connect to
     * @param badness what the channel does to frames
     * @throws TransferException if it can't be connected; nothing is left of it
     */
    public static SendingEnd open(BundleContext context, ConfigurationAdmin admin, String name, int memoryId, String host, int port,
        ChannelSpec badness) throws TransferException, InterruptedException {
        SendingEnd end = new SendingEnd(context, admin, name);
        boolean open = false;
        try {
            end.configure(memoryId, host, port, badness);
            end.connect(host, port);
            open = true;
            return end;
        } catch (IOException e) {
            throw new TransferException("the sending end can't be configured: " + e.getMessage());
        } finally {
            if (!open) {
                end.close();
            }
        }
    }

    private void configure(int memoryId, String host, int tcpPort, ChannelSpec badness) throws IOException {
        parts.set(Router.PID, Map.ofEntries(input(name + ".router"),
            Map.entry(Router.ROUTES, new String[] {"log=" + filter(name + ".answers")})));
        parts.set(Deframer.PID, Map.ofEntries(input(name + ".deframer"), output(name + ".router")));
        parts.set(FrameAccumulator.PID, Map.ofEntries(input(name + ".accumulator"), output(name + ".deframer"), buffers(),
            Map.entry("memory.id", memoryId), Map.entry("store.size", STORE_BYTES), Map.entry("max.frame.size", READ_BYTES)));
        parts.set(TcpLink.CLIENT_PID, Map.ofEntries(input(name + ".link"), output(name + ".accumulator"), buffers(),
            Map.entry(TcpLink.HOST, host), Map.entry(TcpLink.PORT, tcpPort), Map.entry(TcpLink.READ_BYTES, READ_BYTES)));
        if (badness.isBad()) {
            Map<String, Object> properties = new HashMap<>(badness.properties());
            properties.putAll(Map.ofEntries(input(name + ".channel"), output(name + ".link"), buffers()));
            parts.set(Channel.PID, properties);
        }
        parts.set(Framer.PID, Map.ofEntries(input(name + ".framer"), output(name + (badness.isBad() ? ".channel" : ".link")),
            buffers()));
        parts.set(FileDownlink.PID, Map.ofEntries(Map.entry("downlink.name", name), output(name + ".framer"), buffers(),
            Map.entry(FileDownlink.PACKET_BYTES, Layout.PACKET_BYTES), Map.entry(FileDownlink.WINDOW, Layout.WINDOW)));
    }

    private void connect(String host, int tcpPort) throws TransferException, InterruptedException {
        TcpLinkDTO[] state = new TcpLinkDTO[1];
        Waiting.until("there is a connection to " + host + ":" + tcpPort, () -> {
            TcpLink present = link.now();
            state[0] = present == null ? null : present.snapshot();
            return state[0] != null && (state[0].connected || state[0].problem != null);
        });
        if (!state[0].connected) {
            throw new TransferException(state[0].problem);
        }
        Waiting.until("the router has found the answers", () -> {
            Router present = router.now();
            return present != null && present.snapshot().routes.stream().allMatch(route -> route.connected);
        });
    }

    /** {@return the downlink; waits for it if it is gone} */
    FileDownlink downlink() throws TransferException, InterruptedException {
        return downlink.await(Layout.PATIENCE);
    }

    /** {@return what the other end says of its file} */
    Answer ask() throws TransferException, InterruptedException {
        try {
            return questions.ask(this::isHopeful);
        } catch (TransferException e) {
            TcpLink present = link.now();
            TcpLinkDTO state = present == null ? null : present.snapshot();
            throw new TransferException(e.getMessage() + (state == null ? "; there is no TCP client any more"
                : state.connected ? "; it is connected" : "; it is not connected: " + state.problem));
        }
    }

    private boolean isHopeful(long nanos) {
        TcpLink present = link.now();
        boolean connected = present != null && present.snapshot().connected;
        return nanos < (connected ? Layout.PATIENCE_WITH_DISKS : Layout.PATIENCE).toNanos();
    }

    /** {@return how many frames were sent, those of questions included} */
    public long frames() {
        Framer present = framer.now();
        return present == null ? 0 : present.snapshot().frames;
    }

    /** {@return how many frames it has dropped for want of room, or of a next component} */
    public long drops() {
        return Drops.of(link.now()) + Drops.of(framer.now()) + Drops.of(accumulator.now());
    }

    /** {@return what the bad channel has done, for people; empty if there is none} */
    public String badness() {
        Channel present = channel.now();
        return present == null ? "" : present.toString();
    }

    /** {@return the state of its ring; null if there is none now} */
    public FrameAccumulatorDTO ring() {
        FrameAccumulator present = accumulator.now();
        return present == null ? null : present.snapshot();
    }

    /** Takes all its components away. */
    @Override
    public void close() throws TransferException {
        try {
            parts.close();
            // The downlink is deleted last. Only then may others of the same names be made.
            Waiting.uninterrupted("all its components are gone",
                () -> link.now() == null && framer.now() == null && downlink.now() == null);
        } catch (IOException e) {
            throw new TransferException("the sending end can't be taken away: " + e.getMessage());
        } finally {
            questions.close();
            router.close();
            accumulator.close();
            link.close();
            channel.close();
            framer.close();
            downlink.close();
        }
    }
}

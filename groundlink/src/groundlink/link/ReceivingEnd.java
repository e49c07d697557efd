// SPDX-License-Identifier: Apache-2.0
package groundlink.link;

import static groundlink.link.Layout.buffers;
import static groundlink.link.Layout.filter;
import static groundlink.link.Layout.output;
import static groundlink.link.Layout.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

import groundlink.transfer.TransferException;
import svc.filetransfer.FileUplink;
import svc.frameaccumulator.FrameAccumulator;
import svc.frameaccumulator.FrameAccumulatorDTO;
import svc.framing.Deframer;
import svc.framing.Framer;
import svc.framing.Router;
import svc.tcp.TcpLink;
import svc.tcp.TcpLinkDTO;

/**
 * The end that receives files: TCP server, frame accumulator, deframer, router, file uplink; and for its answers a framer, which
 * sends to the same TCP server.
 */
public final class ReceivingEnd implements AutoCloseable {

    private static final int READ_BYTES = 64 * 1024;
    private static final int STORE_BYTES = 256 * 1024;

    private final Parts parts;
    private final String name;
    private final Reception reception;
    private final Services<TcpLink> link;
    private final Services<FrameAccumulator> accumulator;
    private final Services<Deframer> deframer;
    private final Services<Router> router;
    private int port;

    private ReceivingEnd(BundleContext context, ConfigurationAdmin admin, String name, Path folder, ReceptionListener listener) {
        this.name = name;
        parts = new Parts(admin, name);
        link = new Services<>(context, TcpLink.class, filter(name + ".link"));
        accumulator = new Services<>(context, FrameAccumulator.class, filter(name + ".accumulator"));
        deframer = new Services<>(context, Deframer.class, filter(name + ".deframer"));
        router = new Services<>(context, Router.class, filter(name + ".router"));
        reception = new Reception(context, name, folder, listener);
    }

    /**
     * Makes such an end. When it returns, it listens.
     *
     * @param name what the names of its ports begin with
     * @param memoryId of the accumulator's ring
     * @param host the address to listen at
     * @param port 0 for one that is free
     * @param folder where files go; it must be there
     * @param listener is told of each file
     * @throws TransferException if it doesn't come to listen; nothing is left of it
     */
    public static ReceivingEnd open(BundleContext context, ConfigurationAdmin admin, String name, int memoryId, String host,
        int port, Path folder, ReceptionListener listener) throws TransferException, InterruptedException {
        ReceivingEnd end = new ReceivingEnd(context, admin, name, folder, listener);
        boolean open = false;
        try {
            end.configure(memoryId, folder);
            end.listen(host, port);
            open = true;
            return end;
        } catch (IOException e) {
            throw new TransferException("the receiving end can't be configured: " + e.getMessage());
        } finally {
            if (!open) {
                end.close();
            }
        }
    }

    private void configure(int memoryId, Path folder) throws IOException {
        parts.set(FileUplink.PID, Map.ofEntries(input(name + ".uplink"), Map.entry(FileUplink.FOLDER, folder.toString())));
        parts.set(Router.PID, Map.ofEntries(input(name + ".router"), Map.entry(Router.ROUTES,
            new String[] {"file=" + filter(name + ".uplink"), "command=" + filter(name + ".questions")})));
        parts.set(Deframer.PID, Map.ofEntries(input(name + ".deframer"), output(name + ".router")));
        parts.set(FrameAccumulator.PID, Map.ofEntries(input(name + ".accumulator"), output(name + ".deframer"), buffers(),
            Map.entry("memory.id", memoryId), Map.entry("store.size", STORE_BYTES), Map.entry("max.frame.size", 64 * 1024)));
        parts.set(Framer.PID, Map.ofEntries(input(name + ".framer"), output(name + ".link"), buffers()));
    }

    private void listen(String host, int wanted) throws IOException, TransferException, InterruptedException {
        Waiting.until("the router has found the uplink", () -> {
            Router present = router.now();
            return present != null && present.snapshot().routes.stream().allMatch(route -> route.connected);
        });
        setLink(host, wanted);
        TcpLinkDTO[] state = new TcpLinkDTO[1];
        Waiting.until("it listens at " + host + ":" + wanted, () -> {
            TcpLink present = link.now();
            state[0] = present == null ? null : present.snapshot();
            return state[0] != null && (state[0].listening || state[0].problem != null);
        });
        if (!state[0].listening) {
            throw new TransferException(state[0].problem);
        }
        port = state[0].port;
        if (wanted == 0) {
            // It stays the same if the component is started again: the other end knows it.
            setLink(host, port);
            Waiting.until("it listens at " + host + ":" + port, () -> {
                TcpLink present = link.now();
                TcpLinkDTO now = present == null ? null : present.snapshot();
                return now != null && now.listening && now.port == port;
            });
        }
    }

    private void setLink(String host, int tcpPort) throws IOException {
        parts.set(TcpLink.SERVER_PID, Map.ofEntries(input(name + ".link"), output(name + ".accumulator"), buffers(),
            Map.entry(TcpLink.HOST, host), Map.entry(TcpLink.PORT, tcpPort), Map.entry(TcpLink.READ_BYTES, READ_BYTES)));
    }

    /** {@return the TCP port that it listens at} */
    public int port() {
        return port;
    }

    /** {@return how many packets have come whole} */
    public long packets() {
        Deframer present = deframer.now();
        return present == null ? 0 : present.snapshot().packets;
    }

    /** {@return how many frames and packets it has dropped for want of room or of a next component} */
    public long drops() {
        return Drops.of(link.now()) + Drops.of(accumulator.now()) + Drops.of(deframer.now()) + Drops.of(router.now());
    }

    /** {@return the state of its ring; null if there is none now} */
    public FrameAccumulatorDTO ring() {
        FrameAccumulator present = accumulator.now();
        return present == null ? null : present.snapshot();
    }

    /** Takes all its components away. What has not come whole is removed. */
    @Override
    public void close() throws TransferException {
        try {
            parts.close();
            // Only then is its TCP port free, and may others of the same names be made.
            Waiting.uninterrupted("all its components are gone", () -> link.now() == null && router.now() == null
                && deframer.now() == null && accumulator.now() == null);
        } catch (IOException e) {
            throw new TransferException("the receiving end can't be taken away: " + e.getMessage());
        } finally {
            reception.close();
            router.close();
            deframer.close();
            accumulator.close();
            link.close();
        }
    }
}

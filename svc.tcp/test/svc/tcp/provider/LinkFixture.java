// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import fw.buffer.Buffer;
import fw.buffer.BufferGet;
import svc.buffermanager.provider.RealPool;
import svc.comms.ComDataIn;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.tcp.TcpLink;
import testkit.LogLines;

/** Links on the loopback, a pool, and what came back to who sent. At its end nothing is lent, and no thread is left. */
final class LinkFixture implements AutoCloseable {

    static final String LOOPBACK = "127.0.0.1";

    final LogLines log = new LogLines();
    final RealPool pool = new RealPool("512x64");
    final AtomicInteger returned = new AtomicInteger();
    final ComReturn sender = (data, context) -> {
        data.close();
        returned.incrementAndGet();
    };
    private final List<Runnable> ends = new ArrayList<>();

    ServerComponent server(int port, ComDataIn output) throws IOException {
        return server(port, output, pool, 16, 10_000);
    }

    ServerComponent server(int port, ComDataIn output, BufferGet buffers, int queue, long timeout) throws IOException {
        ServerComponent server = new ServerComponent(log.factory(), output, buffers,
            new Settings("s", LOOPBACK, port, 0, 256, queue, timeout, 20));
        ends.add(server::deactivate);
        return server;
    }

    ClientComponent client(int port, ComDataIn output) throws IOException {
        return client(port, output, 16, 10_000);
    }

    ClientComponent client(int port, ComDataIn output, int queue, long timeout) throws IOException {
        ClientComponent client = new ClientComponent(log.factory(), output, pool,
            new Settings("c", LOOPBACK, port, 1, 256, queue, timeout, 20));
        ends.add(client::deactivate);
        return client;
    }

    static int port(TcpLink server) {
        await().until(() -> server.snapshot().listening);
        return server.snapshot().port;
    }

    static void awaitConnected(TcpLink... links) {
        for (TcpLink link : links) {
            await().until(() -> link.snapshot().connected);
        }
    }

    /** Sends one buffer with these bytes. */
    void send(ComDataIn link, byte... bytes) {
        Buffer buffer = pool.allocate(bytes.length);
        buffer.byteBuffer().put(bytes);
        link.dataIn(buffer, FrameContext.NONE, sender);
    }

    static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("TCP ")).toList();
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
        assertEquals(List.of(), threads());
        assertEquals(0, pool.lent());
        assertEquals(0, pool.misuses());
        pool.close();
    }
}

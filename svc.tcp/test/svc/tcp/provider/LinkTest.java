// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import fw.buffer.Buffer;
import svc.comms.ComReturn;
import svc.comms.FrameContext;
import svc.tcp.TcpLinkDTO;

@Timeout(60)
class LinkTest {

    private final LinkFixture links = new LinkFixture();
    private final Inlet atServer = new Inlet();
    private final Inlet atClient = new Inlet();

    @AfterEach
    void nothingIsLeft() {
        links.close();
    }

    @Test
    void bytesGoBothWaysInOrderAndBuffersComeBack() throws Exception {
        ServerComponent server = links.server(0, atServer);
        ClientComponent client = links.client(LinkFixture.port(server), atClient);
        LinkFixture.awaitConnected(server, client);
        byte[] all = new byte[200_000];
        new Random(1).nextBytes(all);
        Random lengths = new Random(2);
        int buffers = 0;
        for (int at = 0; at < all.length; buffers++) {
            int length = Math.min(1 + lengths.nextInt(500), all.length - at);
            byte[] piece = Arrays.copyOfRange(all, at, at + length);
            while (2 * buffers - links.returned.get() >= 16) {
                Thread.onSpinWait();
            }
            links.send(client, piece);
            links.send(server, piece);
            at += length;
        }
        await().until(() -> atServer.size() == all.length && atClient.size() == all.length);
        assertArrayEquals(all, atServer.bytes());
        assertArrayEquals(all, atClient.bytes());
        int sent = buffers;
        await().until(() -> links.returned.get() == 2 * sent);
        TcpLinkDTO dto = client.snapshot();
        assertEquals("200000 200000 " + sent + " 0 0", dto.bytesSent + " " + dto.bytesReceived + " " + dto.buffersSent + " "
            + dto.buffersDropped + " " + dto.misuses);
    }

    @Test
    void anAnswerThatIsGivenOnTheLinksOwnThreadIsSent() throws Exception {
        ServerComponent[] server = new ServerComponent[1];
        server[0] = links.server(0, (data, context, sender) -> server[0].dataIn(data, context, sender));
        ClientComponent client = links.client(LinkFixture.port(server[0]), atClient);
        LinkFixture.awaitConnected(server[0], client);
        links.send(client, (byte) 1, (byte) 2);
        await().until(() -> atClient.size() == 2);
        assertArrayEquals(new byte[] {1, 2}, atClient.bytes());
    }

    @Test
    void whatCannotBeSentIsReturnedAtOnce() throws Exception {
        ServerComponent server = links.server(0, atServer);
        links.send(server, (byte) 1);
        assertEquals(1, links.returned.get());
        assertEquals(1, server.snapshot().buffersDropped);
        assertEquals(1, links.log.count("BufferDropped: 1 bytes are returned: nobody is connected"));
    }

    @Test
    void aPeerThatTakesNothingFillsTheQueueAndIsDisconnectedInTheEnd() throws Exception {
        ServerComponent server = links.server(0, atServer, links.pool, 4, 200);
        try (Socket deaf = new Socket(LinkFixture.LOOPBACK, LinkFixture.port(server))) {
            LinkFixture.awaitConnected(server);
            // As much as both ends' systems take, and then some; the caller is never held.
            while (server.snapshot().connected) {
                links.send(server, new byte[500]);
            }
            TcpLinkDTO dto = server.snapshot();
            assertTrue(dto.problem.startsWith("the peer has taken nothing for 200 ms"), dto.problem);
            assertEquals(1, dto.connectionErrors);
            assertTrue(links.log.count("the queue of 4 is full") > 0, links.log.lines.toString());
            await().until(() -> links.pool.lent() == 0);
            assertTrue(deaf.isConnected());
        }
    }

    @Test
    void aServerClosesASecondPeerAndKeepsTheFirst() throws Exception {
        ServerComponent server = links.server(0, atServer);
        int port = LinkFixture.port(server);
        try (Socket first = new Socket(LinkFixture.LOOPBACK, port)) {
            LinkFixture.awaitConnected(server);
            try (Socket second = new Socket(LinkFixture.LOOPBACK, port)) {
                assertEquals(-1, second.getInputStream().read());
            }
            first.getOutputStream().write(7);
            await().until(() -> atServer.size() == 1);
            assertEquals(1, server.snapshot().connectionsRefused);
        }
        await().until(() -> !server.snapshot().connected);
        try (Socket third = new Socket(LinkFixture.LOOPBACK, port)) {
            third.getOutputStream().write(8);
            await().until(() -> atServer.size() == 2);
        }
    }

    @Test
    void aClientWaitsForItsServerAndConnectsAgainWhenThatComesBack() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ClientComponent client = links.client(port, atClient);
        await().until(() -> client.snapshot().openErrors > 1);
        assertTrue(client.snapshot().problem.startsWith("can't connect to 127.0.0.1:" + port + ": "), client.snapshot().problem);
        for (int round = 1; round <= 2; round++) {
            ServerComponent server = links.server(port, atServer);
            LinkFixture.awaitConnected(server, client);
            links.send(client, (byte) round);
            int expected = round;
            await().until(() -> atServer.size() == expected);
            server.deactivate();
            await().until(() -> !client.snapshot().connected);
        }
        assertEquals(2, client.snapshot().connections);
    }

    @Test
    void aServerTakesItsPortWhenThatIsFree() throws Exception {
        ServerComponent server;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server = links.server(taken.getLocalPort(), atServer);
            await().until(() -> server.snapshot().openErrors > 1);
            assertFalse(server.snapshot().listening);
            assertTrue(server.snapshot().problem.startsWith("can't listen at 127.0.0.1:" + taken.getLocalPort() + ": "),
                server.snapshot().problem);
        }
        assertNotEquals(0, LinkFixture.port(server));
    }

    @Test
    void aHostThatIsNotThereIsSaid() throws Exception {
        ClientComponent client = new ClientComponent(links.log.factory(), atClient, links.pool,
            new Settings("c", "no such host", 1, 1, 256, 4, 1000, 1000));
        await().until(() -> client.snapshot().problem != null);
        client.deactivate();
        assertEquals("can't connect to no such host:1: there is no such host", client.snapshot().problem);
    }

    @Test
    void withoutABufferThePeerWaitsAndNothingIsLost() throws Exception {
        ServerComponent server = links.server(0, atServer);
        ClientComponent client = links.client(LinkFixture.port(server), atClient);
        LinkFixture.awaitConnected(server, client);
        Buffer[] all = new Buffer[64];
        Buffer message = links.pool.allocate(3);
        int taken = links.pool.allocate(512, all, 64);
        message.byteBuffer().put(new byte[] {1, 2, 3});
        client.dataIn(message, FrameContext.NONE, (data, context) -> links.returned.incrementAndGet());
        await().until(() -> server.snapshot().noBufferAvailable > 0);
        assertEquals(0, atServer.size());
        for (int i = 0; i < taken; i++) {
            all[i].close();
        }
        await().until(() -> atServer.size() == 3);
        message.close();
    }

    @Test
    void withoutAnOutputThePeerWaitsAndNothingIsLost() throws Exception {
        ServerComponent server = links.server(0, null);
        ClientComponent client = links.client(LinkFixture.port(server), atClient);
        LinkFixture.awaitConnected(server, client);
        links.send(client, (byte) 5);
        await().until(() -> server.snapshot().noOutput > 0);
        server.output = atServer;
        await().until(() -> atServer.size() == 1);
        assertEquals(1, server.snapshot().noOutput);
    }

    @Test
    void anOutputThatThrowsKeepsNoBufferAndTheStreamGoesOn() throws Exception {
        atServer.broken = true;
        ServerComponent server = links.server(0, atServer);
        ClientComponent client = links.client(LinkFixture.port(server), atClient);
        LinkFixture.awaitConnected(server, client);
        links.send(client, (byte) 5);
        await().until(() -> server.snapshot().outputFailures == 1);
        atServer.broken = false;
        links.send(client, (byte) 6);
        await().until(() -> atServer.size() == 2);
        assertEquals(0, server.snapshot().outstanding);
    }

    @Test
    void aBufferWhoseMemoryHasEndedIsReturnedAndTheNextIsSent() throws Exception {
        ServerComponent server = links.server(0, atServer);
        ClientComponent client = links.client(LinkFixture.port(server), atClient);
        LinkFixture.awaitConnected(server, client);
        try (svc.buffermanager.provider.RealPool other = new svc.buffermanager.provider.RealPool("512x1")) {
            Buffer dead = other.allocate(10);
            other.end();
            CountDownLatch back = new CountDownLatch(1);
            ComReturn gone = (data, context) -> back.countDown();
            client.dataIn(dead, FrameContext.NONE, gone);
            back.await();
        }
        links.send(client, (byte) 9);
        await().until(() -> atServer.size() == 1);
        assertEquals(1, client.snapshot().buffersDropped);
    }

    @Test
    void whatWaitsIsReturnedWhenTheComponentIsDeactivated() throws Exception {
        ServerComponent server = links.server(0, atServer, links.pool, 32, 60_000);
        try (Socket deaf = new Socket(LinkFixture.LOOPBACK, LinkFixture.port(server))) {
            LinkFixture.awaitConnected(server);
            int sent = 0;
            while (server.snapshot().buffersDropped == 0) {
                links.send(server, new byte[500]);
                sent++;
            }
            server.deactivate();
            assertEquals(sent, links.returned.get());
            // What was sent comes; then the connection is at its end.
            deaf.getInputStream().readAllBytes();
        }
        links.send(server, (byte) 1);
        assertEquals(0, links.pool.lent());
    }

    @Test
    void itCanBeDeactivatedByWhoItHandsOnTo() throws Exception {
        ServerComponent[] server = new ServerComponent[1];
        CountDownLatch done = new CountDownLatch(1);
        server[0] = links.server(0, (data, context, sender) -> {
            sender.dataReturn(data, context);
            server[0].deactivate();
            done.countDown();
        });
        try (Socket peer = new Socket(LinkFixture.LOOPBACK, LinkFixture.port(server[0]))) {
            peer.getOutputStream().write(1);
            done.await();
            assertEquals(-1, peer.getInputStream().read());
        }
        await().until(() -> LinkFixture.threads().isEmpty());
    }
}

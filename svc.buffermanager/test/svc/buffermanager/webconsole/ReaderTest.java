// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class ReaderTest {

    private final AtomicInteger gone = new AtomicInteger();
    private final Reader reader = new Reader(self -> gone.incrementAndGet());

    private void send(int from, int to) {
        for (int i = from; i <= to; i++) {
            reader.send((i + " ").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void whatIsSentBeforeItIsConnectedWaits() throws IOException {
        Peer peer = new Peer(100);
        send(1, 2);
        reader.connect(peer.context());
        send(3, 3);
        assertEquals("1 2 3 ", peer.text.toString());
    }

    @Test
    void whoTakesNothingForAWhileGetsAllThen() throws IOException {
        Peer peer = new Peer(1);
        reader.connect(peer.context());
        send(1, 1 + Reader.QUEUE);
        assertEquals("1 ", peer.text.toString());
        peer.take(100);
        assertEquals("1 2 3 4 5 6 ", peer.text.toString());
        assertFalse(peer.isCompleted());
    }

    @Test
    void whoFallsBehindIsDropped() throws IOException {
        Peer peer = new Peer(1);
        reader.connect(peer.context());
        send(1, 2 + Reader.QUEUE);
        assertTrue(peer.isCompleted());
        assertEquals(1, gone.get());
        send(100, 200);
        peer.take(100);
        assertEquals("1 ", peer.text.toString(), "nothing more is kept for it");
    }

    @Test
    void whoHasGoneIsDroppedWithTheNextFrame() throws IOException {
        Peer peer = new Peer(100);
        reader.connect(peer.context());
        peer.gone = true;
        send(1, 1);
        assertTrue(peer.isCompleted());
        assertEquals(1, gone.get());
    }

    @Test
    void whatWasClosedBeforeEndsWhenItIsConnected() throws IOException {
        Peer peer = new Peer(100);
        reader.close();
        assertEquals(0, gone.get());
        reader.connect(peer.context());
        assertTrue(peer.isCompleted());
        assertEquals(1, gone.get());
    }

    @Test
    void anErrorOfTheServerEndsIt() throws IOException {
        Peer peer = new Peer(100);
        reader.connect(peer.context());
        reader.onError(new IOException("idle"));
        reader.onError(new IOException("idle"));
        assertTrue(peer.isCompleted());
        assertEquals(1, gone.get());
    }
}

// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A server's door: it listens, and lets one peer in at a time. */
final class Listener implements Door, Readied {

    private final Selector selector;
    private final Settings settings;
    private final LinkEvents events;
    private ServerSocketChannel channel;
    private long retryAt;
    private boolean acceptable;
    /** Once a free port was chosen, it stays: peers know it. */
    private volatile int port;
    private volatile boolean listening;

    Listener(Selector selector, Settings settings, LinkEvents events) {
        this.selector = selector;
        this.settings = settings;
        this.events = events;
        port = settings.port;
        retryAt = System.nanoTime();
    }

    @Override
    public SocketChannel open(long now, boolean connected) {
        if (channel == null) {
            if (now - retryAt < 0) {
                return null;
            }
            try {
                listen();
            } catch (IOException | RuntimeException e) {
                // An address that can't be resolved comes as a RuntimeException.
                retryAt = now + settings.retryNanos;
                events.cannotOpen("can't listen at " + settings.host + ":" + port + ": " + Reason.of(e));
                return null;
            }
        }
        try {
            return acceptable ? accept(connected) : null;
        } catch (IOException e) {
            // For want of files, perhaps. The peer stays in line, and the selector would tell of it without a pause.
            events.cannotOpen("a connection can't be accepted: " + Reason.of(e));
            closeQuietly();
            retryAt = now + settings.retryNanos;
            return null;
        }
    }

    /** The selector has found a peer. */
    @Override
    public void ready(SelectionKey key) {
        acceptable = true;
    }

    private SocketChannel accept(boolean connected) throws IOException {
        SocketChannel peer = channel.accept();
        acceptable = peer != null;
        if (peer != null && connected) {
            try (peer) {
                if (events.connectionRefused.occurs()) {
                    events.connectionRefused.warn(peer.getRemoteAddress() + " is closed: another peer is connected");
                }
            }
            return null;
        }
        return peer;
    }

    private void listen() throws IOException {
        ServerSocketChannel made = ServerSocketChannel.open();
        try {
            // Or a port that was in use a minute ago would still be taken.
            made.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            made.bind(new InetSocketAddress(settings.host, port));
            made.configureBlocking(false);
            made.register(selector, SelectionKey.OP_ACCEPT, this);
            port = ((InetSocketAddress) made.getLocalAddress()).getPort();
        } catch (IOException | RuntimeException e) {
            try (made) {
                throw e;
            }
        }
        channel = made;
        acceptable = false;
        listening = true;
    }

    @Override
    public long due(long now, boolean connected) {
        return channel == null ? Math.max(1, retryAt - now) : NEVER;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean isListening() {
        return listening;
    }

    @Override
    public void close() throws IOException {
        listening = false;
        if (channel != null) {
            channel.close();
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // It counts as closed all the same.
            events.problem = Reason.of(e);
        }
        channel = null;
    }
}

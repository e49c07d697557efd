// SPDX-License-Identifier: Apache-2.0
package svc.tcp.provider;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** A client's door: it connects, and again after a while when that fails or the connection is lost. */
final class Dialer implements Door {

    private final Selector selector;
    private final Settings settings;
    private final LinkEvents events;
    /** On its way to be connected; null if none is. */
    private SocketChannel channel;
    /** When to give that up, or, if none is on its way, when to try. */
    private long at;
    private boolean wasConnected;

    Dialer(Selector selector, Settings settings, LinkEvents events) {
        this.selector = selector;
        this.settings = settings;
        this.events = events;
        at = System.nanoTime();
    }

    @Override
    public SocketChannel open(long now, boolean connected) {
        if (connected) {
            return null;
        }
        if (wasConnected) {
            wasConnected = false;
            at = now + settings.retryNanos;
        }
        try {
            if (channel == null) {
                if (now - at < 0) {
                    return null;
                }
                connect(now);
            }
            if (channel.finishConnect()) {
                SocketChannel done = channel;
                channel = null;
                wasConnected = true;
                return done;
            }
            if (now - at >= 0) {
                throw new IOException("no answer for " + TimeUnit.NANOSECONDS.toMillis(settings.timeoutNanos) + " ms");
            }
        } catch (IOException | RuntimeException e) {
            // An address that can't be resolved comes as a RuntimeException.
            close();
            at = now + settings.retryNanos;
            events.cannotOpen("can't connect to " + settings.host + ":" + settings.port + ": " + Reason.of(e));
        }
        return null;
    }

    private void connect(long now) throws IOException {
        at = now + settings.timeoutNanos;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT);
        channel.connect(new InetSocketAddress(settings.host, settings.port));
    }

    @Override
    public long due(long now, boolean connected) {
        if (connected) {
            return NEVER;
        }
        // That the connection was lost is for open() to see.
        return wasConnected ? 1 : Math.max(1, at - now);
    }

    @Override
    public int port() {
        return settings.port;
    }

    @Override
    public boolean isListening() {
        return false;
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It was never connected, and counts as closed all the same.
                events.problem = Reason.of(e);
            }
            channel = null;
        }
    }
}
